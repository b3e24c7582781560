use std::{cell::RefCell, rc::Rc, time::Duration};

use axum::{body::to_bytes, http::StatusCode, response::Response};
use futures_util::FutureExt;
use serde_json::{Value, json};

use super::{Embedded, request};
use crate::{
    http::target::MAX_TARGET,
    sandbox::{DEFAULT_KEY, DEFAULT_WORKSPACE},
    settings::Settings,
    timestamp::Timestamp,
};

const START: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

type Replies = Rc<RefCell<Vec<Option<(StatusCode, Value)>>>>;

fn sandbox() -> Embedded {
    Embedded::new(Settings { contacts: 30, ..Settings::default() }, START)
}

fn path(path: &str) -> String {
    format!("/seax-api/api/v1/workspace/{DEFAULT_WORKSPACE}/{path}")
}

fn read(response: Response) -> (StatusCode, Value) {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).now_or_never().unwrap().unwrap();
    (parts.status, serde_json::from_slice(&bytes).unwrap_or_default())
}

fn send(sandbox: &Embedded, method: &str, target: &str, body: &Value) -> Replies {
    let replies = Replies::default();
    let headers = [
        ("x-api-key".to_owned(), DEFAULT_KEY.to_owned()),
        ("content-type".to_owned(), "application/json".to_owned()),
    ];
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let request = request(method, target, &headers, body).unwrap();
    let into = Rc::clone(&replies);
    sandbox.send(request, move |reply| into.borrow_mut().push(reply.map(read)));
    replies
}

fn ok(sandbox: &Embedded, method: &str, target: &str, body: &Value) -> Value {
    let replies = send(sandbox, method, target, body).take();
    let Some(Some((status, body))) = replies.into_iter().next() else { panic!("no reply to {target}") };
    assert!(status.is_success(), "{status} {body}");
    body
}

fn create(sandbox: &Embedded) -> Value {
    let draft = json!({
        "name": "Test", "type": "VOICE_DROP", "mode": "WEB", "stage": "INSTANCE", "message": "Hello.",
        "phone_ids": ["0354fb10-9e18-4923-a213-6253800f8d01"], "capture_keypress": false, "capture_stt": false,
        "start_time": "2026-01-01T00:00:00Z", "end_time": "2099-01-01T00:00:00Z",
    });
    ok(sandbox, "POST", &path("auto_dialer_campaigns"), &draft)
}

fn status(sandbox: &Embedded, campaign: &Value) -> Value {
    let id = campaign["id"].as_str().unwrap();
    ok(sandbox, "GET", &path(&format!("auto_dialer_campaigns/{id}")), &Value::Null)["status"].clone()
}

fn fault(sandbox: &Embedded, fault: &Value) {
    ok(sandbox, "POST", "/_sandbox/faults", fault);
}

#[test]
fn a_campaign_runs_as_far_as_the_clock_is_moved() {
    let sandbox = sandbox();
    let campaign = create(&sandbox);
    assert_eq!(status(&sandbox, &campaign), "STARTED");
    sandbox.advance_to(START + Duration::from_secs(3600));
    assert_eq!(status(&sandbox, &campaign), "FINISHED");
}

#[test]
fn a_delayed_request_is_answered_when_its_time_has_come() {
    let sandbox = sandbox();
    fault(&sandbox, &json!({ "kind": "delay", "ms": 500, "path": "phones" }));
    let replies = send(&sandbox, "GET", &path("phones"), &Value::Null);
    assert!(replies.borrow().is_empty());
    let at = sandbox.next_timer().unwrap();
    assert_eq!(at, START + Duration::from_millis(500));
    sandbox.advance_to(at);
    assert_eq!(replies.borrow().len(), 1);
    assert_eq!(sandbox.next_timer(), None);
}

#[test]
fn a_late_commit_needs_no_client_that_waits() {
    let sandbox = sandbox();
    fault(&sandbox, &json!({ "kind": "late_commit", "ms": 500, "path": "contact_labels" }));
    let replies = send(&sandbox, "POST", &path("contact_labels"), &json!({ "name": "Late" }));
    assert_eq!(replies.take(), [None]);
    let count = |sandbox: &Embedded| {
        ok(sandbox, "GET", &path("contact_labels?keyword=Late"), &Value::Null)["total"].clone()
    };
    assert_eq!(count(&sandbox), 0);
    sandbox.advance_to(START + Duration::from_millis(500));
    assert_eq!(count(&sandbox), 1);
}

#[test]
fn an_aborted_request_gets_no_reply() {
    let sandbox = sandbox();
    fault(&sandbox, &json!({ "kind": "delay", "ms": 500, "when": "after" }));
    let replies = Replies::default();
    let into = Rc::clone(&replies);
    let request = request("GET", &path("phones"), &[], Vec::new()).unwrap();
    let handle = sandbox.send(request, move |reply| into.borrow_mut().push(reply.map(read)));
    handle.abort();
    sandbox.advance_to(START + Duration::from_secs(1));
    assert!(replies.borrow().is_empty());
}

#[test]
fn a_snapshot_restores_campaigns_faults_requests_and_the_time() {
    let mut original = sandbox();
    let campaign = create(&original);
    original.advance_to(START + Duration::from_secs(20));
    fault(&original, &json!({ "kind": "drop_reply", "path": "phones" }));
    let snapshot = original.snapshot();
    let seen = |sandbox: &Embedded| {
        let id = campaign["id"].as_str().unwrap();
        let campaign = ok(sandbox, "GET", &path(&format!("auto_dialer_campaigns/{id}")), &Value::Null);
        let requests = ok(sandbox, "GET", "/_sandbox/requests", &Value::Null);
        (campaign, requests, ok(sandbox, "GET", "/_sandbox/faults", &Value::Null), sandbox.now())
    };
    let mut other = Embedded::new(Settings::default(), Timestamp::from_micros(0));
    other.restore(&snapshot).unwrap();
    assert_eq!(seen(&other), seen(&original));

    original.advance_to(START + Duration::from_secs(7200));
    original.restore(&snapshot).unwrap();
    assert_eq!(status(&original, &campaign), "PROCESSING");
    assert_eq!(send(&original, "GET", &path("phones"), &Value::Null).take(), [None]);
}

#[test]
fn a_body_breaks_off_without_a_move_of_the_clock() {
    let sandbox = sandbox();
    for bytes in [0, 1, 100, 1_000_000] {
        fault(&sandbox, &json!({ "kind": "cut_stream", "bytes": bytes }));
        let ends = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&ends);
        let key = ("x-api-key".to_owned(), DEFAULT_KEY.to_owned());
        let request = request("GET", &path("phones"), &[key], Vec::new()).unwrap();
        sandbox.send(request, move |reply| {
            let end = to_bytes(reply.unwrap().into_body(), usize::MAX).now_or_never();
            into.borrow_mut().push(end.map(|body| body.is_err()));
        });
        assert_eq!(ends.take(), [Some(true)], "after {bytes} bytes");
    }
}

#[test]
fn a_snapshot_has_the_requests_that_a_fault_postpones() {
    for (kind, is_answered) in [("late_commit", true), ("delay", false)] {
        let mut original = sandbox();
        fault(&original, &json!({ "kind": kind, "ms": 5_000, "operation": "labels.create" }));
        let replies = send(&original, "POST", &path("contact_labels"), &json!({ "name": "Late" }));
        assert_eq!(!replies.borrow().is_empty(), is_answered);
        original.advance_to(START + Duration::from_secs(2));
        let snapshot = original.snapshot();
        let count = |sandbox: &Embedded| {
            ok(sandbox, "GET", &path("contact_labels?keyword=Late"), &Value::Null)["total"].clone()
        };
        original.advance_to(START + Duration::from_secs(60));
        assert_eq!(count(&original), 1);
        assert!(!original.snapshot().contains("postponed"));

        original.restore(&snapshot).unwrap();
        let mut other = Embedded::new(Settings::default(), Timestamp::from_micros(0));
        other.restore(&snapshot).unwrap();
        for restored in [original, other] {
            assert_eq!(restored.snapshot(), snapshot);
            assert_eq!(restored.next_timer(), Some(START + Duration::from_secs(5)));
            restored.advance_to(START + Duration::from_secs(4));
            assert_eq!(count(&restored), 0);
            restored.advance_to(START + Duration::from_secs(5));
            assert_eq!(count(&restored), 1);
            assert_eq!(restored.next_timer(), None);
        }
    }
}

#[test]
fn a_postponed_request_without_the_key_changes_nothing_after_a_snapshot_either() {
    let mut sandbox = sandbox();
    fault(&sandbox, &json!({ "kind": "late_commit", "ms": 5_000 }));
    let labels = request("POST", &path("contact_labels"), &[], br#"{"name":"Late"}"#.to_vec()).unwrap();
    sandbox.send(labels, |_| {});
    let snapshot = sandbox.snapshot();
    sandbox.restore(&snapshot).unwrap();
    sandbox.advance_to(START + Duration::from_secs(60));
    assert_eq!(ok(&sandbox, "GET", &path("contact_labels?keyword=Late"), &Value::Null)["total"], json!(0));
}

#[test]
fn a_snapshot_has_the_test_calls_that_were_refused() {
    let sandbox = Embedded::new(Settings { contacts: 30, enforce_hours: true, ..Settings::default() }, START);
    // It is 6:46 in San Francisco.
    let call = json!({
        "type": "VOICE_DROP", "phone_ids": ["0354fb10-9e18-4923-a213-6253800f8d01"], "message": "Hello?",
        "dial_to": "+14155550123", "capture_keypress": false, "capture_stt": false,
    });
    let reply = send(&sandbox, "POST", &path("auto_dialer_campaigns/dry_run"), &call).take();
    assert_eq!(reply[0].as_ref().unwrap().0, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = |sandbox: &Embedded| ok(sandbox, "GET", "/_sandbox/refused_calls", &Value::Null);
    assert_eq!(refused(&sandbox)["data"][0]["phone"], "+14155550123");
    let mut other = Embedded::new(Settings::default(), Timestamp::from_micros(0));
    other.restore(&sandbox.snapshot()).unwrap();
    assert_eq!(refused(&other), refused(&sandbox));
}

#[test]
fn more_contacts_than_fit_into_memory_are_refused() {
    let mut sandbox = sandbox();
    let snapshot = sandbox.snapshot().replace("\"contacts\":30", "\"contacts\":1000001");
    assert!(sandbox.restore(&snapshot).unwrap_err().contains("`contacts` must be at most 1000000"));
    let opened = send(&sandbox, "POST", "/_sandbox/workspaces", &json!({ "contacts": 1_000_001 })).take();
    let Some(Some((status, body))) = opened.into_iter().next() else { panic!("no reply") };
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(body.to_string().contains("at most 1000000"), "{body}");
}

#[test]
fn a_snapshot_with_a_speed_that_cannot_be_is_refused() {
    let mut sandbox = sandbox();
    for speed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let bits = |speed: f64| format!("\"speed_bits\":{}", speed.to_bits());
        let snapshot = sandbox.snapshot().replace(&bits(1.0), &bits(speed));
        assert!(sandbox.restore(&snapshot).unwrap_err().contains("`speed_bits`"), "{speed}");
    }
}

#[test]
fn a_listed_fault_has_only_what_it_was_given() {
    let sandbox = sandbox();
    fault(&sandbox, &json!({ "kind": "drop_reply" }));
    let faults = ok(&sandbox, "GET", "/_sandbox/faults", &Value::Null);
    assert_eq!(faults["data"], json!([{ "id": 1, "kind": "drop_reply", "skip": 0, "times": 1 }]));
}

#[test]
fn a_reset_restores_the_initial_state() {
    let mut sandbox = sandbox();
    let first = sandbox.snapshot();
    create(&sandbox);
    sandbox.advance_to(START + Duration::from_secs(60));
    sandbox.reset();
    assert_eq!(sandbox.snapshot(), first);
}

#[test]
fn a_reset_after_a_snapshot_of_another_sandbox_restores_this_one() {
    let other = Embedded::new(Settings { contacts: 5, speed: 60.0, ..Settings::default() }, START);
    other.advance_to(START + Duration::from_secs(60));
    let mut sandbox =
        Embedded::new(Settings { contacts: 50, ..Settings::default() }, Timestamp::from_micros(0));
    let first = sandbox.snapshot();
    sandbox.restore(&other.snapshot()).unwrap();
    assert_eq!(sandbox.snapshot(), other.snapshot());
    let contacts = |sandbox: &Embedded| ok(sandbox, "GET", &path("contacts"), &Value::Null)["total"].clone();
    assert_eq!(contacts(&sandbox), json!(5));
    sandbox.reset();
    assert_eq!((sandbox.snapshot(), sandbox.now()), (first, Timestamp::from_micros(0)));
    assert_eq!(contacts(&sandbox), json!(50));
}

#[test]
fn a_target_that_is_too_long_is_refused() {
    let sandbox = sandbox();
    for (length, expected) in [(MAX_TARGET, 200), (MAX_TARGET + 1, 414), (100_000, 414)] {
        let start = path("phones?x=");
        let target = [start.as_str(), &"x".repeat(length - start.len())].concat();
        let replies = send(&sandbox, "GET", &target, &Value::Null).take();
        assert_eq!(replies[0].as_ref().unwrap().0.as_u16(), expected, "{length} bytes");
    }
}

#[test]
fn anything_else_than_a_snapshot_is_refused() {
    let mut sandbox = sandbox();
    for (text, expected) in [("{}", "not a snapshot"), ("", "not a snapshot")] {
        assert!(sandbox.restore(text).unwrap_err().contains(expected));
    }
    let other = sandbox.snapshot().replace("\"seax_sandbox_snapshot\":6", "\"seax_sandbox_snapshot\":9");
    assert!(sandbox.restore(&other).unwrap_err().contains("another version"));
}
