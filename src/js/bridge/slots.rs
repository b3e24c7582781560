//! Things that JavaScript holds by their number.

/// Numbered things. Numbers begin at 1; 0 is none.
pub struct Slots<T>(Vec<Option<T>>);

impl<T> Slots<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Keeps a thing, and says its number.
    pub fn add(&mut self, thing: T) -> u32 {
        let free = self.0.iter().position(Option::is_none);
        let place = free.unwrap_or_else(|| {
            self.0.push(None);
            self.0.len() - 1
        });
        if let Some(slot) = self.0.get_mut(place) {
            *slot = Some(thing);
        }
        place as u32 + 1
    }

    pub fn get(&mut self, number: u32) -> Option<&mut T> {
        self.0.get_mut((number as usize).checked_sub(1)?)?.as_mut()
    }

    /// Lets go of a thing.
    pub fn remove(&mut self, number: u32) -> Option<T> {
        self.0.get_mut((number as usize).checked_sub(1)?)?.take()
    }
}
