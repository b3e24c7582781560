//! The snapshots of a watch, and when it ends.

use std::collections::BTreeSet;

use seax_dialer::{
    client::{Client, Config, Pushed, Watch, WatchOptions},
    error::Code,
    model::{WorkspaceId, snapshot::Snapshot},
    progress::History,
    schema::{ObjectSchema, Schema},
};
use serde_json::{Value, json};

use crate::{
    figures::{json_number, to_json},
    harness::{Bench, Present, called, calling, campaign, checked, done, finished, id, quick, seen, telling},
    time::{START, Time},
    transport::Wire,
};

#[test]
fn the_first_snapshot_comes_at_once() {
    let mut bench = Bench::of([(0, called(3, 10))]);
    let snapshot = bench.snapshot();
    assert_eq!((bench.readings(), bench.time.passed()), (vec![0], 0));
    assert_eq!((done(&snapshot), snapshot.age_ms, snapshot.terminal), (3, 0, false));
    assert_eq!(snapshot.campaign.as_bytes(), checked(&called(3, 10)).as_bytes(), "with the API's very words");
    assert!(
        bench.wire.sent()[0].url.ends_with("/auto_dialer_campaigns/448ea794-0368-4604-a56f-f2350229d9e5")
    );
}

#[test]
fn another_comes_when_something_changed_and_not_before() {
    let mut bench = Bench::of([(0, called(3, 10)), (20_000, called(4, 10))]);
    bench.snapshot();
    assert_eq!(done(&bench.snapshot()), 4);
    assert!(
        bench.time.passed() >= 20_000 && bench.readings().len() > 3,
        "it looked, and kept to itself what it saw"
    );
}

#[test]
fn a_word_that_no_figure_is_made_of_is_news_too() {
    let mut renamed = called(3, 10);
    renamed["name"] = "spring sale".into();
    let mut bench = Bench::of([(0, called(3, 10)), (5_000, renamed)]);
    bench.snapshot();
    let snapshot = bench.snapshot();
    assert!(String::from_utf8_lossy(snapshot.campaign.as_bytes()).contains("spring sale"));
}

#[test]
fn it_ends_after_the_snapshot_of_a_campaign_that_is_over() {
    for status in ["FINISHED", "FAILED", "TERMINATED", "CANCELED"] {
        let over = campaign(json!({"status": status}));
        let mut bench = Bench::of([(0, called(0, 1)), (5_000, over.clone())]);
        assert!(!bench.snapshot().terminal);
        assert!(bench.snapshot().terminal, "{status}");
        bench.assert_over();

        let mut bench = Bench::of([(0, over)]);
        assert!(bench.snapshot().terminal, "one that was over before is told of once");
        bench.assert_over();
    }
}

#[test]
fn it_goes_on_for_every_other_status() {
    for status in [
        json!("PENDING"),
        json!("STARTED"),
        json!("PAUSED"),
        json!("PROCESSING"),
        json!("RESTING"),
        Value::Null,
    ] {
        let mut bench = Bench::of([(0, campaign(json!({"status": status}))), (90_000, finished(1, 1))]);
        assert!(!bench.snapshot().terminal, "{status}");
        assert!(bench.snapshot().terminal);
    }
}

#[test]
fn calls_that_come_to_a_standstill_are_news_once() {
    let mut bench = Bench::of([(0, called(0, 90)), (3_000, called(3, 90)), (400_000, finished(3, 90))]);
    bench.snapshot();
    assert!(bench.snapshot().calls_per_minute.is_some_and(|speed| speed > 0.0));
    let still = bench.snapshot();
    assert_eq!((still.calls_per_minute, done(&still)), (Some(0.0), 3));
    assert!((60_000..90_000).contains(&bench.time.passed()), "{}", bench.time.passed());
    assert!(bench.snapshot().terminal, "nothing else was worth telling");
}

#[test]
fn a_slow_reader_gets_the_latest_snapshot_only() {
    let present = Present::new(called(1, 9));
    let mut bench = Bench::with(quick(), 1, present.server());
    bench.snapshot();
    bench.time.run(seax_dialer::client::Clock::sleep(&bench.time, 600_000));
    present.set(called(8, 9));
    let snapshot = bench.snapshot();
    assert_eq!((done(&snapshot), snapshot.age_ms, bench.time.passed()), (8, 0, 600_000));
}

#[test]
fn a_snapshot_is_plain_data_in_the_words_of_both_sides() {
    let statistics = json!({"human": 3, "machine": 2, "unknown": 0, "no_answer": 5, "total": 40});
    let begun = calling(json!({"human": 0, "machine": 0, "unknown": 0, "no_answer": 0, "total": 40}));
    let campaign = calling(statistics);
    let snapshot = seen([(0, begun), (60_000, campaign.clone())]);
    let rate = |count, out_of: u64, denominator, share: f64| json!({"count": count, "outOf": out_of, "denominator": denominator, "share": json_number(share)});
    assert_eq!(
        to_json(&snapshot),
        json!({
            "campaign": campaign,
            "terminal": false,
            "progress": {"done": 10, "of": 40, "share": 0.25},
            "rates": {
                "human": rate(3, 10, "results", 0.3),
                "machine": rate(2, 10, "results", 0.2),
                "unknown": rate(0, 10, "results", 0.0),
                "no_answer": rate(5, 10, "results", 0.5),
                "answered": rate(5, 10, "results", 0.5),
                "humanOfAnswered": rate(3, 5, "answered", 0.6),
            },
            "callsPerMinute": 10,
            "forecast": {"endAtMs": START + 240_000, "kind": "estimate"},
            "ageMs": 0,
        })
    );
}

#[test]
fn a_client_reads_every_member_of_a_snapshot_that_an_edge_pushes() {
    let campaign = |human: u64| {
        calling(json!({"human": human, "machine": 2, "unknown": 1, "no_answer": 3, "total": 40}))
    };
    let mut history = History::default();
    history.note(checked(&campaign(0)), START);
    history.note(checked(&campaign(4)), START + 60_000);
    let snapshot = history.snapshot(START + 60_001, Some("network")).expect("a snapshot");
    let json = to_json(&snapshot);
    has_all(&json, Snapshot::OBJECT);
    let pushed = Pushed::read(&json.to_string(), &id(), 2).expect("it is one of this campaign");
    assert_eq!((pushed.terminal, pushed.failed, pushed.age_ms), (false, true, 3));
}

/// Checks that an object of figures has exactly the members of this schema.
fn has_all(object: &Value, schema: &ObjectSchema) {
    let members = object.as_object().expect(schema.name);
    let names: BTreeSet<&str> = members.keys().map(String::as_str).collect();
    assert_eq!(names, schema.fields.iter().map(|field| field.name).collect(), "{}", schema.name);
    for field in schema.fields.iter().filter(|field| field.name != Snapshot::CAMPAIGN) {
        if let Schema::Object(inner) = field.schema {
            has_all(&members[field.name], inner);
        }
    }
}

#[test]
fn intervals_that_cannot_be_are_refused() {
    let refused = |min_interval, max_interval| {
        let options = WatchOptions { min_interval, max_interval, ..WatchOptions::default() };
        Watch::new(&id(), options).err().map(|error| (error.code, error.path.clone()))
    };
    let argument = |name: &str| Some((Code::InvalidArgument, Some(name.to_owned())));
    assert_eq!(refused(Some(0), None), argument("minIntervalMs"));
    assert_eq!(refused(None, Some(0)), argument("maxIntervalMs"));
    assert_eq!(refused(Some(2_000), Some(1_999)), argument("maxIntervalMs"));
    assert_eq!(refused(Some(2_000), Some(2_000)), None);
    assert_eq!(refused(Some(3_600_000), None), None, "one that is given moves the other's default");
    assert_eq!(refused(None, Some(100)), None);
}

#[test]
fn the_socket_of_an_edge_is_below_the_campaign() {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    for (base, socket) in [
        ("https://portal.example/seax-api", "wss://portal.example/seax-api"),
        ("http://127.0.0.1:8787", "ws://127.0.0.1:8787"),
    ] {
        let (time, config) = (Time::default(), Config::new(&workspace, Some(base)).expect("a good URL"));
        let wire = Wire::to(&time, telling([(0, called(0, 1))]));
        let client = Client::new(config, wire, time, None, 1);
        let watch = Watch::new(&id(), quick()).expect("good options");
        let path = "/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/auto_dialer_campaigns";
        let expected = [socket, path, "/448ea794-0368-4604-a56f-f2350229d9e5/live"].concat();
        assert_eq!(watch.live_url(&client), expected);
    }
}
