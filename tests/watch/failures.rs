//! Polls that fail.

use seax_dialer::{
    client::{CallOptions, Clock, Failure, WatchOptions},
    error::Code,
};

use crate::{
    harness::{Bench, called, checked, done, finished, ok, quick},
    transport::{Answer, KEY, Outcome, Sent},
};

/// A server that fails between two times, and otherwise serves a campaign.
fn down(from: u64, to: u64, failing: fn() -> Answer) -> impl FnMut(&Sent) -> Answer + 'static {
    move |request| if (from..to).contains(&request.at) { failing() } else { ok(&called(3, 10)) }
}

#[test]
fn failures_in_between_are_ridden_out_and_the_age_tells() {
    for (failing, code) in [
        ((|| Answer::broken()) as fn() -> Answer, "network"),
        (|| Answer::reply(503, ""), "server_error"),
        (|| Answer::reply(429, ""), "rate_limited"),
        (|| Answer::reply(408, ""), "timeout"),
    ] {
        let mut bench = Bench::with(quick(), 1, down(500, 30_000, failing));
        let first = bench.snapshot();
        assert_eq!((first.age_ms, first.last_error_code), (0, None));
        let mut age = 0;
        let fresh = loop {
            let snapshot = bench.snapshot();
            if snapshot.last_error_code.is_none() {
                break snapshot;
            }
            assert_eq!(
                (snapshot.last_error_code, done(&snapshot)),
                (Some(code), 3),
                "the last that is known"
            );
            assert_eq!(snapshot.age_ms, bench.time.passed());
            assert!(snapshot.age_ms > age);
            age = snapshot.age_ms;
        };
        assert!(age > 15_000, "it was told of more than once: {age}");
        assert_eq!(
            (fresh.age_ms, done(&fresh)),
            (0, 3),
            "that all is well again is news, if nothing else is"
        );
    }
}

#[test]
fn it_asks_slower_while_readings_fail() {
    let mut bench = Bench::with(quick(), 1, down(500, 40_000, Answer::broken));
    while bench.time.passed() < 40_000 {
        bench.snapshot();
    }
    let waits = bench.waits();
    assert!(waits.iter().skip(3).all(|wait| (6_000..=8_000).contains(wait)), "{waits:?}");
}

#[test]
fn it_gives_up_with_the_last_error_when_it_has_failed_for_long_enough() {
    let server = |request: &Sent| match request.at {
        0 => ok(&called(3, 10)),
        1..50_000 => Answer::broken(),
        _ => Answer::reply(500, ""),
    };
    let mut bench = Bench::with(quick(), 1, server);
    bench.snapshot();
    let first = bench.snapshot().age_ms;
    loop {
        match bench.next() {
            Ok(Some(snapshot)) => {
                assert!(snapshot.last_error_code.is_some() && bench.time.passed() < first + 60_000)
            }
            Ok(None) => panic!("it ends with an error"),
            Err(error) => {
                assert_eq!((error.code, error.status), (Code::ServerError, Some(500)));
                break;
            }
        }
    }
    assert_eq!(bench.time.passed(), first + 60_000, "a minute after the first failure, with a last try");
    assert_eq!(bench.readings().last(), Some(&(first + 60_000)));
    bench.assert_over();
}

#[test]
fn failures_with_a_success_between_them_do_not_add_up() {
    let server = |request: &Sent| match request.at / 20_000 {
        phase if phase % 2 == 1 => Answer::broken(),
        _ if request.at > 400_000 => ok(&finished(10, 10)),
        _ => ok(&called(3, 10)),
    };
    let mut bench = Bench::with(quick(), 1, server);
    while !bench.snapshot().terminal {}
    assert!(bench.time.passed() > 400_000);
}

#[test]
fn what_waiting_does_not_mend_ends_it_at_once() {
    for (answer, code, status) in [
        (Answer::reply(401, ""), Code::Unauthorized, Some(401)),
        (Answer::reply(403, ""), Code::Forbidden, Some(403)),
        (Answer::reply(404, ""), Code::NotFound, Some(404)),
        (Answer::reply(422, ""), Code::Unprocessable, Some(422)),
        (Answer::reply(302, ""), Code::Network, Some(302)),
        (Answer::reply(200, "{}"), Code::MalformedReply, Some(200)),
        (Answer::reply(200, "<html>"), Code::MalformedReply, Some(200)),
    ] {
        let mut bench = Bench::new([ok(&called(3, 10)), answer]);
        bench.snapshot();
        let error = bench.failure();
        assert_eq!((error.code, error.status), (code, status));
        assert_eq!(bench.readings().len(), 2);
    }
}

#[test]
fn text_that_is_no_utf_8_is_no_campaign() {
    let mut body = called(3, 10).to_string().into_bytes();
    let place = body.windows(4).position(|bytes| bytes == b"test").expect("its name");
    body[place] = 0xFF;
    let mut bench = Bench::new([ok(&called(3, 10)), Answer::reply(200, body)]);
    bench.snapshot();
    assert_eq!(bench.failure().code, Code::MalformedReply);
}

#[test]
fn the_first_reading_fails_as_any_call_does() {
    let mut bench = Bench::new((0..3).map(|_| Answer::reply(503, "")));
    let error = bench.failure();
    assert_eq!((error.code, error.attempts), (Code::ServerError, 3), "after its own two retries");

    let mut bench = Bench::new([Answer::reply(503, ""), ok(&called(3, 10))]);
    assert_eq!(done(&bench.snapshot()), 3);
}

#[test]
fn later_readings_are_sent_once_unless_the_caller_says_otherwise() {
    let requests = |max_retries| {
        let call = CallOptions { max_retries, ..CallOptions::default() };
        let options = WatchOptions { call, ..quick() };
        let mut bench = Bench::with(options, 1, down(500, 1_000_000, Answer::broken));
        bench.snapshot();
        bench.snapshot();
        bench.readings().len() - 1
    };
    assert_eq!(requests(None), 1);
    assert_eq!(requests(Some(4)), 5);
}

#[test]
fn it_comes_back_no_sooner_than_the_server_asks() {
    let mut bench =
        Bench::new([ok(&called(3, 10)), Answer::reply(429, "").retry_after("20"), ok(&called(4, 10))]);
    bench.snapshot();
    assert_eq!(bench.snapshot().last_error_code, Some("rate_limited"));
    assert_eq!(done(&bench.snapshot()), 4);
    assert_eq!(bench.waits()[1], 20_000);
}

#[test]
fn it_gives_up_rather_than_come_back_sooner() {
    let mut bench = Bench::new([ok(&called(3, 10)), Answer::reply(429, "").retry_after("3600")]);
    bench.snapshot();
    let told = bench.snapshot().age_ms;
    let error = bench.failure();
    assert_eq!((error.code, error.retry_after_ms), (Code::RateLimited, Some(3_600_000)));
    assert_eq!(bench.time.passed(), told + 60_000, "but not before its time");
}

#[test]
fn without_patience_the_first_failure_ends_it() {
    let options = WatchOptions { give_up_after: Some(0), ..quick() };
    let mut bench = Bench::with(options, 1, down(500, 1_000_000, Answer::broken));
    bench.snapshot();
    assert_eq!(bench.failure().code, Code::Network);
}

#[test]
fn a_token_that_cannot_be_had_for_a_while_does_not_end_it() {
    let keeper = |failing: fn(usize) -> bool| {
        move |asked| {
            let credential = seax_dialer::client::Credential {
                header: "X-API-KEY".into(),
                value: String::from(KEY).into(),
            };
            let error = Failure::Credential("offline".into()).into();
            Outcome::ready(if failing(asked) { Err(error) } else { Ok(credential) })
        }
    };
    let mut bench = Bench::of([(0, called(3, 10)), (20_000, finished(10, 10))]);
    bench.wire.credentials(keeper(|asked| asked == 1));
    bench.snapshot();
    assert_eq!(bench.snapshot().last_error_code, Some("auth_failed"));
    while !bench.snapshot().terminal {}

    let mut bench = Bench::of([(0, called(3, 10))]);
    bench.wire.credentials(keeper(|_| true));
    assert_eq!(bench.failure().code, Code::AuthFailed);
}

#[test]
fn an_answer_that_never_comes_is_a_failure_after_the_timeout() {
    let mut bench = Bench::new([ok(&called(3, 10)), Answer::silence(), ok(&called(4, 10))]);
    bench.snapshot();
    let stale = bench.snapshot();
    assert_eq!((stale.last_error_code, done(&stale)), (Some("timeout"), 3));
    assert!((31_000..=31_250).contains(&stale.age_ms), "{}", stale.age_ms);
    assert_eq!(bench.watch.timeout(&bench.client), 30_000);
    assert_eq!(done(&bench.snapshot()), 4);

    let call = CallOptions { timeout: Some(7_000), ..CallOptions::default() };
    let mut answers = vec![Answer::silence(), ok(&called(3, 10))];
    let mut bench =
        Bench::with(WatchOptions { call, ..quick() }, 1, move |_| answers.pop().expect("two polls"));
    bench.snapshot();
    let stale = bench.snapshot();
    assert!((8_000..=8_250).contains(&stale.age_ms), "{}", stale.age_ms);
    assert_eq!(bench.watch.timeout(&bench.client), 7_000);
}

#[test]
fn the_time_that_a_machine_sleeps_does_not_count_as_failure() {
    let mut bench = Bench::with(quick(), 1, down(500, 3_610_000, Answer::broken));
    bench.snapshot();
    assert_eq!(bench.snapshot().last_error_code, Some("network"));
    bench.time.run(bench.time.sleep(3_600_000));
    while bench.snapshot().last_error_code.is_some() {}
    assert!(bench.time.passed() >= 3_610_000);
}

#[test]
fn the_poll_after_a_pushed_snapshot_is_news() {
    let same = || ok(&called(3, 10));
    let mut bench = Bench::new([same(), same(), same(), ok(&finished(10, 10))]);
    bench.snapshot();
    bench.watch.overtake(checked(&called(3, 10)), bench.time.now());
    let again = bench.snapshot();
    assert_eq!((done(&again), bench.readings().len()), (3, 2), "what was pushed may have differed");
    assert_eq!((done(&bench.snapshot()), bench.readings().len()), (10, 4), "only once");
}

#[test]
fn the_poll_after_a_failure_and_a_pushed_snapshot_is_news_too() {
    let same = || ok(&called(3, 10));
    let mut bench = Bench::new([same(), Answer::broken(), same(), ok(&finished(10, 10))]);
    bench.snapshot();
    assert_eq!(bench.snapshot().last_error_code, Some("network"));
    bench.watch.overtake(checked(&called(3, 10)), bench.time.now());
    let again = bench.snapshot();
    assert_eq!((done(&again), again.last_error_code, bench.readings().len()), (3, None, 3));
}

#[test]
fn figures_after_a_pushed_snapshot_are_measured_from_it() {
    let mut bench = Bench::new([ok(&called(0, 1_000)), ok(&called(500, 1_000)), ok(&finished(1_000, 1_000))]);
    bench.snapshot();
    bench.time.run(bench.time.sleep(60_000));
    bench.watch.overtake(checked(&called(500, 1_000)), bench.time.now());
    bench.time.run(bench.time.sleep(600_000));
    let still = bench.snapshot();
    assert_eq!((done(&still), still.calls_per_minute, still.forecast), (500, Some(0.0), None));
}
