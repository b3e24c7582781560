//! How many there are to call, where the API's `total` can be trusted to mean that.
//!
//! The API's documents do not agree on what `total` counts: everybody who is to be called, or the calls so far. Only the
//! first says how far there is to go. A tally is never above the results, or grows along with them.

use super::reading::Reading;

/// What the readings so far say of `total`.
#[derive(Default)]
pub(super) struct Workload {
    /// Whether it was above the results once.
    above: bool,
    /// Whether it grew while results came in.
    grows: bool,
    /// The latest `total`, and whether there were results by then.
    last: Option<(u64, bool)>,
}

impl Workload {
    /// Takes another reading.
    pub fn note(&mut self, reading: &Reading) {
        let Some(total) = reading.counts.total else { return };
        let results = reading.results().unwrap_or_default();
        self.above |= total > results;
        self.grows |= self.last.is_some_and(|(last, begun)| begun && total > last);
        self.last = Some((total, results > 0));
    }

    /// How many there are to call.
    pub fn size(&self, reading: &Reading) -> Option<u64> {
        let results = reading.results().unwrap_or_default();
        let trusted = reading.is_terminal() || (self.above && !self.grows);
        reading.counts.total.filter(|total| trusted && *total >= results)
    }
}
