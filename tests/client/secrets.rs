//! The key is sent to the API only: it is in no error, no event, and nothing else that a log could print.

use seax_dialer::{
    api::contacts,
    client::{CallOptions, Failure, Stream},
    error::Error,
    schema::{Checked, Select},
};

use crate::{
    harness::{Bench, create_call},
    transport::{Answer, KEY, Outcome, Piece},
};

/// Returns everything that a log could show of an error.
fn printed(error: &Error) -> String {
    let Error { message, request_id, issues, path, .. } = error;
    format!("{error} {error:?} {error:#?} {message} {request_id:?} {issues:?} {path:?}")
}

/// Makes a read and a create fail this way, and checks that their errors and events do not contain the key.
#[track_caller]
fn tells_nothing(answer: impl Fn() -> Answer) {
    let options = CallOptions { max_retries: Some(1), ..CallOptions::default() };
    let bench = Bench::new((0..3).map(|_| answer()));
    let read = bench.time.run(bench.client.call(&crate::harness::list_call(), options));
    let create = bench.time.run(bench.client.call(&create_call(), options));
    assert!(bench.wire.sent().iter().all(|sent| sent.secret == KEY), "the key was sent");
    for error in [read.err(), create.err()] {
        let printed = printed(&error.expect("it fails"));
        assert!(!printed.contains(KEY), "{printed}");
    }
    assert!(bench.events().len() >= 4, "there are events to look through");
    for event in bench.events() {
        assert!(!event.to_string().contains(KEY), "{event}");
    }
}

#[test]
fn no_failure_and_no_event_has_the_key_in_it() {
    for status in [0, 302, 400, 401, 403, 404, 408, 409, 422, 500] {
        tells_nothing(|| Answer::reply(status, r#"{"detail": "No."}"#).request_id("req-7"));
    }
    tells_nothing(Answer::broken);
    tells_nothing(Answer::silence);
    tells_nothing(|| Answer::reply(200, "{"));
}

#[test]
fn a_key_that_the_server_repeats_is_not_handed_on() {
    for body in [
        format!(r#"{{"detail": "Unknown API key {KEY}"}}"#),
        format!(
            r#"{{"detail": [{{"loc": ["header", "x-api-key", "{KEY}"], "msg": "bad key {KEY}", "type": "value"}}]}}"#
        ),
    ] {
        tells_nothing(|| Answer::reply(401, body.clone()));
        tells_nothing(|| Answer::reply(422, body.clone()));
    }
    tells_nothing(|| Answer::reply(200, format!(r#"{{"data": {{"{KEY}": 1}}, "{KEY}": 2}}"#)));
}

#[test]
fn a_key_that_the_server_repeats_escaped_is_not_handed_on_either() {
    // Escaped as JSON, percent-encoded, and as base64, a part of which is enough.
    let json: String = KEY.chars().map(|c| format!("\\u{:04x}", c as u32)).collect();
    let url: String = KEY.chars().map(|c| format!("%{:02X}", c as u32)).collect();
    let base64 = "ZTkxNzcyY2NiNWU2Y2U1ZjkzMmQ2NDE3ZWFjZDlhMWUwMzFiOTU3MTAxY2RiNjhiZTc2ZDQxN2RlZmE3ZmQyOA==";
    for echo in [json, url, base64.into()] {
        for body in [
            format!(r#"{{"detail": "Unknown key {echo}"}}"#),
            format!(r#"{{"error": {{"message": "{echo}"}}}}"#),
            format!(r#"{{"detail": {{"key": "{echo}"}}}}"#),
            format!(r#"{{"detail": [{{"loc": ["header", "{echo}"], "msg": "{echo}", "type": "{echo}"}}]}}"#),
            format!("no such key: {echo}"),
        ] {
            for status in [401, 422, 500] {
                let bench = Bench::new((0..3).map(|_| Answer::reply(status, body.clone())));
                let error = bench.list().err().expect("it fails");
                let printed = printed(&error);
                let issues = error.issues.as_deref().unwrap_or("[]");
                let decoded: serde_json::Value = serde_json::from_str(issues).expect("issues are JSON");
                for text in [&printed, &decoded.to_string()] {
                    assert!(!text.contains(KEY) && !text.contains(&echo), "{text}");
                }
                assert!(printed.contains("***"), "{printed}");
            }
        }
    }
}

#[test]
fn a_key_that_is_part_of_the_path_in_a_malformed_reply_is_not_handed_on() {
    let body = format!(
        r#"{{"data": [{{"id": "", "workspace_id": "", "name": "", "contact_labels": [], "created_time": "",
            "updated_time": "", "contact_field_data": {{"{KEY}": 1e999}}}}]}}"#
    );
    let call = contacts::list(&Checked::input("{}".into()).expect("a query"));
    let bench = Bench::new([Answer::reply(200, body.clone())]);
    let error = bench.time.run(bench.client.call(&call, CallOptions::default())).err().expect("no number");
    assert_eq!(error.path.as_deref(), Some("/data/0/contact_field_data/***"));
    assert!(!printed(&error).contains(KEY), "{error:?}");

    let bench = Bench::new([Answer::reply(200, body)]);
    let query = Checked::input("{}".into()).expect("a query");
    let mut stream = Stream::new(contacts::each(&query), Select::WHOLE);
    let next = stream.next(&bench.client, CallOptions::default());
    let error = bench.time.run(next).expect_err("no number");
    assert!(!printed(&error).contains(KEY), "{error:?}");
}

#[test]
fn a_key_that_names_a_request_is_not_handed_on() {
    let named = || Answer::reply(404, "").request_id(KEY);
    tells_nothing(named);
    let error = Bench::new([named()]).list().err().expect("it is refused");
    assert!(error.request_id.is_some_and(|id| !id.contains(KEY)));
}

#[test]
fn a_key_that_the_transport_repeats_is_not_handed_on() {
    tells_nothing(|| {
        let message = format!("Failed to execute 'fetch': {KEY} is no header.");
        Outcome::ready(Err(Failure::Network(message).into()))
    });
}

#[test]
fn a_key_in_the_cause_of_a_failure_is_not_handed_on() {
    let body = || Answer::pieces([Piece::bytes("{"), Piece::leaking()].into_iter());
    for answer in [Answer::leaking, body] {
        tells_nothing(answer);
        let calls = Bench::new((0..3).map(|_| answer()));
        let query = Checked::input("{}".into()).expect("a query");
        let streaming = Bench::new((0..3).map(|_| answer()));
        let mut stream = Stream::new(contacts::each(&query), Select::WHOLE);
        let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
        let streamed = streaming.time.run(stream.next(&streaming.client, options)).err();
        for error in [calls.list().err(), streamed] {
            let cause = error.and_then(|error| error.cause.clone()).expect("a cause");
            let text = cause.downcast_ref::<String>().expect("a text");
            assert_eq!(text, "fetch failed, with *** in it");
        }
    }
}
