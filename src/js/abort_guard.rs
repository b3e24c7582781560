//! The flight of a request: from when it leaves to when its answer has landed.

use web_sys::{AbortController, AbortSignal};

/// A request under way. Dropped before it has landed, it is cancelled.
pub struct AbortGuard {
    controller: Option<AbortController>,
}

impl AbortGuard {
    /// A request that is about to leave; `None` where there is nothing to cancel it by.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(|controller| Self { controller: Some(controller) })
    }

    /// What cancels it.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.controller.as_ref().map(AbortController::signal)
    }

    /// Its answer is there: it cannot be cancelled any more.
    pub fn landed(mut self) {
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
