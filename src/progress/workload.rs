//! The number of contacts to call, if the API's `total` can be trusted to mean that.
//!
//! The API's documents disagree on what `total` counts: all contacts to call, or the calls so far. Only the former tells how
//! much work remains. A count of calls never exceeds the results, or grows along with them.
//!
//! That a campaign has ended does not settle it: one that was stopped, or whose window closed, can have left contacts uncalled, and
//! a count of calls then equals the results. `FINISHED` is taken to mean that everybody was called, unless the count was seen to
//! grow: of a campaign that is first read after it finished with contacts left, a count of calls is taken for their number.

use super::reading::Reading;
use crate::model::campaign::CampaignStatus;

/// What the readings so far tell about `total`.
#[derive(Default)]
pub(super) struct Workload {
    /// Whether it ever exceeded the results.
    above: bool,
    /// Whether it grew along with the results.
    grows: bool,
    /// The latest `total`, and whether there were results at that time.
    last: Option<(u64, bool)>,
}

impl Workload {
    /// Adds a reading.
    pub fn note(&mut self, reading: &Reading) {
        let Some(total) = reading.counts.total else { return };
        let results = reading.results().unwrap_or_default();
        self.above |= total > results;
        self.grows |= self.last.is_some_and(|(last, begun)| begun && total > last);
        self.last = Some((total, results > 0));
    }

    /// Returns the number of contacts to call, or `None` if `total` is absent or cannot be trusted.
    pub fn size(&self, reading: &Reading) -> Option<u64> {
        let results = reading.results().unwrap_or_default();
        let finished = matches!(reading.status, Some(CampaignStatus::Finished));
        let trusted = !self.grows && (self.above || finished);
        reading.counts.total.filter(|total| trusted && *total >= results)
    }
}
