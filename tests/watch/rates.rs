//! Rates: shares of results.

use seax_dialer::model::snapshot::{Denominator, Rate, Rates};
use serde_json::{Value, json};

use crate::harness::{calling, campaign, seen};

fn rates(statistics: Value) -> Rates {
    seen([(0, calling(statistics))]).rates
}

fn counts(human: u64, machine: u64, unknown: u64, no_answer: u64, total: u64) -> Value {
    json!({"human": human, "machine": machine, "unknown": unknown, "no_answer": no_answer, "total": total})
}

#[test]
fn every_rate_names_its_denominator() {
    let rates = rates(counts(6, 1, 1, 8, 400));
    let of_results =
        |count, share| Some(Rate { count, out_of: 16, denominator: Denominator::Results, share });
    assert_eq!(rates.human, of_results(6, 0.375));
    assert_eq!(rates.machine, of_results(1, 0.0625));
    assert_eq!(rates.unknown, of_results(1, 0.0625));
    assert_eq!(rates.no_answer, of_results(8, 0.5));
    assert_eq!(rates.answered, of_results(8, 0.5));
    let of_answered = Rate { count: 6, out_of: 8, denominator: Denominator::Answered, share: 0.75 };
    assert_eq!(rates.human_of_answered, Some(of_answered));
}

#[test]
fn the_total_of_the_api_has_no_part_in_them() {
    for total in [0, 1, 16, u64::MAX] {
        assert_eq!(rates(counts(6, 1, 1, 8, total)), rates(counts(6, 1, 1, 8, 400)), "{total}");
    }
}

#[test]
fn while_nobody_has_a_result_there_are_none() {
    let none = rates(counts(0, 0, 0, 0, 1));
    for rate in
        [none.human, none.machine, none.unknown, none.no_answer, none.answered, none.human_of_answered]
    {
        assert_eq!(rate, None);
    }
    let unanswered = rates(counts(0, 0, 0, 5, 9));
    assert_eq!(unanswered.human.map(|rate| rate.share), Some(0.0));
    assert_eq!(unanswered.human_of_answered, None);
}

#[test]
fn a_whole_of_which_a_part_is_missing_is_no_denominator() {
    let some = rates(json!({"human": 5, "machine": 5, "unknown": 0, "no_answer": null}));
    assert_eq!((some.human, some.answered), (None, None), "of results: nobody knows how many there are");
    assert_eq!(some.human_of_answered.map(|rate| rate.share), Some(0.5));
    let fewer = rates(json!({"human": 5, "no_answer": 3}));
    assert_eq!((fewer.human, fewer.no_answer, fewer.human_of_answered), (None, None, None));
}

#[test]
fn without_statistics_there_is_no_figure() {
    for statistics in [json!({}), Value::Null] {
        let snapshot = seen([(0, calling(statistics.clone())), (60_000, calling(statistics))]);
        assert_eq!(snapshot.rates.human, None);
        assert_eq!(
            (snapshot.progress.done, snapshot.progress.of, snapshot.progress.share),
            (None, None, None)
        );
        assert_eq!((snapshot.calls_per_minute, snapshot.forecast), (None, None));
    }
    let mut bare = campaign(json!({"status": "STARTED"}));
    bare.as_object_mut().expect("an object").remove("statistics");
    assert_eq!(seen([(0, bare)]).progress.done, None);
}

#[test]
fn counts_beyond_what_javascript_can_hold_stop_there() {
    let safe = (1 << 53) - 1;
    let snapshot = seen([(0, calling(counts(u64::MAX, u64::MAX, 1, 0, u64::MAX)))]);
    assert_eq!(snapshot.progress.done, Some(safe));
    assert_eq!(
        snapshot.rates.human.map(|rate| (rate.count, rate.out_of, rate.share)),
        Some((safe, safe, 1.0))
    );
}
