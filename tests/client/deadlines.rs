//! Time limits: a timeout for each attempt, and a deadline for all attempts together.

use std::rc::Rc;

use proptest::{
    collection::vec, option, prop_assert, prop_oneof, sample::select, strategy::Just, strategy::Strategy,
};
use seax_dialer::{
    api::{Content, Request, contacts},
    client::{CallOptions, Client, Event, Millis},
    error::Code,
};

use crate::{
    harness::{Bench, CAMPAIGN, PHONES, config, create_call, failure, script},
    properties::holds,
    time::Time,
    transport::{Answer, Wire},
};

const JOB: &str = r#"{"job_id": "448ea794-0368-4604-a56f-f2350229d9e5", "status": "queued"}"#;

fn limits(timeout: Millis, deadline: Millis, max_retries: u32) -> CallOptions {
    CallOptions {
        timeout: Some(timeout),
        deadline: Some(deadline),
        max_retries: Some(max_retries),
        ..CallOptions::default()
    }
}

#[test]
fn an_attempt_ends_when_no_answer_came_in_its_time() {
    let bench = Bench::new([Answer::silence()]);
    let error = failure(bench.list_with(limits(1_234, 60_000, 0)), Code::Timeout, None);
    assert_eq!(bench.time.passed(), 1_234);
    assert!(error.message.contains("1234 ms"), "{}", error.message);
}

#[test]
fn an_answer_just_in_time_counts() {
    let bench = Bench::new([Answer::reply(200, PHONES).after(999)]);
    bench.list_with(limits(1_000, 1_000, 0)).expect("it came in time");
    assert_eq!(bench.time.passed(), 999);
}

#[test]
fn time_is_30_s_for_an_attempt_and_120_s_in_all_unless_told_otherwise() {
    let bench = Bench::new([Answer::silence(), Answer::silence(), Answer::silence()]);
    failure(bench.list(), Code::Timeout, None);
    let passed = bench.time.passed();
    assert!((90_000..91_500).contains(&passed), "three attempts of 30 s and two waits: {passed}");

    let mut config = config();
    config.limits.max_retries = Some(100);
    let bench = Bench::with(config, 9, |_| Answer::silence());
    failure(bench.list(), Code::Timeout, None);
    assert_eq!(bench.time.passed(), 120_000);
}

#[test]
fn what_is_due_when_the_machine_sleeps_is_not_sent_once_its_time_is_over() {
    for (asleep, sent) in [(29_999, 2), (30_000, 1)] {
        let time = Time::default();
        let wire = Wire::to(&time, script(vec![Answer::reply(429, "{}"), Answer::reply(201, CAMPAIGN)]));
        let clock = time.clone();
        let sleep = Box::new(move |event: &Event<'_>| {
            if matches!(event, Event::Retry { .. }) {
                clock.pass(asleep);
            }
        });
        let client = Client::new(config(), wire.clone(), time.clone(), Some(sleep), 1);
        let outcome = time.run(client.call(&create_call(), CallOptions::default()));
        assert_eq!(wire.sent().len(), sent, "{asleep}");
        if sent == 1 {
            failure(outcome, Code::Timeout, None);
        } else {
            outcome.expect("it was sent in time");
        }
    }
}

#[test]
fn the_upload_of_a_file_has_all_the_time_unless_a_timeout_is_set() {
    let import = |client, call| {
        let mut config = config();
        config.limits.timeout = client;
        let bench = Bench::with(config, 1, script(vec![Answer::reply(201, JOB).after(60_000)]));
        let mut request = Request::new(&contacts::IMPORT, "");
        request.content = Some(Content::Form(Rc::new(String::from("name,phone"))));
        let options = CallOptions { timeout: call, ..CallOptions::default() };
        bench.time.run(bench.client.exchange(&request, options))
    };
    import(None, None).expect("the deadline has not passed");
    for (client, call) in [(Some(30_000), None), (None, Some(30_000)), (Some(90_000), Some(30_000))] {
        failure(import(client, call), Code::Timeout, None);
    }
}

#[test]
fn each_attempt_has_its_own_time() {
    let bench = Bench::new([Answer::silence(), Answer::reply(200, PHONES).after(900)]);
    bench.list_with(limits(1_000, 60_000, 2)).expect("the second attempt was in time");
}

#[test]
fn the_last_attempt_has_only_what_is_left_of_the_deadline() {
    let bench = Bench::new([Answer::reply(503, "").retry_after("2"), Answer::silence()]);
    failure(bench.list_with(limits(10_000, 5_000, 9)), Code::Timeout, None);
    assert_eq!(bench.time.passed(), 5_000);
    assert_eq!(bench.wire.sent().len(), 2);
}

#[test]
fn nobody_waits_for_what_would_begin_after_the_deadline() {
    for header in ["60", "61", "9999999999", "Tue, 08 Jul 2035 03:06:19 GMT"] {
        let bench = Bench::new([Answer::reply(429, "").retry_after(header).after(100)]);
        let error = failure(bench.list_with(limits(30_000, 60_000, 9)), Code::RateLimited, Some(429));
        assert_eq!(bench.time.passed(), 100, "{header}: it is given up at once");
        assert!(error.retry_after_ms.is_some_and(|wait| wait >= 60_000));
    }
}

#[test]
fn limits_without_end_do_not_overflow() {
    let bench = Bench::new([Answer::reply(429, "").retry_after("18446744073709551615"), Answer::silence()]);
    let error = bench.list_with(limits(Millis::MAX, Millis::MAX, u32::MAX)).err().expect("it fails");
    assert_eq!(error.code, Code::RateLimited);
}

/// The server's reaction to one request.
#[derive(Debug, Clone, Copy)]
struct Deed {
    status: u16,
    after: Millis,
    retry_after: Option<u32>,
}

/// Represents a missing reply.
const SILENCE: u16 = 1;
/// Represents a broken connection.
const BROKEN: u16 = 2;

fn deeds() -> impl Strategy<Value = Deed> {
    let status = select(vec![SILENCE, BROKEN, 200, 404, 408, 429, 503]);
    let after = prop_oneof![Just(0), 0..3_000u64];
    (status, after, option::of(0..10u32)).prop_map(|(status, after, retry_after)| Deed {
        status,
        after,
        retry_after,
    })
}

impl Deed {
    fn answer(self, good: &str) -> Answer {
        let answer = match self.status {
            SILENCE => Answer::silence(),
            BROKEN => Answer::broken(),
            200 => Answer::reply(200, good),
            status => Answer::reply(status, ""),
        };
        let answer = match self.retry_after {
            Some(seconds) => answer.retry_after(&seconds.to_string()),
            None => answer,
        };
        answer.after(self.after)
    }
}

#[test]
fn whatever_the_server_does_a_read_keeps_to_its_limits() {
    holds(
        1_500,
        (vec(deeds(), 8), 1..4_000u64, 1..20_000u64, 0..7u32),
        |(deeds, timeout, deadline, retries)| {
            let bench = Bench::new(deeds.iter().map(|deed| deed.answer(PHONES)));
            let result = bench.list_with(limits(timeout, deadline, retries));
            let sent = bench.wire.sent();
            prop_assert!(bench.time.passed() <= deadline, "it took {} ms of {deadline}", bench.time.passed());
            prop_assert!(sent.len() <= retries as usize + 1);
            prop_assert!(sent.iter().all(|request| request.at < deadline));
            let (last, at) = (deeds[sent.len() - 1], sent[sent.len() - 1].at);
            let in_time = last.after < timeout.min(deadline - at);
            prop_assert!(result.is_err() || last.status == 200, "a failure is taken for a success");
            prop_assert!(result.is_ok() || last.status != 200 || !in_time, "a good answer is lost");
            Ok(())
        },
    );
}

#[test]
fn whatever_the_server_does_a_create_is_sent_again_after_a_429_only() {
    holds(
        1_500,
        (vec(deeds(), 8), 1..4_000u64, 1..20_000u64, 0..7u32),
        |(deeds, timeout, deadline, retries)| {
            let bench = Bench::new(deeds.iter().map(|deed| deed.answer(CAMPAIGN)));
            // Whether it succeeds is tested elsewhere. This test counts how often it is sent.
            drop(bench.call(&create_call(), limits(timeout, deadline, retries)));
            let sent = bench.wire.sent().len();
            let refused = |deed: &Deed| deed.status == 429 && deed.after <= timeout;
            prop_assert!(deeds[..sent - 1].iter().all(refused), "sent {sent} times");
            prop_assert!(bench.time.passed() <= deadline);
            Ok(())
        },
    );
}
