//! The rate of results over about the last minute.

use std::collections::VecDeque;

/// The measuring window in milliseconds: long enough to even out calls of a minute or two.
const WINDOW: u64 = 60_000;
/// Readings closer together than this count as one, which bounds their number.
const STEP: u64 = 1_000;
/// Over a shorter time than this, a single result would dominate the rate.
const SHORTEST: u64 = 2_000;

/// The readings: time in milliseconds, and number of results.
#[derive(Default)]
pub(super) struct Pace(VecDeque<(u64, u64)>);

impl Pace {
    /// Adds a reading.
    pub fn note(&mut self, at: u64, results: Option<u64>) {
        let Some(results) = results else { return self.0.clear() };
        if self.0.back().is_some_and(|(last, _)| *last > at) {
            // The clock was set back: earlier readings cannot be compared.
            self.0.clear();
        }
        let replaces = self.0.len().checked_sub(2).and_then(|place| self.0.get(place));
        if replaces.is_some_and(|(before, _)| at - before < STEP) {
            self.0.pop_back();
        }
        self.0.push_back((at, results));
        // Keeps one reading at or before the window's start, so that the whole window is covered.
        while self.0.get(1).is_some_and(|(second, _)| at - second >= WINDOW) {
            self.0.pop_front();
        }
    }

    /// Returns the results per minute, or `None` if the readings do not tell.
    pub fn per_minute(&self) -> Option<f64> {
        let ((from, first), (to, last)) = (self.0.front()?, self.0.back()?);
        let (span, results) = (to - from, last.checked_sub(*first)?);
        (span >= SHORTEST).then(|| results as f64 * 60_000.0 / span as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, WINDOW};

    #[test]
    fn readings_without_end_take_no_more_room() {
        let mut pace = Pace::default();
        for at in 0..600_000 {
            pace.note(at, Some(at));
            assert!(pace.0.len() <= WINDOW as usize / 1_000 + 3);
        }
        assert_eq!(pace.per_minute(), Some(60_000.0));
    }
}
