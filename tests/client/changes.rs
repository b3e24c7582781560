//! Writes are sent as often as their retry policy allows, and no more often.

use seax_dialer::{
    api::{Content, OPERATIONS, Operation, Request, ResponseSpec, RetryPolicy, campaigns, contacts, labels},
    client::{CallOptions, Credential},
    error::{Code, Error, Result},
    schema::{Strictness, check_input},
};

use crate::{
    harness::{Bench, CAMPAIGN, failure},
    transport::{Answer, KEY, Outcome},
};

const ID: &str = "448ea794-0368-4604-a56f-f2350229d9e5";

/// Builds a request for an operation with this argument.
fn request(operation: &'static Operation, argument: &str) -> Result<Request> {
    let request = Request::new(operation, ID);
    match operation.request.schema() {
        Some(kind) => request.with(&check_input(argument, kind, Strictness::OpenInput)?),
        None => Ok(request),
    }
}

/// Returns the result of a request, and how often it was sent.
fn run(request: &Request, answers: Vec<Answer>) -> (Result<Vec<u8>>, usize) {
    let bench = Bench::new(answers);
    let result = bench.time.run(bench.client.exchange(request, CallOptions::default()));
    assert_eq!((bench.wire.open(), bench.time.timers()), (0, 0), "nothing is left behind");
    (result, bench.wire.sent().len())
}

/// Failures that leave unknown whether the request took effect.
fn unclear() -> [Answer; 4] {
    [Answer::broken(), Answer::silence(), Answer::reply(503, ""), Answer::reply(408, "")]
}

#[test]
fn requests_that_call_people_are_sent_once() {
    let calling = ["campaigns.create", "campaigns.resume", "campaigns.testCall", "campaigns.addContacts"];
    for operation in OPERATIONS.iter().filter(|operation| calling.contains(&operation.name)) {
        assert_eq!(operation.retry, RetryPolicy::Once, "{}", operation.name);
        for answer in unclear() {
            let (result, sent) = run(&Request::new(operation, ID), vec![answer]);
            let error = result.expect_err("it fails");
            assert_eq!((sent, error.attempts), (1, 1), "{}", operation.name);
            assert!(error.message.contains("Check before you send it again"), "{}", error.message);
        }
    }
    assert_eq!(calling.len(), OPERATIONS.iter().filter(|each| calling.contains(&each.name)).count());
}

#[test]
fn a_change_that_stops_or_says_how_things_shall_be_is_sent_again() {
    for (operation, change) in [
        (&campaigns::PAUSE, ""),
        (&campaigns::CANCEL, ""),
        (&campaigns::UPDATE, r#"{"status": "PAUSED", "name": "Later"}"#),
        (&campaigns::UPDATE, r#"{"stage": "DRAFT"}"#),
    ] {
        let request = request(operation, change).expect("a request");
        for answer in unclear() {
            let (result, sent) = run(&request, vec![answer, Answer::reply(200, CAMPAIGN)]);
            result.expect("the second time it works");
            assert_eq!(sent, 2, "{change}");
        }
    }
}

#[test]
fn a_change_that_lets_calls_go_out_is_sent_once() {
    for change in [
        r#"{"status": "STARTED"}"#,
        r#"{"status": "PENDING"}"#,
        r#"{"status": "A_NEW_WORD"}"#,
        r#"{"stage": "INSTANCE"}"#,
        r#"{"start_time": "2026-07-08T11:15:00+08:00"}"#,
        r#"{"is_schedule": false}"#,
        r#"{"status": "PAUSED", "exclude_contact_ids": []}"#,
        r#"{"message": "Hello"}"#,
    ] {
        let request = request(&campaigns::UPDATE, change).expect("a request");
        for answer in unclear() {
            assert_eq!(run(&request, vec![answer]).1, 1, "{change}");
        }
        let (result, sent) =
            run(&request, vec![Answer::reply(429, "").retry_after("1"), Answer::reply(200, CAMPAIGN)]);
        assert!(result.is_ok() && sent == 2, "a 429 is a refusal");
    }
}

#[test]
fn labels_of_a_contact_are_replaced_once() {
    for (change, sends) in [
        (r#"{"contact_label_ids": [], "replace_all_labels": true}"#, 1),
        (r#"{"name": "Ada", "contact_label_ids": []}"#, 1),
        (r#"{"name": "Ada"}"#, 2),
    ] {
        let request = request(&contacts::UPDATE, change).expect("a request");
        for answer in unclear() {
            assert_eq!(run(&request, vec![answer, Answer::reply(404, "")]).1, sends, "{change}");
        }
    }
}

#[test]
fn what_is_gone_when_it_is_to_be_removed_again_has_been_removed() {
    for operation in [&campaigns::DELETE, &contacts::DELETE, &labels::DELETE] {
        for answer in unclear() {
            let (result, sent) = run(&Request::new(operation, ID), vec![answer, Answer::reply(404, "")]);
            assert!(result.is_ok() && sent == 2, "{}", operation.name);
        }
        let answers = vec![Answer::broken(), Answer::reply(503, ""), Answer::reply(404, "")];
        let (result, sent) = run(&Request::new(operation, ID), answers);
        assert!(result.is_ok() && sent == 3, "one of the first two may have removed it: {}", operation.name);
    }
}

#[test]
fn what_was_never_there_cannot_be_removed() {
    let request = Request::new(&contacts::DELETE, ID);
    failure(run(&request, vec![Answer::reply(404, "")]).0, Code::NotFound, Some(404));
    // A 429 means that the first request deleted nothing, so a 404 is not a success.
    let answers = vec![Answer::reply(429, "").retry_after("0"), Answer::reply(404, "")];
    failure(run(&request, answers).0, Code::NotFound, Some(404));
    // Nor does an attempt that sent nothing, because there was no credential in time.
    let bench = Bench::new([Answer::reply(404, "")]);
    bench.wire.credentials(|asked| match asked {
        0 => Outcome::silence(),
        _ => Outcome::ready(Ok(Credential { header: "X-API-KEY".into(), value: String::from(KEY).into() })),
    });
    let result = bench.time.run(bench.client.exchange(&request, CallOptions::default()));
    assert_eq!(failure(result, Code::NotFound, Some(404)).attempts, 1);
    assert_eq!(bench.wire.asked(), 2);
}

#[test]
fn a_reply_without_a_body_is_one() {
    for operation in OPERATIONS.iter().filter(|operation| matches!(operation.response, ResponseSpec::Nothing))
    {
        for answer in [Answer::reply(204, ""), Answer::reply(202, "null"), Answer::reply(200, "{}")] {
            run(&Request::new(operation, ID), vec![answer]).0.expect(operation.name);
        }
    }
}

#[test]
fn a_campaign_is_paused_resumed_and_canceled_by_its_status() {
    for (operation, status) in
        [(&campaigns::PAUSE, "PAUSED"), (&campaigns::RESUME, "STARTED"), (&campaigns::CANCEL, "CANCELED")]
    {
        let bench = Bench::new([Answer::reply(200, CAMPAIGN)]);
        let request = Request::new(operation, ID);
        bench.time.run(bench.client.exchange(&request, CallOptions::default())).expect("it works");
        let sent = &bench.wire.sent()[0];
        assert!(sent.url.ends_with(&format!("/auto_dialer_campaigns/{ID}")), "{}", sent.url);
        assert_eq!(sent.body.as_deref(), Some(format!(r#"{{"status":"{status}"}}"#).as_str()));
        assert_eq!(sent.method.as_str(), "PATCH");
    }
}

#[track_caller]
fn refused(operation: &'static Operation, argument: &str, path: &str, says: &str) {
    let error: Box<Error> = request(operation, argument).expect_err("it is refused");
    assert_eq!((error.code, error.path.as_deref()), (Code::InvalidArgument, Some(path)), "{}", error.message);
    assert!(error.message.contains(says), "{}", error.message);
}

#[test]
fn an_argument_that_cannot_be_is_refused_before_anything_leaves() {
    refused(&contacts::CREATE, "{}", "name", "is missing");
    refused(&contacts::CREATE, r#"{"name": "", "phone": "+12345678900"}"#, "name", "not empty");
    refused(&contacts::CREATE, r#"{"name": "A", "phone": "0912345678"}"#, "phone", "+12345678900");
    refused(&contacts::UPDATE, r#"{"replace_all_labels": true}"#, "replace_all_labels", "contact_label_ids");
    refused(&contacts::IMPORT, r#"{"duplicate_stratgy": "mark"}"#, "duplicate_stratgy", "duplicate_strategy");
    refused(&labels::CREATE, r#"{"colour": "red"}"#, "colour", "did you mean `color`");
    let window = r#""start_time": "2026-07-08T03:15:00Z", "end_time": "2026-07-08T03:15:00Z""#;
    refused(&campaigns::UPDATE, &format!("{{{window}}}"), "end_time", "after");
    let validation = format!(r#"{{"option": "PLAY_TIME_DURATION", {window}}}"#);
    refused(&campaigns::ESTIMATE_PLAY_TIME, &validation, "end_time", "after");
    let test_call = |to: &str, phones: &str| {
        format!(r#"{{"type": "VOICE_DROP", "message": "Hi", "dial_to": "{to}", "phone_ids": [{phones}]}}"#)
    };
    refused(&campaigns::TEST_CALL, &test_call("+12345678900", ""), "phone_ids", "at least one");
    refused(&campaigns::TEST_CALL, &test_call("911", &format!("\"{ID}\"")), "dial_to", "international");
    let people = r#"{"contacts": [{"name": "A", "phone": "+12345678900"}, {"name": "B", "phone": "12"}]}"#;
    refused(&campaigns::ADD_CONTACTS, people, "contacts[1].phone", "international");
}

#[test]
fn a_test_call_says_what_the_api_requires() {
    let argument = format!(
        r#"{{"type": "VOICE_DROP", "message": "Hi", "dial_to": "+12345678900", "phone_ids": ["{ID}"]}}"#
    );
    let request = request(&campaigns::TEST_CALL, &argument).expect("a request");
    let Some(Content::Json(json)) = request.content else { panic!("it has a body") };
    let body: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    for key in ["capture_keypress", "capture_stt"] {
        assert_eq!(body[key], false, "{key}");
    }
    assert_eq!(
        (request.path.as_str(), &body["type"]),
        ("auto_dialer_campaigns/dry_run", &"VOICE_DROP".into())
    );
}
