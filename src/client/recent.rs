//! Remembers the ids of the rows yielded last.

/// How many ids are remembered, at 8 bytes each: several times the number of rows that a stream goes back.
pub(super) const MEMORY: usize = 1024;

/// The ids of the rows yielded last.
#[derive(Default)]
pub(super) struct Recent {
    /// Their hashes: ids can have any format. Among so few, collisions are negligible.
    ids: Vec<u64>,
    /// The index of the oldest id, as soon as the memory is full.
    oldest: usize,
    forgotten: bool,
}

impl Recent {
    /// Remembers a row that is yielded.
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

    /// Whether a row was yielded recently.
    pub fn has(&self, id: u64) -> bool {
        self.ids.contains(&id)
    }

    /// Whether more rows were yielded than are remembered.
    pub fn has_forgotten(&self) -> bool {
        self.forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_rows_are_remembered_as_the_memory_has_room_for() {
        let (mut recent, room) = (Recent::default(), MEMORY as u64);
        (0..room).for_each(|id| recent.add(id));
        assert!((0..room).all(|id| recent.has(id)) && !recent.has_forgotten());
        let end = 2 * room + 7;
        (room..end).for_each(|id| recent.add(id));
        assert!((0..end).all(|id| recent.has(id) == (id >= end - room)) && recent.has_forgotten());
    }
}
