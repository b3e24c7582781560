//! How often a watch polls.

use proptest::{collection::vec, prelude::any, prop_assert};
use seax_dialer::client::WatchOptions;

use crate::{
    harness::{Bench, called, finished, quick, telling},
    properties::holds,
};

#[test]
fn it_asks_fast_while_the_campaign_moves() {
    let story = (0..60).map(|second| (second * 1_000, called(second, 900)));
    let mut bench = Bench::of(story);
    for _ in 0..30 {
        bench.snapshot();
    }
    assert!(bench.waits().iter().all(|wait| (1_000..=1_250).contains(wait)), "{:?}", bench.waits());
}

#[test]
fn it_asks_slower_and_slower_while_nothing_happens_and_fast_again_when_it_does() {
    let moves_again = (300..330).map(|second| (second * 1_000, called(second, 900)));
    let mut bench = Bench::of([(0, called(3, 900))].into_iter().chain(moves_again));
    bench.snapshot();
    bench.snapshot();
    let waits = bench.waits();
    let floors = [1_000, 1_500, 3_000, 6_000, 6_000];
    for (wait, floor) in waits.iter().zip(floors) {
        assert!((floor..=8_000).contains(wait), "{waits:?}");
    }
    assert!(waits.iter().skip(3).all(|wait| (6_000..=8_000).contains(wait)), "{waits:?}");
    bench.snapshot();
    let last = bench.waits().last().copied();
    assert!(last.is_some_and(|wait| (1_000..=1_250).contains(&wait)), "{last:?}");
}

#[test]
fn a_change_that_is_no_movement_does_not_hurry_it() {
    // For example, a file's URL that is signed again for each reply.
    let story = (0..400).map(|second| {
        let mut campaign = called(3, 10);
        campaign["contact_file_url"] = second.to_string().into();
        (second * 1_000, campaign)
    });
    let mut bench = Bench::of(story);
    for _ in 0..20 {
        bench.snapshot();
    }
    assert!(bench.waits().iter().skip(3).all(|wait| (6_000..=8_000).contains(wait)), "{:?}", bench.waits());
}

#[test]
fn another_status_is_movement_too() {
    let mut paused = called(3, 10);
    paused["status"] = "PAUSED".into();
    let mut bench = Bench::of([(0, called(3, 10)), (100_000, paused), (120_000, finished(3, 10))]);
    bench.snapshot();
    bench.snapshot();
    let before = bench.waits().len();
    bench.snapshot();
    assert!((1_000..=1_250).contains(&bench.waits()[before]), "{:?}", bench.waits());
}

#[test]
fn no_wait_is_shorter_or_longer_than_it_may_be() {
    let cases = (any::<u64>(), 1..50_000u64, 1..20u64, vec(0..40_000u64, 1..30));
    holds(200, cases, |(seed, min, times, gaps)| {
        let max = min * times;
        let options =
            WatchOptions { min_interval: Some(min), max_interval: Some(max), ..WatchOptions::default() };
        let (mut at, mut story) = (0, vec![(0, called(0, 99))]);
        for (results, gap) in (1..).zip(gaps) {
            at += gap;
            story.push((at, called(results, 99)));
        }
        story.push((at + 2 * max, finished(99, 99)));
        let mut bench = Bench::with(options, seed, telling(story));
        while !bench.snapshot().terminal {}
        prop_assert!(bench.waits().iter().all(|wait| (min..=max).contains(wait)), "{:?}", bench.waits());
        Ok(())
    });
}

#[test]
fn watches_that_begin_together_do_not_go_on_together() {
    let readings = |seed| {
        let mut bench = Bench::with(quick(), seed, telling([(0, called(0, 1)), (200_000, finished(1, 1))]));
        bench.snapshot();
        bench.snapshot();
        bench.readings()
    };
    let (one, other) = (readings(1), readings(2));
    let common = one.iter().filter(|at| other.contains(at)).count();
    assert_eq!(common, 1, "only the first reading is at the same time");
    assert_eq!(readings(1), one, "and a seed says which");
}

#[test]
fn left_to_itself_it_asks_every_2_to_30_seconds() {
    let story = [(0, called(0, 9)), (600_000, called(1, 9)), (600_001, finished(1, 9))];
    let mut bench = Bench::with(WatchOptions::default(), 1, telling(story));
    while !bench.snapshot().terminal {}
    let waits = bench.waits();
    assert!(waits.iter().all(|wait| (2_000..=30_000).contains(wait)), "{waits:?}");
    assert!(waits.iter().rev().nth(2).is_some_and(|wait| *wait >= 22_500), "{waits:?}");
}
