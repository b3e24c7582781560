//! Reads are retried after transient failures, at the right time, and a limited number of times.

use seax_dialer::{
    client::{CallOptions, Config, Failure, Millis},
    error::Code,
    model::WorkspaceId,
};

use crate::{
    harness::{Bench, PHONES, config, failure, script},
    transport::{Answer, Outcome},
};

fn good() -> Answer {
    Answer::reply(200, PHONES)
}

#[test]
fn a_read_is_sent_again_after_what_may_pass() {
    for status in [408, 429, 500, 501, 502, 503, 504, 529, 599] {
        let bench = Bench::new([Answer::reply(status, ""), good()]);
        bench.list().unwrap_or_else(|error| panic!("{status}: {error}"));
        assert_eq!(bench.wire.sent().len(), 2, "{status}");
    }
    for passing in [Answer::broken(), Answer::silence(), Answer::broken().after(5_000)] {
        let bench = Bench::new([passing, good()]);
        bench.list().expect("the second time it works");
        let sent = bench.wire.sent();
        assert_eq!((&sent[0].url, &sent[0].secret), (&sent[1].url, &sent[1].secret));
        assert_eq!(sent.len(), 2);
    }
}

#[test]
fn a_read_is_not_sent_again_after_what_will_not_pass() {
    for (status, code) in [
        (0, Code::Network),
        (301, Code::Network),
        (307, Code::Network),
        (400, Code::Unprocessable),
        (401, Code::Unauthorized),
        (403, Code::Forbidden),
        (404, Code::NotFound),
        (409, Code::Conflict),
        (418, Code::Unprocessable),
        (422, Code::Unprocessable),
    ] {
        let bench = Bench::new([Answer::reply(status, "")]);
        failure(bench.list(), code, Some(status));
    }
    let bench = Bench::new([Answer::reply(200, "{}")]);
    assert_eq!(bench.list().err().map(|error| error.code), Some(Code::MalformedReply));
}

#[test]
fn a_read_is_given_up_after_as_many_retries_as_were_allowed() {
    for retries in 0..6 {
        let mut answers: Vec<_> = (0..retries).map(|_| Answer::broken()).collect();
        answers.push(Answer::reply(503, ""));
        let bench = Bench::new(answers);
        let options = CallOptions { max_retries: Some(retries), ..CallOptions::default() };
        let error = failure(bench.list_with(options), Code::ServerError, Some(503));
        assert_eq!(error.attempts, retries + 1);
    }
    let bench = Bench::new([Answer::broken(), Answer::broken(), Answer::broken()]);
    let error = failure(bench.list(), Code::Network, None);
    assert_eq!(error.attempts, 3, "two retries unless told otherwise");
    let cause = error.cause.and_then(|cause| cause.downcast::<&str>().ok());
    assert_eq!(cause.as_deref(), Some(&"the cable"), "what was thrown underneath is kept");
}

/// Returns the waits of a call that fails six times, for a client with this seed.
fn waits(seed: u64) -> Vec<Millis> {
    let mut config = config();
    config.limits.max_retries = Some(6);
    let bench = Bench::with(config, seed, |_| Answer::reply(503, ""));
    failure(bench.list(), Code::ServerError, Some(503));
    bench.waits()
}

#[test]
fn waits_are_spread_over_spans_that_double_up_to_a_limit() {
    const SPANS: [Millis; 6] = [500, 1_000, 2_000, 4_000, 8_000, 8_000];
    let seeds = (1..=400u64).map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let all: Vec<_> = seeds.map(waits).collect();
    for (retry, span) in SPANS.into_iter().enumerate() {
        let mut quarters = [0; 4];
        for waits in &all {
            assert!(waits[retry] < span, "wait {retry} of {} ms in a span of {span} ms", waits[retry]);
            quarters[(waits[retry] * 4 / span) as usize] += 1;
        }
        assert!(quarters.iter().all(|count| *count > 50), "wait {retry} is not spread: {quarters:?}");
    }
}

#[test]
fn clients_with_neighbouring_seeds_do_not_come_back_together() {
    let mut quarters = [0; 4];
    for seed in 0..400 {
        quarters[(waits(seed)[0] * 4 / 500) as usize] += 1;
    }
    assert!(quarters.iter().all(|count| *count > 50), "{quarters:?}");
}

#[test]
fn a_call_waits_as_long_as_the_server_asks() {
    for status in [429, 503] {
        for (header, wait) in [
            ("0", 0),
            ("7", 7_000),
            (" 30 ", 30_000),
            ("Tue, 08 Jul 2025 03:06:19 GMT", 10_000),
            ("Tue, 08 Jul 2025 03:06:00 GMT", 0),
        ] {
            let bench = Bench::new([Answer::reply(status, "").retry_after(header), good()]);
            bench.list().expect("the second time it works");
            assert_eq!(bench.waits(), [wait], "{status} {header}");
        }
        for (body, wait) in
            [(r#"{"retry_after": 4}"#, 4_000), (r#"{"detail": "x", "retry_after": 2.5}"#, 3_000)]
        {
            let bench = Bench::new([Answer::reply(status, body), good()]);
            bench.list().expect("the second time it works");
            assert_eq!(bench.waits(), [wait], "{status} {body}");
        }
        let both = Answer::reply(status, r#"{"retry_after": 4}"#).retry_after("9");
        let bench = Bench::new([both, good()]);
        bench.list().expect("the second time it works");
        assert_eq!(bench.waits(), [9_000], "the header is the standard's own word");
        let unreadable = Answer::reply(status, r#"{"retry_after": 4}"#).retry_after("soon");
        let bench = Bench::new([unreadable, good()]);
        bench.list().expect("the second time it works");
        assert_eq!(bench.waits(), [4_000], "a header that says nothing hides nothing");
    }
}

#[test]
fn a_date_to_wait_for_is_read_by_the_clients_clock_when_the_answer_came() {
    let slow = Answer::reply(429, "").retry_after("Tue, 08 Jul 2025 03:06:19 GMT").after(4_000);
    let bench = Bench::new([slow, good()]);
    bench.list().expect("the second time it works");
    assert_eq!(bench.wire.sent()[1].at, 10_000);
}

#[test]
fn a_wait_that_nobody_can_read_is_one_of_the_clients_own() {
    for header in ["soon", "-1", "1e9", "", "Tue, 08 Jul 2025 03:06:19 PST"] {
        let bench = Bench::new([Answer::reply(429, "").retry_after(header), good()]);
        bench.list().expect("the second time it works");
        assert!(bench.waits()[0] < 500, "{header}");
    }
}

#[test]
fn the_wait_that_the_server_asks_for_is_told_when_a_call_is_given_up() {
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    let bench = Bench::new([Answer::reply(429, "").retry_after("7")]);
    let error = failure(bench.list_with(options), Code::RateLimited, Some(429));
    assert_eq!(error.retry_after_ms, Some(7_000));
}

#[test]
fn a_date_to_wait_for_is_measured_by_the_servers_clock() {
    let answer = Answer::reply(503, "")
        .retry_after("Tue, 08 Jul 2025 03:06:19 GMT")
        .date("Tue, 08 Jul 2025 03:06:09 GMT");
    let bench = Bench::new([answer, good()]);
    bench.list().expect("the second time it works");
    assert_eq!(bench.waits(), [10_000]);
}

#[test]
fn a_request_without_a_reply_names_the_host_that_did_not_answer() {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    for (base, host) in [
        (None, "seax.seasalt.ai"),
        (Some("https://seax.seasalt.ai"), "seax.seasalt.ai"),
        (Some("http://127.0.0.1:8787/seax-api"), "127.0.0.1:8787"),
    ] {
        let config = Config::new(&workspace, base).expect("a good URL");
        let bench = Bench::with(config, 1, script(vec![Answer::broken()]));
        let error = failure(bench.list_with(options), Code::Network, None);
        assert_eq!(error.message, ["No reply from ", host, ". The connection broke."].concat());
    }
}

#[test]
fn a_host_that_was_not_asked_is_not_blamed() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| Outcome::ready(Err(Failure::Network("The vault is down.".into()).into())));
    let options = CallOptions { max_retries: Some(0), ..CallOptions::default() };
    let error = failure(bench.list_with(options), Code::Network, None);
    assert_eq!((error.message.as_str(), error.attempts), ("The vault is down.", 0));

    let bench = Bench::new([Outcome::ready(Err(Failure::NoMemory.into()))]);
    let error = failure(bench.list(), Code::ReplyTooLarge, None);
    assert_eq!(error.message, "There is not enough memory for the reply.");
}
