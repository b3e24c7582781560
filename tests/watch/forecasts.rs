//! When a campaign will end, and when there is no forecast.

use seax_dialer::{
    model::snapshot::{Forecast, ForecastKind},
    progress::{History, OpenHours},
    schema::Checked,
};
use serde_json::{Value, json};

use crate::{
    harness::{called, checked, finished, seen},
    time::START,
};

/// Returns the forecast for a campaign with 10 calls a minute and 30 left, with these members.
fn forecast(changes: Value) -> Option<Forecast> {
    let with = |mut campaign: Value| {
        campaign.as_object_mut().expect("an object").extend(changes.as_object().expect("members").clone());
        campaign
    };
    seen([(0, with(called(0, 40))), (60_000, with(called(10, 40)))]).forecast
}

/// Returns a forecast for this many milliseconds after the start of virtual time.
fn at(after: u64, kind: ForecastKind) -> Option<Forecast> {
    Some(Forecast { end_at_ms: START + after, kind })
}

#[test]
fn it_is_what_is_left_at_the_present_speed() {
    assert_eq!(forecast(json!({})), at(240_000, ForecastKind::Estimate));
    assert_eq!(forecast(json!({"end_time": null})), at(240_000, ForecastKind::Estimate));
}

#[test]
fn where_people_are_called_again_it_is_the_earliest_end() {
    assert_eq!(forecast(json!({"max_attempts": 3})), at(240_000, ForecastKind::Earliest));
}

#[test]
fn a_window_that_closes_first_ends_it() {
    // Virtual time begins at 03:06:09.
    let closes = json!({"end_time": "2025-07-08T03:08:09", "max_attempts": 3});
    assert_eq!(forecast(closes), at(120_000, ForecastKind::Window));
    let later = json!({"end_time": "2025-07-08T03:10:09"});
    assert_eq!(forecast(later), at(240_000, ForecastKind::Estimate), "just in time");
}

#[test]
fn a_window_in_each_contacts_own_time_zone_has_no_one_end() {
    let closes = |extra: Value| {
        let mut changes = json!({"end_time": "2025-07-08T03:08:09"});
        changes.as_object_mut().expect("an object").extend(extra.as_object().expect("members").clone());
        forecast(changes)
    };
    assert_eq!(closes(json!({"is_timezone_aware": true})), at(240_000, ForecastKind::Estimate));
    assert_eq!(
        closes(json!({"relative_time_config": {"delta_days": 1}})),
        at(240_000, ForecastKind::Estimate)
    );
}

#[test]
fn after_the_window_nobody_knows_how_long_the_last_calls_take() {
    assert_eq!(forecast(json!({"end_time": "2025-07-08T03:07:09"})), None);
}

#[test]
fn who_does_not_dial_has_no_end_in_sight() {
    for status in ["PENDING", "PAUSED", "FINISHED", "FAILED", "TERMINATED", "CANCELED"] {
        assert_eq!(forecast(json!({"status": status})), None, "{status}");
    }
    for status in [json!("STARTED"), json!("RINGING"), Value::Null] {
        assert!(forecast(json!({"status": status})).is_some(), "{status}");
    }
}

#[test]
fn without_speed_or_size_there_is_none() {
    assert_eq!(seen([(0, called(10, 40))]).forecast, None, "one reading has no speed");
    assert_eq!(seen([(0, called(10, 40)), (60_000, called(10, 40))]).forecast, None, "it stands still");
    assert_eq!(seen([(0, called(10, 40)), (60_000, called(5, 40))]).forecast, None, "it shrinks");
    assert_eq!(seen([(0, called(10, 10)), (60_000, called(20, 20))]).forecast, None, "the total is a tally");
    assert_eq!(seen([(0, called(10, 40)), (60_000, called(40, 40))]).forecast, None, "all have a result");
    assert_eq!(seen([(0, called(10, 40)), (60_000, finished(30, 40))]).forecast, None, "it is over");
}

#[test]
fn an_end_years_away_is_none() {
    let story = |total| [(0, called(0, total)), (60_000, called(1, total))];
    assert!(seen(story(300_000)).forecast.is_some());
    assert_eq!(seen(story(600_000)).forecast.map(|forecast| forecast.kind), Some(ForecastKind::Window));
    let endless = story(u64::MAX).map(|(at, mut campaign)| {
        campaign["end_time"] = Value::Null;
        (at, campaign)
    });
    assert_eq!(seen(endless).forecast, None);
}

#[test]
fn an_end_that_passed_while_nothing_could_be_read_is_none() {
    let mut history = History::default();
    history.note(checked(&called(0, 40)), START);
    history.note(checked(&called(10, 40)), START + 60_000);
    let forecast =
        |now| history.snapshot(START + now, Some("network")).and_then(|snapshot| snapshot.forecast);
    assert_eq!(forecast(90_000), at(240_000, ForecastKind::Estimate), "old figures forecast the same");
    assert_eq!(forecast(240_000), at(240_000, ForecastKind::Estimate));
    assert_eq!(forecast(240_001), None);
}

/// Returns the forecast for the same campaign, whose contacts can be called at these times only.
fn forecast_within(zones: Value, changes: Value) -> Option<Forecast> {
    let summary =
        json!({"now": 0, "later": 0, "outside": 0, "unknown": 0, "dataVersion": "", "zones": zones});
    let summary = Checked::input(summary.to_string()).expect("a summary");
    let mut history = History::default();
    history.set_hours(OpenHours::read(&summary));
    for (after, results) in [(0, 0), (60_000, 10)] {
        let mut campaign = called(results, 40);
        campaign["created_time"] = "2025-07-08T01:00:00".into();
        campaign.as_object_mut().expect("an object").extend(changes.as_object().expect("members").clone());
        history.note(checked(&campaign), START + after);
    }
    history.snapshot(START + 60_000, None).expect("a reading").forecast
}

/// A zone of contacts who can be called between these minutes after the start of virtual time.
fn zone(contacts: u64, open: &[(u32, u32)]) -> Value {
    let time =
        |minutes: u32| format!("2025-07-08T{:02}:{:02}:09Z", 3 + (6 + minutes) / 60, (6 + minutes) % 60);
    let open: Vec<Value> = open
        .iter()
        .map(|(from, until)| json!({"start_time": time(*from), "end_time": time(*until)}))
        .collect();
    json!({"offsets": [0], "contacts": contacts, "open": open})
}

#[test]
fn outside_their_hours_nobody_can_be_called() {
    let free = |zones: Value| forecast_within(zones, json!({"start_time": "2025-07-08T03:06:09"}));
    // At 10 calls a minute, 30 of 40 contacts are left after the first minute.
    assert_eq!(free(json!([zone(40, &[(0, 60)])])), at(240_000, ForecastKind::Estimate), "all of the time");
    assert_eq!(free(json!([zone(40, &[(0, 2), (10, 60)])])), at(720_000, ForecastKind::Estimate), "a break");
    // All ten results are of the first zone: ten contacts are left there, and then the campaign waits for the second zone.
    let later = json!([zone(20, &[(0, 60)]), zone(20, &[(30, 60)])]);
    assert_eq!(free(later), at(32 * 60_000, ForecastKind::Estimate));
    // Contacts whose hours end first are called first.
    let both = json!([zone(20, &[(0, 60)]), zone(20, &[(0, 3)])]);
    assert_eq!(free(both), at(240_000, ForecastKind::Estimate));
    let unknown = json!([{"offsets": [], "contacts": 20}, zone(20, &[(0, 60)])]);
    assert_eq!(free(unknown), at(240_000, ForecastKind::Estimate), "they are called at any time");
    assert_eq!(free(json!([])), at(240_000, ForecastKind::Estimate), "without contacts nothing is known");
}

#[test]
fn nobody_was_called_before_the_campaign_was_made() {
    // The hours of the second zone were over then: all ten results are of the first one.
    let zones = json!([zone(20, &[(0, 60)]), zone(20, &[(0, 1), (30, 60)])]);
    let free = |start: Value| {
        let times = json!({"start_time": start, "created_time": "2025-07-08T03:07:09"});
        forecast_within(zones.clone(), times)
    };
    let early = json!([zone(20, &[(0, 60)]), zone(20, &[(30, 60)])]);
    let begun = forecast_within(early, json!({"start_time": "2025-07-08T03:06:09"}));
    assert_eq!(begun, at(32 * 60_000, ForecastKind::Estimate));
    for start in [json!("2025-07-08T03:00:00"), Value::Null] {
        assert_eq!(free(start), begun);
    }
}

#[test]
fn hours_that_end_too_soon_leave_the_window() {
    let never = json!([zone(40, &[(0, 2)])]);
    let closes = json!({"start_time": "2025-07-08T03:06:09", "end_time": "2025-07-08T05:06:09"});
    assert_eq!(forecast_within(never.clone(), closes.clone()), at(7_200_000, ForecastKind::Window));
    assert_eq!(forecast_within(never, json!({"end_time": null})), None);
    let tomorrow = json!([zone(20, &[(0, 60)]), zone(20, &[(180, 200)])]);
    assert_eq!(forecast_within(tomorrow, closes), at(7_200_000, ForecastKind::Window));
}

#[test]
fn after_the_windows_that_a_summary_has_room_for_the_hours_are_unknown() {
    // Of every two seconds, one is within the hours.
    let forecast = |windows: u32| {
        let time =
            |second: u32| format!("2025-07-08T03:{:02}:{:02}Z", 6 + (9 + second) / 60, (9 + second) % 60);
        let open: Vec<Value> = (0..windows)
            .map(|window| json!({"start_time": time(2 * window), "end_time": time(2 * window + 1)}))
            .collect();
        let zones = json!([{"offsets": [0], "contacts": 40, "open": open}]);
        let closes = json!({"start_time": "2025-07-08T03:06:09", "end_time": "2025-07-08T05:06:09"});
        forecast_within(zones, closes).map(|forecast| forecast.kind)
    };
    assert_eq!(forecast(49), Some(ForecastKind::Window));
    assert_eq!(forecast(50), Some(ForecastKind::Estimate), "the list may have been cut");
}
