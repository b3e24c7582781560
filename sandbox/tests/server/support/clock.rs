use std::time::Duration;

use futures_util::future::BoxFuture;
use seax_sandbox::{
    runtime::{Runtime, manual::ManualRuntime, tokio::TokioRuntime},
    timestamp::Timestamp,
};

use super::wait_until;

/// The time at which each clock starts, after everything that is seeded.
const START: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

/// The clock of a sandbox behind a server. It stands still until a test moves it, so what has happened in the sandbox
/// does not depend on how long a request takes, and no test waits for a call to end.
///
/// Only time is simulated: requests and tasks run on Tokio, so what a timer sets off may still be under way after a
/// move.
#[derive(Clone)]
pub struct Clock {
    time: ManualRuntime,
    tasks: TokioRuntime,
}

impl Clock {
    pub fn new() -> Self {
        Self { time: ManualRuntime::new(START), tasks: TokioRuntime::start() }
    }

    /// Moves the clock forward, and fires the timers up to then.
    pub fn advance(&self, span: Duration) {
        self.time.advance_to(self.time.now() + span);
    }

    /// Waits until the sandbox has set a timer, and returns the time left until it fires.
    pub fn wait_for_timer(&self) -> Duration {
        wait_until("a timer", || self.time.next_timer().is_some());
        let micros = self.time.next_timer().unwrap().micros_since(self.time.now());
        Duration::from_micros(micros.try_into().unwrap())
    }
}

impl Runtime for Clock {
    fn now(&self) -> Timestamp {
        self.time.now()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        self.time.sleep(span)
    }

    fn written(&self) -> BoxFuture<'static, ()> {
        self.tasks.written()
    }

    fn spawn(&self, task: BoxFuture<'static, ()>) {
        self.tasks.spawn(task);
    }
}
