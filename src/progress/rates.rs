//! Answer rates.

use super::reading::sum_all;
use crate::model::{
    campaign::CampaignStatistics,
    snapshot::{Denominator, Rate, Rates},
};

/// Returns the rates that these counts allow.
pub(super) fn rates(counts: &CampaignStatistics) -> Rates {
    let CampaignStatistics { human, machine, unknown, no_answer, .. } = *counts;
    // Without one of the counts, the denominator would be too small and every rate too large.
    let results = sum_all(&[human, machine, unknown, no_answer]);
    let answered = sum_all(&[human, machine, unknown]);
    let of_results = |part| rate(part, results, Denominator::Results);
    Rates {
        human: of_results(human),
        machine: of_results(machine),
        unknown: of_results(unknown),
        no_answer: of_results(no_answer),
        answered: of_results(answered),
        human_of_answered: rate(human, answered, Denominator::Answered),
    }
}

fn rate(part: Option<u64>, whole: Option<u64>, denominator: Denominator) -> Option<Rate> {
    let (count, out_of) = (part?, whole?);
    Some(Rate { count, out_of, denominator, share: share(count, out_of)? })
}

/// Returns `part` of `whole` from 0 to 1, or `None` if `whole` is 0.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64).min(1.0))
}
