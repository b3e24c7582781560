//! Aborts a request when nothing waits for it any more.

use web_sys::{AbortController, AbortSignal};

/// A guard that aborts an in-flight request when it is dropped, unless the request has settled.
pub struct AbortGuard {
    controller: Option<AbortController>,
}

impl AbortGuard {
    /// Creates a guard for a request that is about to be sent; `None` if the runtime cannot abort requests.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self { controller: Some(controller) })
    }

    /// Returns the signal that aborts the request.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// Disarms the guard: the response is complete, or the request failed.
    ///
    /// A failed request must not be aborted: Node's `fetch` then raises an error that nobody can catch, which ends the
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
