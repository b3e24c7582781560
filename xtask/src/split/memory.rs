//! Maps the bytes of a module's memory to the parts that need them.

use std::collections::HashSet;
use std::ops::Range;

use super::parts::{CORE, Place, joint};

/// The owners of the bytes of a module's memory.
pub struct Memory {
    start: u32,
    owners: Vec<Owner>,
}

/// The owner of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The core, because no symbol of the linker covers the byte.
    Core,
    /// Nobody needs the byte, such as that of a panic's location.
    Nobody,
    Part(Place),
}

impl Memory {
    /// Returns a memory with data in these ranges, which have no owner yet.
    pub fn new<'a>(data: impl Iterator<Item = &'a Range<u32>> + Clone) -> Self {
        let start = data.clone().map(|range| range.start).min().unwrap_or(0);
        let end = data.clone().map(|range| range.end).max().unwrap_or(0);
        let mut memory = Self { start, owners: vec![Owner::Core; (end - start) as usize] };
        data.for_each(|range| memory.bytes(range).fill(Owner::Nobody));
        memory
    }

    /// Gives data to a part. Bytes that another part has already go to the part that both build on.
    pub fn give(&mut self, part: Place, data: &HashSet<Range<u32>>) {
        for range in data {
            for owner in self.bytes(range) {
                *owner = match *owner {
                    Owner::Part(other) => Owner::Part(joint(other, part)),
                    Owner::Core | Owner::Nobody => Owner::Part(part),
                };
            }
        }
    }

    /// Whether the byte at an address belongs to a part.
    pub fn is_of(&self, part: Place, at: u32) -> bool {
        match self.at(at) {
            Owner::Part(owner) => owner == part,
            Owner::Core => part == CORE,
            Owner::Nobody => false,
        }
    }

    /// Whether nobody needs the byte at an address.
    pub fn is_unused(&self, at: u32) -> bool {
        self.at(at) == Owner::Nobody
    }

    fn at(&self, at: u32) -> Owner {
        let place = at.checked_sub(self.start).and_then(|place| self.owners.get(place as usize));
        place.copied().unwrap_or(Owner::Core)
    }

    fn bytes(&mut self, range: &Range<u32>) -> &mut [Owner] {
        let place = |at: u32| at.saturating_sub(self.start) as usize;
        let (from, until) = (place(range.start), place(range.end));
        self.owners.get_mut(from..until).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts::REST;
    use super::*;

    #[test]
    fn a_byte_that_two_parts_need_is_what_both_build_on() {
        let mut memory = Memory::new([10..20, 15..30].iter());
        let [first, second] = [10..20, 15..25];
        memory.give(2, &HashSet::from([first]));
        memory.give(3, &HashSet::from([second]));
        let owner = |at| (0..6).find(|part| memory.is_of(*part, at));
        assert_eq!([9, 12, 17, 22, 30].map(owner), [Some(CORE), Some(2), Some(REST), Some(3), Some(CORE)]);
        assert!(memory.is_unused(27) && owner(27).is_none());
    }
}
