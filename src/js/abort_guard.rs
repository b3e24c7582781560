//! Cancels a request that nobody waits for any more.

use web_sys::{AbortController, AbortSignal};

/// A request under way. Dropped before it has settled, it is cancelled.
pub struct AbortGuard {
    controller: Option<AbortController>,
}

impl AbortGuard {
    /// A guard for a request that is about to be sent; `None` where the runtime has nothing to cancel it by.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self { controller: Some(controller) })
    }

    /// The signal that cancels it.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// The request has settled: its answer is complete, or it failed.
    ///
    /// It must not be aborted after it failed: Node's `fetch` then raises an error that nobody can catch, which ends the
    /// process.
    pub fn settled(mut self) {
        self.controller = None;
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
