use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use futures_util::{FutureExt, future::BoxFuture};

use super::Runtime;
use crate::timestamp::Timestamp;

/// A runtime on Tokio, in real time. Its clock goes on while the machine sleeps, and never goes back, even if the
/// machine's clock does.
#[derive(Clone, Debug)]
pub struct TokioRuntime {
    started: Instant,
    /// The machine's time when it started.
    machine: Timestamp,
    /// The clock's time when it started.
    started_at: Timestamp,
    /// How far the machine's clock was ahead of the time since the start, at most, in microseconds: an `Instant` stands
    /// still while the machine sleeps.
    asleep: Arc<AtomicU64>,
}

impl TokioRuntime {
    /// Creates a runtime whose clock starts at the machine's time.
    #[must_use]
    pub fn start() -> Self {
        Self::not_before(Timestamp::from_micros(0))
    }

    /// Creates a runtime whose clock starts at the machine's time, or at `earliest` if that is later.
    #[must_use]
    pub fn not_before(earliest: Timestamp) -> Self {
        let machine = machine_time();
        Self { started: Instant::now(), machine, started_at: earliest.max(machine), asleep: Arc::default() }
    }

    /// Returns the clock's time, from the time since the start without sleep, and the machine's time.
    fn time(&self, awake: Duration, machine: Timestamp) -> Timestamp {
        let awake = self.started_at + awake;
        let ahead = machine.micros_since(self.machine) - awake.micros_since(self.started_at);
        let ahead = u64::try_from(ahead).unwrap_or(0);
        awake + Duration::from_micros(self.asleep.fetch_max(ahead, Ordering::Relaxed).max(ahead))
    }
}

fn machine_time() -> Timestamp {
    Timestamp::from_micros(0) + SystemTime::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO)
}

impl Runtime for TokioRuntime {
    fn now(&self) -> Timestamp {
        self.time(self.started.elapsed(), machine_time())
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(span).boxed()
    }

    fn written(&self) -> BoxFuture<'static, ()> {
        // hyper does not report when data has been sent.
        self.sleep(Duration::from_millis(20))
    }

    fn spawn(&self, task: BoxFuture<'static, ()>) {
        tokio::spawn(task);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::TokioRuntime;
    use crate::{runtime::Runtime, timestamp::Timestamp};

    #[test]
    fn a_timer_fires_when_its_time_has_passed() {
        let runtime = TokioRuntime::start();
        let (before, span) = (runtime.now(), Duration::from_millis(5));
        let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        tokio.block_on(async { runtime.sleep(span).await });
        assert!(runtime.now() >= before + span);
    }

    #[test]
    fn the_clock_goes_on_while_the_machine_sleeps_and_never_back() {
        let seconds = Duration::from_secs;
        let later = TokioRuntime::start().machine + seconds(1_000);
        let runtime = TokioRuntime::not_before(later);
        let shown = |awake: u64, machine: Timestamp| {
            runtime.time(seconds(awake), machine).micros_since(later) / 1_000_000
        };
        let machine = |passed: u64| runtime.machine + seconds(passed);
        assert_eq!(shown(5, machine(5)), 5);
        assert_eq!(shown(6, machine(3_606)), 3_606, "after an hour of sleep");
        assert_eq!(shown(7, machine(0)), 3_607, "the machine's clock was set back");
        assert_eq!(shown(8, Timestamp::from_micros(0)), 3_608, "far back");
        assert_eq!(shown(9, machine(7_209)), 7_209, "after more sleep");
    }
}
