//! How an abandoned watch ends.

use std::{cell::Cell, pin::pin, rc::Rc};

use seax_dialer::client::{Client, Clock, Millis, Watch};

use crate::{
    harness::{Bench, Present, called, config, done, id, ok, quick, telling},
    time::Time,
    transport::Wire,
};

#[test]
fn dropped_while_it_waits_it_leaves_no_timer() {
    let mut bench = Bench::of([(0, called(0, 9))]);
    bench.snapshot();
    {
        let mut next = pin!(bench.watch.next(&bench.client));
        assert!(bench.time.run_until(700, next.as_mut()).is_none());
        assert_eq!(bench.time.timers(), 1);
    }
    assert_eq!((bench.time.timers(), bench.wire.open()), (0, 0));
}

#[test]
fn dropped_while_it_asks_it_leaves_no_request() {
    let answers = [ok(&called(0, 9)), ok(&called(1, 9)).after(500)];
    let mut bench = Bench::new(answers);
    bench.snapshot();
    {
        let mut next = pin!(bench.watch.next(&bench.client));
        assert!(bench.time.run_until(1_400, next.as_mut()).is_none());
        assert_eq!(bench.wire.open(), 1);
    }
    assert_eq!((bench.time.timers(), bench.wire.open()), (0, 0));
}

#[test]
fn a_step_that_was_dropped_is_taken_up_again_where_it_was() {
    let present = Present::new(called(0, 9));
    let mut bench = Bench::with(quick(), 1, present.server());
    bench.snapshot();
    {
        let mut next = pin!(bench.watch.next(&bench.client));
        assert!(bench.time.run_until(999, next.as_mut()).is_none());
    }
    present.set(called(1, 9));
    assert_eq!(done(&bench.snapshot()), 1);
    assert!((1_000..=1_250).contains(&bench.time.passed()), "the wait was not begun anew");
}

/// A clock that can be set forward and back.
#[derive(Clone)]
struct Moved(Time, Rc<Cell<Millis>>);

impl Clock for Moved {
    fn now(&self) -> Millis {
        self.0.now() - self.1.get()
    }

    fn sleep(&self, span: Millis) -> impl Future<Output = ()> {
        self.0.sleep(span)
    }
}

#[test]
fn a_clock_that_is_put_back_does_not_put_the_watch_off() {
    let (time, back) = (Time::default(), Rc::new(Cell::new(0)));
    let wire = Wire::to(&time, telling((0..60).map(|second| (second * 1_000, called(second, 90)))));
    let client = Client::new(config(), wire, Moved(time.clone(), back.clone()), None, 1);
    let mut watch = Watch::new(&id(), quick()).expect("good options");
    let mut next = || time.run(watch.next(&client)).ok().flatten().expect("it goes on");
    next();
    next();
    back.set(7_200_000);
    let snapshot = next();
    assert!(time.passed() < 5_000, "{}", time.passed());
    assert_eq!((snapshot.age_ms, snapshot.calls_per_minute), (0, None), "and nothing is measured across");
}
