//! How an abandoned watch ends.

use std::{cell::Cell, future::pending, pin::pin, rc::Rc};

use seax_dialer::{
    client::{Client, Clock, Millis, Watch},
    model::snapshot::Snapshot,
};

use crate::{
    harness::{Bench, Present, called, config, done, finished, id, ok, quick, telling},
    time::Time,
    transport::{Answer, Sent, Wire},
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

/// A clock whose wall time can be set forward and back.
#[derive(Clone)]
struct Moved(Time, Rc<Cell<i64>>);

impl Clock for Moved {
    fn now(&self) -> Millis {
        self.0.now().saturating_add_signed(self.1.get())
    }

    fn steady(&self) -> Millis {
        self.0.now()
    }

    fn sleep(&self, span: Millis) -> impl Future<Output = ()> {
        self.0.sleep(span)
    }
}

/// Runs a watch whose second snapshot comes before the clock is set by so many milliseconds, and returns the next one.
fn after_the_clock_is_set(by: i64, server: impl FnMut(&Sent) -> Answer + 'static) -> (Snapshot, Time) {
    let (time, set) = (Time::default(), Rc::new(Cell::new(0)));
    let client = Client::new(config(), Wire::to(&time, server), Moved(time.clone(), set.clone()), None, 1);
    let mut watch = Watch::new(&id(), quick()).expect("good options");
    let mut next = || time.run(watch.next(&client)).ok().flatten().expect("it goes on");
    next();
    next();
    set.set(by);
    (next(), time.clone())
}

fn steadily() -> impl FnMut(&Sent) -> Answer + 'static {
    telling((0..60).map(|second| (second * 1_000, called(second, 90))))
}

#[test]
fn a_clock_that_is_set_does_not_put_the_watch_off() {
    for by in [-7_200_000, 7_200_000] {
        let (snapshot, time) = after_the_clock_is_set(by, steadily());
        assert!(time.passed() < 5_000, "{}", time.passed());
        assert_eq!(snapshot.age_ms, 0);
        // There is a call each second.
        let pace = snapshot.calls_per_minute.unwrap_or(60.0);
        assert!((30.0..=90.0).contains(&pace), "nothing is measured across: {pace}");
    }
}

#[test]
fn clocks_that_differ_by_a_second_still_measure_a_speed() {
    for (by, is_known) in [(1_000, true), (-1_000, true), (1_001, false), (-1_001, false)] {
        let (time, set) = (Time::default(), Rc::new(Cell::new(0)));
        let clock = Moved(time.clone(), set.clone());
        let client = Client::new(config(), Wire::to(&time, steadily()), clock, None, 1);
        let mut watch = Watch::new(&id(), quick()).expect("good options");
        let mut next = || time.run(watch.next(&client)).ok().flatten().expect("it goes on");
        next();
        time.run(time.sleep(10_000));
        assert!(next().calls_per_minute.is_some());
        set.set(by);
        time.run(time.sleep(10_000));
        assert_eq!(next().calls_per_minute.is_some(), is_known, "{by}");
    }
}

#[test]
fn a_speed_that_the_clock_makes_unknown_is_news() {
    for by in [-7_200_000, 7_200_000] {
        // The calls stop, too.
        let story = telling([(0, called(0, 90)), (3_000, called(3, 90)), (60_000, finished(3, 90))]);
        let (snapshot, time) = after_the_clock_is_set(by, story);
        assert_eq!((done(&snapshot), snapshot.calls_per_minute), (3, None));
        assert!(snapshot.forecast.is_none() && time.passed() < 15_000, "{}", time.passed());
    }
}

#[test]
fn figures_age_although_the_clock_is_set_back() {
    let mut first = steadily();
    let failing = move |sent: &Sent| if sent.at < 1_500 { first(sent) } else { Answer::broken() };
    let (snapshot, _) = after_the_clock_is_set(-7_200_000, failing);
    assert_eq!(snapshot.last_error_code, Some("network"));
    assert!((1_000..5_000).contains(&snapshot.age_ms), "{}", snapshot.age_ms);
}

#[test]
fn figures_are_as_old_as_the_clock_says_that_counted_more() {
    let (time, set) = (Time::default(), Rc::new(Cell::new(0)));
    let clock = Moved(time.clone(), set.clone());
    let client = Client::new(config(), Wire::to(&time, steadily()), clock, None, 1);
    let mut watch = Watch::new(&id(), quick()).expect("good options");
    time.run(watch.next(&client)).expect("it is read");
    time.run(time.sleep(5_000));
    for (by, age) in [(0, 5_000), (3_600_000, 3_605_000), (-3_600_000, 5_000)] {
        set.set(by);
        assert_eq!(watch.asked_ago(&client), age, "{by}");
    }
}

/// A clock whose timers never fire, as those of a page in the background may for a while.
struct Timerless(Time);

impl Clock for Timerless {
    fn now(&self) -> Millis {
        self.0.now()
    }

    fn steady(&self) -> Millis {
        self.0.now()
    }

    fn sleep(&self, _: Millis) -> impl Future<Output = ()> {
        pending()
    }
}

#[test]
fn what_is_due_waits_for_no_timer() {
    let time = Time::default();
    let wire = Wire::to(&time, steadily());
    let client = Client::new(config(), wire.clone(), Timerless(time.clone()), None, 1);
    let mut watch = Watch::new(&id(), quick()).expect("good options");
    for second in [0, 5] {
        let snapshot = time.run(watch.next(&client)).ok().flatten().expect("it goes on");
        assert_eq!((done(&snapshot), wire.sent().len()), (second, 1 + usize::from(second > 0)));
        time.run(time.sleep(5_000));
    }
}
