//! Random decisions that proptest can shrink: a row of numbers, of which each decision uses a part.

use std::fmt;

use proptest::{collection::vec, num::u64, strategy::Strategy};

/// The number of decisions from one number. Generating numbers takes longer than all that is done with them.
const DECISIONS: usize = 4;

/// The random numbers.
#[derive(Clone)]
pub struct Row(Vec<u64>);

/// Omits the numbers, since what was generated from them is more useful.
impl fmt::Debug for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} decisions", self.0.len() * DECISIONS)
    }
}

/// Generates rows for up to this many decisions.
pub fn rows(longest: usize) -> impl Strategy<Value = Row> {
    vec(u64::ANY, 0..=longest.div_ceil(DECISIONS)).prop_map(Row)
}

/// The remaining decisions. When none are left, every further one takes the first and simplest option, so that a shorter row
/// gives a simpler case.
pub struct Choices<'a> {
    row: &'a [u64],
    made: usize,
}

impl<'a> Choices<'a> {
    pub fn new(row: &'a Row) -> Self {
        Self { row: &row.0, made: 0 }
    }

    /// Returns a number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = self.row.get(self.made / DECISIONS).copied().unwrap_or_default();
        let part = (number >> (16 * (self.made % DECISIONS))) as u16;
        self.made += 1;
        usize::from(part) % bound.max(1)
    }

    /// Returns true once in `times`, and never when no decisions are left.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// Returns one of several.
    pub fn pick<T: Copy>(&mut self, several: &[T]) -> T {
        several[self.below(several.len())]
    }

    /// Shuffles the things.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for index in (1..things.len()).rev() {
            // The simplest option is to leave the thing in its place.
            things.swap(index, index - self.below(index + 1));
        }
    }
}
