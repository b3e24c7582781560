//! Credentials are fetched for each attempt, and nothing is sent without one.

use seax_dialer::{
    client::{CallOptions, Credential, Failure},
    error::Code,
};

use crate::{
    harness::{Bench, PHONES, create_call, failure},
    transport::{Answer, KEY, Outcome},
};

fn token(number: usize) -> Outcome<Credential> {
    Outcome::ready(Ok(Credential {
        header: "Authorization".into(),
        value: format!("Bearer {number}").into(),
    }))
}

fn missing() -> Outcome<Credential> {
    Outcome::ready(Err(Failure::Credential("The session has ended.".into()).into()))
}

#[test]
fn a_request_carries_the_key_in_its_header_and_nowhere_else() {
    let bench = Bench::new([Answer::reply(200, PHONES)]);
    bench.list().expect("it works");
    let sent = bench.wire.sent();
    assert_eq!((sent[0].header.as_str(), sent[0].secret.as_str()), ("X-API-KEY", KEY));
    assert!(!sent[0].url.contains(KEY));
}

#[test]
fn a_credential_is_asked_for_at_each_attempt() {
    let bench = Bench::new([Answer::reply(503, ""), Answer::broken(), Answer::reply(200, PHONES)]);
    bench.wire.credentials(token);
    bench.list().expect("the third time it works");
    let secrets: Vec<_> = bench.wire.sent().into_iter().map(|sent| (sent.header, sent.secret)).collect();
    let expected = ["Bearer 0", "Bearer 1", "Bearer 2"].map(|secret| ("Authorization".into(), secret.into()));
    assert_eq!(secrets, expected);
    assert_eq!(bench.wire.asked(), 3);
}

#[test]
fn without_a_credential_nothing_is_sent_and_nothing_tried_again() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| missing());
    let error = failure(bench.list(), Code::AuthFailed, None);
    assert_eq!((error.attempts, error.message.as_str()), (0, "The session has ended."));
    let error = failure(bench.create(), Code::AuthFailed, None);
    assert_eq!((error.attempts, error.message.as_str()), (0, "The session has ended."));
    assert_eq!(bench.wire.asked(), 2);
}

#[test]
fn a_credential_that_ends_between_attempts_ends_the_call_with_what_was_sent() {
    let bench = Bench::new([Answer::reply(503, "")]);
    bench.wire.credentials(|asked| if asked == 0 { token(0) } else { missing() });
    let error = failure(bench.list(), Code::AuthFailed, None);
    assert_eq!(error.attempts, 1);
}

#[test]
fn a_set_up_that_cannot_send_anything_is_an_argument_that_cannot_be() {
    let bench = Bench::new([]);
    let invalid = || Outcome::ready(Err(Failure::Invalid("`auth` gave no header.".into()).into()));
    bench.wire.credentials(move |_| invalid());
    let error = failure(bench.list(), Code::InvalidArgument, None);
    assert_eq!((error.attempts, bench.wire.asked()), (0, 1));
}

#[test]
fn a_slow_credential_counts_against_the_attempts_time() {
    let bench = Bench::new([Answer::reply(200, PHONES).after(600)]);
    bench.wire.credentials(|number| token(number).after(600));
    let options = CallOptions { timeout: Some(1_000), max_retries: Some(0), ..CallOptions::default() };
    failure(bench.list_with(options), Code::Timeout, None);
    assert_eq!(bench.time.passed(), 1_000);
}

#[test]
fn a_credential_that_never_comes_is_a_timeout_with_nothing_sent() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| Outcome::silence());
    let error = failure(bench.list(), Code::Timeout, None);
    assert_eq!(error.attempts, 0);
}

#[test]
fn a_create_whose_credential_never_came_was_surely_not_done() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| Outcome::silence());
    let error = failure(bench.call(&create_call(), CallOptions::default()), Code::Timeout, None);
    assert_eq!(error.attempts, 0);
    assert!(!error.message.contains("taken effect"), "nothing was sent: {}", error.message);
}
