//! The services that the sandbox needs from its host program: time, timers and tasks.

/// A clock that moves only when it is told to.
pub mod manual;
/// Tokio's timers and the machine's clock.
#[cfg(feature = "server")]
pub mod tokio;

use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::timestamp::Timestamp;

/// Provides time, timers and tasks.
pub trait Runtime: Send + Sync {
    /// Returns the current time. It never goes back.
    fn now(&self) -> Timestamp;

    /// Completes after this span.
    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()>;

    /// Completes when the part of a reply's body that was produced so far is on its way to the client. In a server,
    /// an error that follows immediately would overtake it.
    fn written(&self) -> BoxFuture<'static, ()>;

    /// Runs a task to completion, even if nothing waits for it.
    fn spawn(&self, task: BoxFuture<'static, ()>);
}
