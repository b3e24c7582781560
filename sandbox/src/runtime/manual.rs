use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, ready},
};

use super::Runtime;
use crate::timestamp::Timestamp;

/// A runtime whose clock moves only when it is told to. Tasks are kept until the runtime's owner takes and polls
/// them.
#[derive(Clone)]
pub struct ManualRuntime(Arc<Mutex<State>>);

struct State {
    now: Timestamp,
    timers: BTreeMap<TimerKey, Waker>,
    timers_made: u64,
    tasks: Vec<BoxFuture<'static, ()>>,
}

/// The time and number of a timer. Timers for the same time fire in the order in which they were created.
type TimerKey = (Timestamp, u64);

impl ManualRuntime {
    /// Creates a runtime whose clock shows this time.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let state = State { now, timers: BTreeMap::new(), timers_made: 0, tasks: Vec::new() };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Returns the time at which the next timer fires, if there is one.
    #[must_use]
    pub fn next_timer(&self) -> Option<Timestamp> {
        self.lock().timers.first_key_value().map(|((at, _), _)| *at)
    }

    /// Advances the clock to `time`, unless that is in the past, and fires the timers up to it.
    pub fn advance_to(&self, time: Timestamp) {
        let due = {
            let mut state = self.lock();
            let now = state.now.max(time);
            state.now = now;
            let later = state.timers.split_off(&(now, u64::MAX));
            std::mem::replace(&mut state.timers, later)
        };
        due.into_values().for_each(Waker::wake);
    }

    /// Takes the tasks that were spawned since the last call.
    #[must_use]
    pub fn take_tasks(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut self.lock().tasks)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Runtime for ManualRuntime {
    fn now(&self) -> Timestamp {
        self.lock().now
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.lock();
        let key = (state.now + span, state.timers_made);
        state.timers_made += 1;
        Timer { key, runtime: self.clone() }.boxed()
    }

    fn written(&self) -> BoxFuture<'static, ()> {
        // The reader of the body has received it already.
        ready(()).boxed()
    }

    fn spawn(&self, task: BoxFuture<'static, ()>) {
        self.lock().tasks.push(task);
    }
}

/// Completes when the clock reaches its time.
struct Timer {
    key: TimerKey,
    runtime: ManualRuntime,
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.runtime.lock();
        if self.key.0 <= state.now {
            return Poll::Ready(());
        }
        state.timers.insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.runtime.lock().timers.remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures_util::FutureExt;

    use super::ManualRuntime;
    use crate::{runtime::Runtime, timestamp::Timestamp};

    #[test]
    fn a_timer_fires_when_the_clock_reaches_its_time() {
        let runtime = ManualRuntime::new(Timestamp::from_micros(0));
        let mut timer = runtime.sleep(Duration::from_micros(10));
        assert_eq!((&mut timer).now_or_never(), None);
        assert_eq!(runtime.next_timer(), Some(Timestamp::from_micros(10)));
        runtime.advance_to(Timestamp::from_micros(9));
        assert_eq!((&mut timer).now_or_never(), None);
        runtime.advance_to(Timestamp::from_micros(10));
        assert_eq!(timer.now_or_never(), Some(()));
        assert_eq!(runtime.next_timer(), None);
    }

    #[test]
    fn a_timer_that_is_dropped_is_not_waited_for() {
        let runtime = ManualRuntime::new(Timestamp::from_micros(0));
        let mut timer = runtime.sleep(Duration::from_micros(10));
        assert_eq!((&mut timer).now_or_never(), None);
        drop(timer);
        assert_eq!(runtime.next_timer(), None);
    }

    #[test]
    fn the_clock_does_not_go_back() {
        let runtime = ManualRuntime::new(Timestamp::from_micros(5));
        runtime.advance_to(Timestamp::from_micros(3));
        assert_eq!(runtime.now(), Timestamp::from_micros(5));
    }
}
