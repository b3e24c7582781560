//! The rows given last, by their ids.

/// How many of them are known. It has to be a few times as many as one goes back by, and is what a list takes in memory.
pub(super) const MEMORY: usize = 1024;

/// The ids of the rows given last.
#[derive(Default)]
pub(super) struct Recent {
    ids: Vec<u64>,
    /// The place of the oldest one, once there is no more room.
    oldest: usize,
    forgotten: bool,
}

impl Recent {
    /// Notes that a row was given.
    pub fn add(&mut self, id: u64) {
        if self.ids.len() < MEMORY {
            return self.ids.push(id);
        }
        self.forgotten = true;
        if let Some(place) = self.ids.get_mut(self.oldest) {
            *place = id;
        }
        self.oldest = (self.oldest + 1) % MEMORY;
    }

    /// Whether a row was given lately.
    pub fn has(&self, id: u64) -> bool {
        self.ids.contains(&id)
    }

    /// Whether more rows were given than are known.
    pub fn has_forgotten(&self) -> bool {
        self.forgotten
    }
}

/// An id of any form as a number (FNV-1a). Among so few, no two ids have one.
pub(super) fn number(id: &[u8]) -> u64 {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
    id.iter().fold(0xCBF2_9CE4_8422_2325, hash)
}
