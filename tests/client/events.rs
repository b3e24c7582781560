//! A client's events: every request, reply and retry, in order.

use serde_json::{Value, json};

use seax_dialer::client::{CallOptions, Failure};

use crate::{
    harness::{Bench, PHONES},
    transport::{Answer, Outcome},
};

/// Returns these members of each event.
fn told(bench: &Bench, names: &[&str]) -> Vec<Value> {
    let of = |event: &Value| names.iter().map(|name| event[*name].clone()).collect::<Value>();
    bench.events().iter().map(of).collect()
}

#[test]
fn a_call_is_told_attempt_by_attempt() {
    let busy = Answer::reply(503, "").retry_after("2").request_id("req-1").after(150);
    let bench = Bench::new([busy, Answer::reply(200, PHONES).request_id("req-2").after(80)]);
    bench.list().expect("the second time it works");
    let url = bench.wire.sent()[0].url.clone();
    assert!(url.ends_with("/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/phones"), "{url}");
    assert_eq!(
        bench.events(),
        [
            json!({"type": "request", "operation": "phones.list", "method": "GET", "url": url, "attempt": 1}),
            json!({
                "type": "reply", "operation": "phones.list", "attempt": 1, "durationMs": 150, "status": 503,
                "code": "server_error", "requestId": "req-1",
            }),
            json!({
                "type": "retry", "operation": "phones.list", "attempt": 1, "delayMs": 2000, "code": "server_error",
            }),
            json!({"type": "request", "operation": "phones.list", "method": "GET", "url": url, "attempt": 2}),
            json!({
                "type": "reply", "operation": "phones.list", "attempt": 2, "durationMs": 80, "status": 200,
                "requestId": "req-2",
            }),
        ]
    );
}

#[test]
fn a_request_without_an_answer_is_told_with_its_code() {
    let bench = Bench::new([Answer::silence(), Answer::broken().after(40)]);
    let options = CallOptions { timeout: Some(700), max_retries: Some(1), ..CallOptions::default() };
    bench.list_with(options).err().expect("it fails");
    assert_eq!(
        told(&bench, &["type", "attempt", "durationMs", "code", "status"])[1..],
        [
            json!(["reply", 1, 700, "timeout", null]),
            json!(["retry", 1, null, "timeout", null]),
            json!(["request", 2, null, null, null]),
            json!(["reply", 2, 40, "network", null]),
        ]
    );
}

#[test]
fn a_redirect_is_told_without_the_status_that_a_browser_hides() {
    let bench = Bench::new([Answer::reply(0, "")]);
    bench.list().err().expect("it fails");
    assert_eq!(told(&bench, &["type", "code", "status"])[1..], [json!(["reply", "network", null])]);
}

#[test]
fn an_answer_that_is_not_what_the_api_says_is_told_as_what_it_is() {
    let bench = Bench::new([Answer::reply(200, "{}").request_id("req-7")]);
    bench.list().err().expect("it fails");
    assert_eq!(
        told(&bench, &["type", "status", "code", "requestId"])[1..],
        [json!(["reply", 200, "malformed_reply", "req-7"])]
    );
}

#[test]
fn a_create_is_told_with_its_own_name_and_without_its_body() {
    let bench = Bench::new([Answer::reply(500, "")]);
    bench.create().err().expect("it fails");
    assert_eq!(
        told(&bench, &["type", "operation", "method", "code"]),
        [
            json!(["request", "campaigns.create", "POST", null]),
            json!(["reply", "campaigns.create", null, "server_error"]),
        ]
    );
    assert!(bench.events().iter().all(|event| !event.to_string().contains("phone_ids")));
}

#[test]
fn each_delay_that_is_told_is_the_one_that_is_kept() {
    let answers = [Answer::reply(503, ""), Answer::broken(), Answer::reply(200, PHONES)];
    let bench = Bench::new(answers);
    bench.list().expect("the third time it works");
    let events = bench.events();
    let told = events.iter().filter_map(|event| event["delayMs"].as_u64());
    assert_eq!(told.collect::<Vec<_>>(), bench.waits());
}

#[test]
fn an_attempt_without_a_credential_has_an_end_too() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| Outcome::ready(Err(Failure::Credential("No.".into()).into())));
    bench.list().err().expect("it fails");
    assert_eq!(
        told(&bench, &["type", "attempt", "code"]),
        [json!(["request", 1, null]), json!(["reply", 1, "auth_failed"])]
    );
}
