//! A campaign is created once: the API has no idempotency key, so a draft that is sent twice calls everybody twice.

use seax_dialer::{
    api::{Method, Request, campaigns},
    client::CallOptions,
    error::{Code, Error},
};

use crate::{
    harness::{Bench, CAMPAIGN, create_call, failure},
    transport::{Answer, Piece},
};

fn warns(error: &Error) -> bool {
    error.message.contains("Check before you send it again")
}

#[test]
fn a_create_is_sent_once_after_every_failure_that_could_have_reached_the_server() {
    let unknown = [
        (Answer::broken(), Code::Network),
        (Answer::broken().after(29_000), Code::Network),
        (Answer::silence(), Code::Timeout),
        (Answer::reply(408, ""), Code::Timeout),
        (Answer::reply(500, ""), Code::ServerError),
        (Answer::reply(502, "").retry_after("1"), Code::ServerError),
        (Answer::reply(503, r#"{"retry_after": 1}"#), Code::ServerError),
        (Answer::reply(504, ""), Code::ServerError),
        (Answer::reply(201, "{}"), Code::MalformedReply),
        (Answer::reply(201, ""), Code::MalformedReply),
        (Answer::reply(200, "<html>"), Code::MalformedReply),
        // Many servers send these after they have acted.
        (Answer::reply(0, ""), Code::Network),
        (Answer::reply(302, ""), Code::Network),
        (Answer::reply(303, ""), Code::Network),
        (Answer::reply(307, ""), Code::Network),
        (Answer::reply(304, ""), Code::Network),
        (Answer::reply(409, ""), Code::Conflict),
        (Answer::reply(410, ""), Code::Unprocessable),
        (Answer::reply(425, ""), Code::Unprocessable),
    ];
    for (answer, code) in unknown {
        let bench = Bench::new([answer]);
        let error = bench.create().err().expect("it fails");
        assert_eq!(error.code, code);
        assert_eq!(bench.wire.sent().len(), 1, "{code:?}");
        assert!(warns(&error), "people may be called: {}", error.message);
    }
}

#[test]
fn a_create_that_was_refused_is_not_sent_again_and_was_surely_not_done() {
    for (status, code) in [
        (400, Code::Unprocessable),
        (401, Code::Unauthorized),
        (403, Code::Forbidden),
        (404, Code::NotFound),
        (405, Code::Unprocessable),
        (413, Code::Unprocessable),
        (415, Code::Unprocessable),
        (422, Code::Unprocessable),
    ] {
        let bench = Bench::new([Answer::reply(status, "").retry_after("1")]);
        let error = failure(bench.create(), code, Some(status));
        assert_eq!(bench.wire.sent().len(), 1, "{status}");
        assert!(!warns(&error), "nothing was done: {}", error.message);
    }
}

#[test]
fn a_create_is_sent_again_after_a_429_with_the_same_body() {
    let busy = || Answer::reply(429, "").retry_after("3");
    let bench = Bench::new([busy(), busy(), Answer::reply(201, CAMPAIGN)]);
    bench.create().expect("the third time it works");
    let sent = bench.wire.sent();
    assert_eq!(bench.waits(), [3_000, 3_000]);
    assert!(sent.iter().all(|request| request.method == Method::Post && request.url == sent[0].url));
    assert!(sent.iter().all(|request| request.body.is_some() && request.body == sent[0].body));
}

#[test]
fn a_create_is_sent_again_after_a_429_only_as_often_as_was_allowed() {
    let bench = Bench::new([Answer::reply(429, ""), Answer::reply(429, ""), Answer::reply(429, "")]);
    let error = failure(bench.create(), Code::RateLimited, Some(429));
    assert_eq!(error.attempts, 3);
    assert!(!warns(&error), "a 429 is a refusal: {}", error.message);

    let bench = Bench::new([Answer::reply(429, "")]);
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    failure(bench.call(&create_call(), options), Code::RateLimited, Some(429));
}

#[test]
fn what_follows_a_429_is_held_to_the_same_rule() {
    for after in [Answer::broken(), Answer::silence(), Answer::reply(503, ""), Answer::reply(201, "{")] {
        let bench = Bench::new([Answer::reply(429, "").retry_after("1"), after]);
        let error = bench.create().err().expect("it fails");
        assert_eq!((error.attempts, bench.wire.sent().len()), (2, 2));
        assert!(warns(&error), "{}", error.message);
    }
}

#[test]
fn a_refusal_after_a_redirect_is_none_of_the_create() {
    for status in [400, 401, 404, 409, 422, 429, 503] {
        let bench = Bench::new([Answer::reply(status, r#"{"detail": "No"}"#).retry_after("0").redirected()]);
        let error = failure(bench.create(), Code::Network, Some(status));
        assert_eq!(bench.wire.sent().len(), 1, "{status}");
        assert!(warns(&error) && error.message.contains("redirect"), "{}", error.message);
    }
}

#[test]
fn a_404_after_a_redirect_does_not_show_that_anything_was_deleted() {
    let bench = Bench::new([Answer::broken(), Answer::reply(404, "").redirected()]);
    let request = Request::new(&campaigns::DELETE, "448ea794-0368-4604-a56f-f2350229d9e5");
    let result = bench.time.run(bench.client.exchange(&request, CallOptions::default()));
    failure(result, Code::Network, Some(404));
}

/// The id of the campaign in the sample reply.
fn named(error: &Error) -> bool {
    let [id] = error.candidates.as_slice() else { return false };
    CAMPAIGN.contains(id.as_str())
}

#[test]
fn a_reply_that_is_not_utf8_is_as_malformed_as_any_other() {
    let mut body = CAMPAIGN.as_bytes().to_vec();
    let name = CAMPAIGN.find("\"name\": \"").expect("a name") + "\"name\": \"".len();
    body[name] = 0xe9;
    let bench = Bench::new([Answer::reply(201, body).request_id("req-7")]);
    let error = failure(bench.create(), Code::MalformedReply, Some(201));
    assert!(warns(&error) && named(&error), "{} {:?}", error.message, error.candidates);
    assert_eq!((error.request_id.as_deref(), error.path.as_deref()), (Some("req-7"), Some("")));
    let reply = bench.events().pop().expect("an event");
    assert_eq!((&reply["status"], &reply["code"]), (&201.into(), &"malformed_reply".into()));
}

#[test]
fn a_campaign_that_a_reply_names_before_it_breaks_off_is_a_candidate() {
    let start = || Piece::bytes(&CAMPAIGN.as_bytes()[..CAMPAIGN.len() - 10]);
    for (end, code) in [(Piece::broken(), Code::Network), (Piece::silence(), Code::Timeout)] {
        let pieces = [start(), end].into_iter();
        let bench = Bench::new([Answer::reply(201, "").in_pieces(pieces)]);
        let error = failure(bench.create(), code, None);
        assert!(warns(&error) && named(&error), "{} {:?}", error.message, error.candidates);
    }
}

#[test]
fn a_read_that_fails_does_not_warn_of_calls() {
    let bench = Bench::new([Answer::broken(), Answer::reply(500, ""), Answer::silence()]);
    let error = failure(bench.list(), Code::Timeout, None);
    assert!(!warns(&error), "{}", error.message);
}
