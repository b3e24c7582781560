//! Reports: figures of a campaign's whole duration.

use seax_dialer::{
    client::{CallOptions, Client},
    error::Code,
    model::snapshot::{CallingTime, Moment},
};
use serde_json::{Value, json};

use crate::{
    figures::to_json,
    harness::{called, campaign, config, id, ok, reported},
    time::Time,
    transport::{Answer, Wire},
};

/// Returns how long a campaign with these members called, at 03:06:09 on 8 July 2025.
fn duration(changes: Value) -> Option<CallingTime> {
    reported(&campaign(changes)).duration
}

fn between(seconds: f64, from: Moment, to: Moment) -> Option<CallingTime> {
    Some(CallingTime { seconds, from, to })
}

#[test]
fn a_campaign_that_is_over_called_from_its_start_to_its_last_change() {
    let over = json!({
        "status": "FINISHED", "created_time": "2025-07-08T02:00:00", "start_time": "2025-07-08T02:30:00",
        "updated_time": "2025-07-08T02:45:00.500", "end_time": "2025-07-08T03:00:00",
        "statistics": {"human": 200, "machine": 50, "unknown": 1, "no_answer": 50, "total": 400},
    });
    let report = reported(&campaign(over));
    assert!(report.terminal);
    assert_eq!(report.duration, between(900.5, Moment::StartTime, Moment::UpdatedTime));
    assert_eq!((report.results, report.answered, report.counts.total), (Some(301), Some(251), Some(400)));
    assert_eq!(report.calls_per_minute, Some(301.0 * 60.0 / 900.5));
    assert_eq!(report.rates.human.map(|rate| (rate.count, rate.out_of)), Some((200, 301)));
}

#[test]
fn one_that_was_made_after_its_start_began_when_it_was_made() {
    let late = json!({
        "status": "FINISHED", "start_time": "2025-07-08T02:00:00", "created_time": "2025-07-08T02:10:00",
        "updated_time": "2025-07-08T02:11:00", "end_time": null,
    });
    assert_eq!(duration(late), between(60.0, Moment::CreatedTime, Moment::UpdatedTime));
}

#[test]
fn one_that_was_changed_after_its_window_called_no_longer_than_that() {
    let renamed = json!({
        "status": "FINISHED", "start_time": "2025-07-08T02:00:00", "created_time": "2025-07-08T01:00:00",
        "end_time": "2025-07-08T02:30:00", "updated_time": "2025-07-30T00:00:00",
    });
    assert_eq!(duration(renamed), between(1_800.0, Moment::StartTime, Moment::EndTime));
}

#[test]
fn one_that_calls_has_called_until_now() {
    let running = json!({
        "status": "PROCESSING", "start_time": "2025-07-08T03:05:09", "created_time": "2025-07-08T01:00:00",
        "end_time": "2025-07-08T09:00:00",
    });
    assert_eq!(duration(running), between(60.0, Moment::StartTime, Moment::Now));
}

#[test]
fn where_the_times_do_not_tell_there_is_no_duration_and_no_speed() {
    let sample = reported(&campaign(json!({})));
    assert_eq!((sample.duration, sample.calls_per_minute), (None, None), "its end left no trace");
    let base = |changes: Value| {
        let mut times = json!({
            "status": "FINISHED", "start_time": "2025-07-08T02:00:00", "created_time": "2025-07-08T01:00:00",
            "end_time": "2025-07-08T02:30:00", "updated_time": "2025-07-08T02:20:00",
        });
        times.as_object_mut().expect("an object").extend(changes.as_object().expect("members").clone());
        duration(times)
    };
    assert!(base(json!({})).is_some());
    for changes in [
        json!({"status": "PENDING"}),
        json!({"status": "PAUSED"}),
        json!({"start_time": "2025-07-08T02:20:00"}),
        json!({"start_time": "2025-07-08T02:25:00"}),
        json!({"start_time": null, "created_time": "soon"}),
        json!({"updated_time": "later"}),
        json!({"is_timezone_aware": true}),
        json!({"relative_time_config": {}}),
        json!({"status": "STARTED", "start_time": "2025-07-08T09:00:00", "end_time": null}),
    ] {
        assert_eq!(base(changes.clone()), None, "{changes}");
    }
}

#[test]
fn of_less_than_a_second_no_speed_is_made() {
    let short = json!({
        "status": "FINISHED", "start_time": "2025-07-08T02:00:00", "created_time": "2025-07-08T02:00:00",
        "updated_time": "2025-07-08T02:00:00.010", "end_time": null, "statistics": {"human": 5},
    });
    let report = reported(&campaign(short));
    assert_eq!(report.duration.map(|time| time.seconds), Some(0.01));
    assert_eq!(report.calls_per_minute, None);
}

#[test]
fn without_statistics_a_report_says_nothing_of_calls() {
    let report = reported(&campaign(json!({"statistics": null})));
    assert_eq!((report.results, report.answered, report.calls_per_minute), (None, None, None));
    assert_eq!((report.counts.human, report.counts.total, report.rates.human), (None, None, None));
}

#[test]
fn the_client_reads_a_campaign_and_reports_on_it() {
    let report = |answer: Answer| {
        let (time, mut answer) = (Time::default(), Some(answer));
        let wire = Wire::to(&time, move |_| answer.take().expect("one request is enough"));
        let client = Client::new(config(), wire.clone(), time.clone(), None, 1);
        let report = time.run(client.report(&id(), CallOptions::default()));
        assert!(wire.sent()[0].url.ends_with("/auto_dialer_campaigns/448ea794-0368-4604-a56f-f2350229d9e5"));
        report
    };
    let good = report(ok(&called(3, 10))).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((good.results, good.terminal), (Some(3), false));
    let error = report(Answer::reply(404, "")).err().expect("there is none");
    assert_eq!(error.code, Code::NotFound);
}

#[test]
fn a_report_is_plain_data_in_the_words_of_both_sides() {
    let campaign = campaign(json!({
        "start_time": "2025-07-08T02:00:00", "created_time": "2025-07-08T02:00:00", "end_time": null,
        "updated_time": "2025-07-08T02:01:00", "statistics": {"human": 0, "no_answer": 6, "total": 9},
    }));
    assert_eq!(
        to_json(&reported(&campaign)),
        json!({
            "campaign": campaign,
            "terminal": true,
            "counts": {"human": 0, "no_answer": 6, "total": 9},
            "results": 6,
            "answered": 0,
            "rates": {},
            "duration": {"seconds": 60, "from": "start_time", "to": "updated_time"},
            "callsPerMinute": 6,
        })
    );
}
