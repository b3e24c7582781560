//! The progress of a campaign, whether or not the API's total is the number of contacts.

use seax_dialer::model::snapshot::Progress;
use serde_json::json;

use crate::harness::{called, calling, campaign, finished, seen};

fn progress(readings: impl IntoIterator<Item = serde_json::Value>) -> Progress {
    seen((0..).step_by(1_000).zip(readings)).progress
}

#[test]
fn a_total_above_the_results_is_how_many_there_are_to_call() {
    let quarter = Progress { done: Some(10), of: Some(40), share: Some(0.25) };
    assert_eq!(progress([called(10, 40)]), quarter);
    assert_eq!(progress([called(0, 40)]).share, Some(0.0));
}

#[test]
fn everybody_has_a_result_and_it_goes_on() {
    let all = Progress { done: Some(40), of: Some(40), share: Some(1.0) };
    assert_eq!(progress([called(39, 40), called(40, 40)]), all, "it was seen to be more than a tally");
}

#[test]
fn a_total_that_was_never_above_the_results_may_be_a_tally_of_them() {
    let unknown = |done| Progress { done: Some(done), of: None, share: None };
    assert_eq!(progress([called(40, 40)]), unknown(40));
    assert_eq!(progress([called(0, 0)]), unknown(0));
    let answered = json!({"human": 3, "machine": 1, "unknown": 0, "no_answer": 6, "total": 4});
    assert_eq!(progress([calling(answered)]), unknown(10), "the API's schema says: calls that were answered");
}

#[test]
fn a_total_that_grows_with_the_results_is_a_tally() {
    let dialled = [called(0, 5), called(3, 8), called(7, 12), called(12, 17)];
    assert_eq!(progress(dialled), Progress { done: Some(12), of: None, share: None });
}

#[test]
fn a_total_that_is_settled_before_the_first_result_is_none() {
    assert_eq!(progress([called(0, 0), called(0, 25), called(0, 40), called(10, 40)]).share, Some(0.25));
}

#[test]
fn of_a_campaign_that_has_finished_a_total_counts_everybody_unless_it_grew_with_the_results() {
    assert_eq!(progress([finished(40, 40)]).share, Some(1.0));
    assert_eq!(progress([called(40, 40), finished(40, 40)]).share, Some(1.0));
    assert_eq!(
        progress([called(3, 8), called(7, 12), finished(20, 20)]).of,
        None,
        "its window may have closed"
    );
    assert_eq!(progress([finished(10, 4)]), Progress { done: Some(10), of: None, share: None });
    assert_eq!(progress([finished(0, 0)]), Progress { done: Some(0), of: Some(0), share: None });
}

#[test]
fn of_a_campaign_that_was_stopped_a_total_that_equals_the_results_may_be_a_tally_of_them() {
    for status in ["CANCELED", "TERMINATED", "FAILED"] {
        let stopped = |results, total| {
            let mut campaign = called(results, total);
            campaign["status"] = status.into();
            campaign
        };
        let unknown = Progress { done: Some(12), of: None, share: None };
        assert_eq!(progress([stopped(12, 12)]), unknown, "{status}");
        assert_eq!(progress([called(5, 5), called(12, 12), stopped(12, 12)]), unknown, "{status}");
        assert_eq!(progress([stopped(12, 40)]).of, Some(40), "{status}");
        assert_eq!(progress([called(11, 12), stopped(12, 12)]).share, Some(1.0), "{status}");
    }
}

#[test]
fn the_documentations_own_sample_has_no_result_of_one() {
    assert_eq!(progress([campaign(json!({}))]), Progress { done: Some(0), of: Some(1), share: Some(0.0) });
}

#[test]
fn counts_that_shrink_are_taken_as_they_are() {
    assert_eq!(progress([called(20, 40), called(5, 40)]).share, Some(0.125));
    assert_eq!(progress([called(20, 40), called(20, 10)]).share, None);
    assert_eq!(
        progress([called(20, 40), called(5, 10)]).share,
        Some(0.5),
        "a total that shrinks is no tally"
    );
}

#[test]
fn a_count_that_the_api_leaves_out_counts_nothing() {
    let some = calling(json!({"human": 5, "no_answer": 3, "total": 16}));
    assert_eq!(progress([some]), Progress { done: Some(8), of: Some(16), share: Some(0.5) });
}
