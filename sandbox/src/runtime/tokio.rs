use std::time::{Duration, Instant, SystemTime};

use futures_util::{FutureExt, future::BoxFuture};

use super::Runtime;
use crate::timestamp::Timestamp;

/// A runtime on Tokio, in real time. Its clock never goes back, even if the machine's clock does.
#[derive(Clone, Copy, Debug)]
pub struct TokioRuntime {
    started: Instant,
    started_at: Timestamp,
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
        let since_epoch = SystemTime::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO);
        let machine = Timestamp::from_micros(0) + since_epoch;
        Self { started: Instant::now(), started_at: earliest.max(machine) }
    }
}

impl Runtime for TokioRuntime {
    fn now(&self) -> Timestamp {
        self.started_at + self.started.elapsed()
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
    use crate::runtime::Runtime;

    #[test]
    fn a_timer_fires_when_its_time_has_passed() {
        let runtime = TokioRuntime::start();
        let (before, span) = (runtime.now(), Duration::from_millis(5));
        let tokio = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        tokio.block_on(async { runtime.sleep(span).await });
        assert!(runtime.now() >= before + span);
    }
}
