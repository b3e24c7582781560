//! The speed of results.

use serde_json::json;

use crate::harness::{called, calling, finished, seen};

fn speed(readings: impl IntoIterator<Item = (u64, u64)>) -> Option<f64> {
    seen(readings.into_iter().map(|(at, results)| (at, called(results, 100_000)))).calls_per_minute
}

#[test]
fn it_is_results_per_minute_between_readings() {
    assert_eq!(speed([(0, 0), (30_000, 6)]), Some(12.0));
    assert_eq!(
        speed([(0, 100), (10_000, 101), (20_000, 103)]),
        Some(9.0),
        "what was there before does not count"
    );
    assert_eq!(speed([(0, 5), (30_000, 5)]), Some(0.0));
}

#[test]
fn a_moment_is_too_short_to_tell() {
    assert_eq!(speed([(0, 0)]), None);
    assert_eq!(speed([(0, 0), (0, 5)]), None);
    assert_eq!(speed([(0, 0), (1_999, 5)]), None);
    assert_eq!(speed([(0, 0), (2_000, 5)]), Some(150.0));
}

#[test]
fn it_is_of_the_last_minute_and_not_of_all_time() {
    let slow_then_fast =
        (0..=120).map(|second| (second * 1_000, if second < 60 { 0 } else { (second - 60) * 2 }));
    assert_eq!(speed(slow_then_fast), Some(120.0));
    let fast_then_still = (0..=120).map(|second| (second * 1_000, second.min(60) * 2));
    assert_eq!(speed(fast_then_still), Some(0.0));
}

#[test]
fn readings_far_apart_still_make_a_speed() {
    assert_eq!(speed([(0, 0), (600_000, 50)]), Some(5.0));
    assert_eq!(speed([(0, 0), (600_000, 50), (1_200_000, 150)]), Some(10.0));
}

#[test]
fn from_counts_that_shrank_no_speed_is_made() {
    assert_eq!(speed([(0, 50), (10_000, 40)]), None);
    // The next reading corrects one that lagged behind.
    assert_eq!(speed([(0, 50), (10_000, 40), (20_000, 60)]), Some(30.0));
    let long_ago = (0..=90).map(|second| (second * 1_000, if second < 10 { 500 } else { second }));
    assert_eq!(speed(long_ago), Some(60.0), "and is forgotten in a minute");
}

#[test]
fn it_begins_anew_after_a_reading_without_counts() {
    let silent = calling(json!(null));
    let readings = [(0, called(5, 90)), (10_000, silent), (20_000, called(80, 90))];
    assert_eq!(seen(readings.clone()).calls_per_minute, None);
    let later = readings.into_iter().chain([(30_000, called(81, 90))]);
    assert_eq!(seen(later).calls_per_minute, Some(6.0));
}

#[test]
fn it_begins_anew_when_the_clock_is_put_back() {
    assert_eq!(speed([(50_000, 5), (60_000, 6), (3_000, 7)]), None);
    assert_eq!(speed([(50_000, 5), (60_000, 6), (3_000, 7), (33_000, 8)]), Some(2.0));
}

#[test]
fn readings_in_quick_succession_are_as_good_as_slow_ones() {
    let often = (0..=600).map(|tick| (tick * 100, tick / 10));
    assert_eq!(speed(often), Some(60.0));
}

#[test]
fn a_campaign_that_is_over_has_none() {
    assert_eq!(seen([(0, called(0, 9)), (30_000, finished(6, 9))]).calls_per_minute, None);
}
