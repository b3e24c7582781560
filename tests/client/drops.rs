//! A dropped call: its request is canceled, and it has no later effects.

use std::{cell::Cell, future::poll_fn, pin::pin, rc::Rc, task::Poll};

use seax_dialer::client::{CallOptions, Client, Event};

use crate::{
    harness::{Bench, PHONES, config, create_call, list_call, script},
    time::Time,
    transport::{Answer, Outcome, Wire},
};

/// Runs a read for a while, drops it, and returns the harness.
fn dropped_after(span: u64, bench: Bench) -> Bench {
    {
        let call = list_call();
        let mut call = pin!(bench.client.call(&call, CallOptions::default()));
        assert!(bench.time.run_until(span, call.as_mut()).is_none(), "it is still under way");
    }
    assert_eq!((bench.wire.open(), bench.time.timers()), (0, 0), "nothing is left of it");
    bench
}

#[test]
fn a_dropped_call_cancels_its_request() {
    let bench = dropped_after(10, Bench::new([Answer::reply(200, PHONES).after(50)]));
    assert_eq!(bench.wire.sent().len(), 1);
}

#[test]
fn a_dropped_call_does_not_send_what_it_was_waiting_to_send() {
    let bench = dropped_after(1_000, Bench::new([Answer::reply(503, "").retry_after("5")]));
    bench.time.run(pin!(async { seax_dialer::client::Clock::sleep(&bench.time, 60_000).await }));
    assert_eq!(bench.wire.sent().len(), 1);
}

#[test]
fn a_dropped_call_lets_go_of_a_credential_that_is_on_its_way() {
    let bench = Bench::new([]);
    bench.wire.credentials(|_| Outcome::silence());
    let bench = dropped_after(1_000, bench);
    assert_eq!((bench.wire.asked(), bench.wire.sent().len()), (1, 0));
}

#[test]
fn a_call_that_its_observer_aborts_is_not_sent() {
    let (time, aborted) = (Time::default(), Rc::new(Cell::new(false)));
    let (wire, abort) = (Wire::to(&time, script(Vec::new())), aborted.clone());
    let observer = Box::new(move |_: &Event<'_>| abort.set(true));
    let client = Client::new(config(), wire.clone(), time.clone(), Some(observer), 1);
    {
        let call = create_call();
        let mut call = pin!(client.call(&call, CallOptions::default()));
        // A signal shows between two polls that it was aborted.
        time.run(poll_fn(|context| match call.as_mut().poll(context) {
            Poll::Pending if aborted.get() => Poll::Ready(()),
            Poll::Pending => Poll::Pending,
            Poll::Ready(_) => panic!("it is aborted before it ends"),
        }));
    }
    assert_eq!((wire.sent().len(), wire.open(), time.timers()), (0, 0, 0));
}

#[test]
fn a_timeout_cancels_the_request_before_the_next_one_leaves() {
    let bench = Bench::new([Answer::silence(), Answer::reply(200, PHONES).after(10)]);
    let call = list_call();
    let options = CallOptions { timeout: Some(1_000), ..CallOptions::default() };
    let mut call = pin!(bench.client.call(&call, options));
    assert!(bench.time.run_until(999, call.as_mut()).is_none());
    assert_eq!(bench.wire.open(), 1);
    assert!(bench.time.run_until(1_001, call.as_mut()).is_none());
    assert_eq!(bench.wire.open(), 0, "the loser is cancelled at once, not at the end of the backoff");
    assert!(bench.time.run_until(60_000, call.as_mut()).is_some_and(|result| result.is_ok()));
}

#[test]
fn calls_of_one_client_do_not_wait_for_each_other() {
    let bench = Bench::new([Answer::silence(), Answer::reply(200, PHONES).after(10)]);
    let (create, list) = (create_call(), list_call());
    let mut create = pin!(bench.client.call(&create, CallOptions::default()));
    assert!(bench.time.run_until(5, create.as_mut()).is_none());
    let list = pin!(bench.client.call(&list, CallOptions::default()));
    assert!(bench.time.run_until(16, list).is_some_and(|result| result.is_ok()));
    assert!(bench.time.run_until(100_000, create).is_some_and(|result| result.is_err()));
    assert_eq!(bench.time.passed(), 30_000, "the create had its own time");
}
