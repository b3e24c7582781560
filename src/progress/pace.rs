//! How fast results come in, from readings over the last minute or so.

use std::collections::VecDeque;

/// The span looked at, in milliseconds: long enough that calls of a minute or two come in evenly.
const WINDOW: u64 = 60_000;
/// Readings closer together than this count as one, so that there are never many of them.
const STEP: u64 = 1_000;
/// Over a shorter span than this, one result more or less is most of the speed.
const SHORTEST: u64 = 2_000;

/// The readings: when (in milliseconds), and how many had a result.
#[derive(Default)]
pub(super) struct Pace(VecDeque<(u64, u64)>);

impl Pace {
    /// Takes another reading.
    pub fn note(&mut self, at: u64, results: Option<u64>) {
        let Some(results) = results else { return self.0.clear() };
        if self.0.back().is_some_and(|(last, _)| *last > at) {
            // The clock was put back: nothing noted before can be compared with it.
            self.0.clear();
        }
        let replaces = self.0.len().checked_sub(2).and_then(|place| self.0.get(place));
        if replaces.is_some_and(|(before, _)| at - before < STEP) {
            self.0.pop_back();
        }
        self.0.push_back((at, results));
        // The first one is at the window's edge or beyond it, so that the whole window is looked at.
        while self.0.get(1).is_some_and(|(second, _)| at - second >= WINDOW) {
            self.0.pop_front();
        }
    }

    /// Results per minute; `None` where that cannot be said.
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
