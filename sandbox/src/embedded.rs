//! The sandbox embedded in another program, without a server and with a clock that the program advances.

mod executor;
mod snapshot;

use std::{cell::RefCell, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request, response::Response};
use futures_util::{
    FutureExt,
    future::{AbortHandle, LocalBoxFuture, abortable},
};
use tower::ServiceExt;

use self::{executor::Executor, snapshot::Snapshot};
use crate::{
    app,
    fault_injection::disconnect::is_disconnected,
    http::target::MAX_TARGET,
    runtime::{Runtime, manual::ManualRuntime},
    sandbox::Sandbox,
    settings::Settings,
    store::{Store, carry_out, memory::MemoryJournal, replay},
    timestamp::Timestamp,
    write::Write,
};

/// A sandbox without a server, driven by its owner.
///
/// Nothing runs in the background: each method call handles requests as far as possible, and a request that waits for
/// a timer continues when [`Embedded::advance_to`] reaches its time.
pub struct Embedded {
    /// The settings and the time of its initial state, which a snapshot of another sandbox does not change.
    settings: Settings,
    start: Timestamp,
    state: RefCell<State>,
    executor: Executor,
}

/// The state that restoring a snapshot replaces.
#[derive(Clone)]
struct State {
    runtime: ManualRuntime,
    sandbox: Arc<Sandbox>,
    journal: MemoryJournal,
    /// All routes with all middleware.
    router: Router,
    /// All routes with only the middleware that records writes.
    recorded: Router,
    /// All routes without middleware, so requests to it are not recorded.
    handlers: Router,
}

impl Embedded {
    /// Creates a sandbox whose clock shows `start`.
    #[must_use]
    pub fn new(settings: Settings, start: Timestamp) -> Self {
        let state = State::new(settings, start, Vec::new());
        Self { settings, start, state: RefCell::new(state), executor: Executor::default() }
    }

    /// Sends a request. Calls `on_reply` at most once: with the reply, or with `None` if a server would close the
    /// connection without one. Never calls it after an abort.
    pub fn send(&self, request: Request, on_reply: impl FnOnce(Option<Response>) + 'static) -> AbortHandle {
        let router = self.state.borrow().router.clone();
        let (exchange, handle) = abortable(async move {
            let Ok(response) = router.oneshot(request).await;
            on_reply(Some(response).filter(|response| !is_disconnected(response)));
        });
        self.spawn(exchange.map(drop).boxed_local());
        handle
    }

    /// Runs a task, which may wait for this sandbox's timers.
    pub fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.executor.spawn(task);
        self.run();
    }

    /// Sends a request directly to the handlers, without faults and request log. Returns `None` if the reply is not
    /// immediately available.
    pub fn ask(&self, request: Request) -> Option<Response> {
        let handlers = self.state.borrow().handlers.clone();
        let Ok(response) = handlers.oneshot(request).now_or_never()?;
        Some(response)
    }

    /// Returns the current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.state.borrow().runtime.now()
    }

    /// Returns the time at which the next timer fires, if there is one.
    #[must_use]
    pub fn next_timer(&self) -> Option<Timestamp> {
        self.state.borrow().runtime.next_timer()
    }

    /// Advances the clock to `time`, unless that is in the past, and runs everything that was waiting for it.
    pub fn advance_to(&self, time: Timestamp) {
        let runtime = self.state.borrow().runtime.clone();
        runtime.advance_to(time);
        self.run();
    }

    /// Returns the state as JSON, for [`Embedded::restore`]. It includes requests that a fault postpones, but not
    /// replies that a client is waiting for.
    #[must_use]
    pub fn snapshot(&self) -> String {
        let state = self.state.borrow();
        Snapshot::take(&state).to_json()
    }

    /// Restores the state from a snapshot of this or another sandbox, with its settings and its time.
    ///
    /// # Errors
    /// Returns an error if `snapshot` is not a snapshot, or was taken by another version of the sandbox.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), String> {
        self.replace(snapshot::restore(snapshot)?);
        Ok(())
    }

    /// Restores the initial state, with the settings and the time that this sandbox was created with.
    pub fn reset(&mut self) {
        let state = State::new(self.settings, self.start, Vec::new());
        self.replace(state);
    }

    fn replace(&mut self, state: State) {
        self.executor = Executor::default();
        self.state = RefCell::new(state);
        // Polls the requests that the snapshot postpones, which sets their timers.
        self.run();
    }

    fn run(&self) {
        loop {
            self.executor.run_until_stalled();
            let tasks = self.state.borrow().runtime.take_tasks();
            if tasks.is_empty() {
                return;
            }
            tasks.into_iter().for_each(|task| self.executor.spawn(task));
        }
    }
}

impl State {
    fn new(settings: Settings, now: Timestamp, writes: Vec<Write>) -> Self {
        let runtime = ManualRuntime::new(now);
        let sandbox = Arc::new(Sandbox::new(settings, Arc::new(runtime.clone())));
        let journal = MemoryJournal::new(writes);
        let store = Arc::new(Store::new(Box::new(journal.clone())));
        let recorded = app::recorded(&sandbox, Some(Arc::clone(&store)));
        let router = app::router(&sandbox, Some(store));
        let handlers = app::handlers(&sandbox);
        Self { runtime, sandbox, journal, router, recorded, handlers }
    }

    /// Schedules a request to be carried out at `request.at`.
    fn postpone(&self, request: Write) {
        let kept = self.sandbox.postponed.add(request.clone());
        let (sandbox, recorded) = (Arc::clone(&self.sandbox), self.recorded.clone());
        let wait = u64::try_from(request.at.micros_since(self.runtime.now())).unwrap_or(0);
        let time_has_come = self.runtime.sleep(Duration::from_micros(wait));
        self.runtime.spawn(Box::pin(async move {
            time_has_come.await;
            drop(kept);
            carry_out(&recorded, &sandbox, request, None).await;
        }));
    }

    /// Creates a state by replaying `writes`, with the clock at `now`.
    fn replayed(settings: Settings, now: Timestamp, writes: Vec<Write>) -> Result<Self, String> {
        let state = Self::new(settings, now, writes.clone());
        let replayed = replay(&state.sandbox, &state.handlers, writes).now_or_never();
        let replayed = replayed.ok_or("a write in the snapshot does not end")?;
        replayed.map_err(|error| error.to_string())?;
        Ok(state)
    }
}

/// Builds a request.
///
/// # Errors
/// Returns an error if the method, the target or a header is not valid HTTP.
pub fn request(
    method: &str,
    target: &str,
    headers: &[(String, String)],
    body: Vec<u8>,
) -> Result<Request, axum::http::Error> {
    // A longer target is refused, whatever its rest is, and `Uri` takes none of 64 KiB.
    let target = target.get(..=MAX_TARGET).unwrap_or(target);
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(Body::from(body))
}

#[cfg(test)]
mod tests;
