//! What the sandbox needs from the program that it runs in: the time, timers and tasks.

/// A clock that only moves when it is told to.
pub mod manual;
/// Tokio's timers and the machine's clock.
#[cfg(feature = "server")]
pub mod tokio;

use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::timestamp::Timestamp;

/// The time, timers and tasks.
pub trait Runtime: Send + Sync {
    /// The current time. It never goes back.
    fn now(&self) -> Timestamp;

    /// Completes after this span.
    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()>;

    /// Completes when the part of a reply's body that was produced so far is on its way to the client: an error that
    /// follows at once would overtake it in a server.
    fn written(&self) -> BoxFuture<'static, ()>;

    /// Runs a task to its end, whether or not somebody waits for it.
    fn spawn(&self, task: BoxFuture<'static, ()>);
}
