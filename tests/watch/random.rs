//! All figures are valid, whatever counts the API returns.

use proptest::{collection::vec, option, prelude::*};
use seax_dialer::{
    model::snapshot::{Rate, Rates, Snapshot},
    progress::{History, report},
};
use serde_json::{Value, json};

use crate::{
    harness::{campaign, checked},
    properties::{Verdict, holds},
    time::START,
};

const SAFE: u64 = (1 << 53) - 1;

/// A count: missing, small, arbitrary, or the maximum.
fn count() -> impl Strategy<Value = Option<u64>> {
    option::weighted(0.9, prop_oneof![4 => 0..50u64, 1 => any::<u64>(), 1 => Just(u64::MAX)])
}

fn statistics() -> impl Strategy<Value = Value> {
    let counts = (count(), count(), count(), count(), count());
    option::weighted(0.9, counts).prop_map(|counts| match counts {
        Some((human, machine, unknown, no_answer, total)) => json!({
            "human": human, "machine": machine, "unknown": unknown, "no_answer": no_answer, "total": total,
        }),
        None => Value::Null,
    })
}

fn time() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (0..60u32, 0..60u32).prop_map(|(minute, second)| json!(format!("2025-07-08T03:{minute:02}:{second:02}"))),
        1 => Just(json!("0000-01-01T00:00:00")),
        1 => Just(json!("9999-12-31T23:59:59.999999")),
        1 => Just(json!("soon")),
    ]
}

/// A random campaign.
fn any_campaign() -> impl Strategy<Value = Value> {
    let status = prop_oneof![
        6 => Just(json!("PROCESSING")), 1 => Just(json!("PENDING")), 1 => Just(json!("PAUSED")),
        1 => Just(json!("FINISHED")), 1 => Just(json!("RINGING")), 1 => Just(Value::Null),
    ];
    (status, statistics(), 0..4u32, any::<bool>(), time(), time(), time(), time()).prop_map(
        |(status, statistics, max_attempts, aware, start, end, created, updated)| {
            campaign(json!({
                "status": status, "statistics": statistics, "max_attempts": max_attempts, "is_timezone_aware": aware,
                "start_time": start, "end_time": end, "created_time": created, "updated_time": updated,
                "phones": null, "campaign_metadata": null,
            }))
        },
    )
}

fn sound_rate(rate: Option<Rate>) -> Verdict {
    if let Some(Rate { count, out_of, share, .. }) = rate {
        prop_assert!(out_of > 0 && count <= out_of && out_of <= SAFE, "{count} of {out_of}");
        prop_assert!((0.0..=1.0).contains(&share), "{share}");
        prop_assert!((share * out_of as f64 - count as f64).abs() <= count as f64 * 1e-9);
    }
    Ok(())
}

fn sound_rates(rates: &Rates) -> Verdict {
    for rate in
        [rates.human, rates.machine, rates.unknown, rates.no_answer, rates.answered, rates.human_of_answered]
    {
        sound_rate(rate)?;
    }
    Ok(())
}

fn sound(snapshot: &Snapshot, now: u64) -> Verdict {
    sound_rates(&snapshot.rates)?;
    let progress = snapshot.progress;
    prop_assert!(progress.share.is_none_or(|share| (0.0..=1.0).contains(&share)));
    prop_assert!(progress.of.is_none_or(|of| progress.done.unwrap_or_default() <= of && of <= SAFE));
    prop_assert_eq!(
        progress.share.is_some(),
        progress.done.is_some() && progress.of.is_some_and(|of| of > 0)
    );
    prop_assert!(snapshot.calls_per_minute.is_none_or(|speed| speed.is_finite() && speed >= 0.0));
    if let Some(forecast) = snapshot.forecast {
        prop_assert!(!snapshot.terminal && snapshot.calls_per_minute.is_some_and(|speed| speed > 0.0));
        let year = 367 * 86_400_000;
        prop_assert!((now..now + year).contains(&forecast.end_at_ms), "{}", forecast.end_at_ms);
    }
    Ok(())
}

#[test]
fn no_snapshot_holds_a_number_that_is_none() {
    let readings = vec((any_campaign(), 0..100_000u64, 0..40_000u64), 1..20);
    holds(300, readings, |readings| {
        let (mut history, mut now) = (History::default(), START);
        for (campaign, later, stale) in readings {
            now += later;
            history.note(checked(&campaign), now);
            for now in [now, now + stale, now - stale] {
                sound(&history.snapshot(now, None).expect("there is a reading"), now)?;
            }
            now -= stale;
        }
        Ok(())
    });
}

#[test]
fn no_report_holds_a_number_that_is_none() {
    holds(1_000, (any_campaign(), any::<u64>()), |(campaign, now)| {
        let known = campaign["statistics"].is_object();
        for now in [START, now] {
            let report = report(checked(&campaign), now);
            sound_rates(&report.rates)?;
            prop_assert!(report.duration.is_none_or(|time| time.seconds.is_finite() && time.seconds > 0.0));
            prop_assert!(report.calls_per_minute.is_none_or(|speed| speed.is_finite() && speed >= 0.0));
            prop_assert!(report.results.is_none_or(|results| known && results <= SAFE));
            prop_assert!(
                report.answered.is_none_or(|answered| answered <= report.results.unwrap_or_default())
            );
        }
        Ok(())
    });
}
