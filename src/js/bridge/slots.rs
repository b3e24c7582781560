//! A table of values that JavaScript refers to by number.

/// A table of numbered values. Numbers begin at 1; 0 means none.
pub struct Slots<T>(Vec<Option<T>>);

impl<T> Slots<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value, and returns its number.
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

    /// Removes a value, and returns it.
    pub fn remove(&mut self, number: u32) -> Option<T> {
        self.0.get_mut((number as usize).checked_sub(1)?)?.take()
    }
}
