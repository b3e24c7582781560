//! Runs every exported method: takes checked arguments, and returns a promise that always settles.

use std::cell::OnceCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    api::{Request, ResponseSpec},
    client::{CallOptions, Client},
    error::Result,
    js::{
        clock::SystemClock,
        exports::{
            abort::{self, Signal},
            error::{Failure, Prepared},
            file,
        },
        fetch::Fetch,
        value,
    },
    preflight::hours::HoursSettings,
    schema::Strictness,
};

/// A call's argument and its options. They are read before anything is awaited, so that the caller cannot change them
/// meanwhile.
type CallArguments<A> = Result<(A, (CallOptions, Option<Signal>))>;

/// The client with JavaScript's transport and clock. Cheap to clone: each call gets a clone, so that it holds no borrow of an
/// exported object while it waits.
#[derive(Clone)]
pub struct JsClient {
    client: Rc<Client<Fetch, SystemClock>>,
    strictness: Strictness,
    hours: Rc<OnceCell<HoursSettings>>,
}

impl JsClient {
    /// Creates a client without settings for calling hours.
    pub fn new(client: Client<Fetch, SystemClock>, strictness: Strictness) -> Self {
        Self { client: Rc::new(client), strictness, hours: Rc::default() }
    }

    /// Returns how strictly arguments are checked.
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// Returns the caller's settings for calling hours, if checks look at them.
    pub fn hours(&self) -> Option<&HoursSettings> {
        self.hours.get()
    }

    /// Sets the caller's settings for calling hours: from then on, checks look at them.
    pub fn set_hours(&self, hours: HoursSettings) {
        // They are set only when a client is created.
        let _ = self.hours.set(hours);
    }

    /// Returns the client itself.
    pub fn client(&self) -> &Client<Fetch, SystemClock> {
        &self.client
    }

    /// Checks that the client is open.
    ///
    /// # Errors
    /// `client_closed` if the client was closed.
    pub fn check_open(&self) -> Result<()> {
        self.client.session().check_open()
    }

    /// Returns a promise of a request's reply.
    pub fn settle(&self, error: Prepared, checked: CallArguments<Request>) -> Promise {
        self.run_with(error, checked, async |client, request, limits| match request.operation.response {
            ResponseSpec::Json(_) => value::parse(&client.exchange(&request, limits).await?),
            ResponseSpec::Nothing => client.exchange(&request, limits).await.map(|_| JsValue::UNDEFINED),
            ResponseSpec::File(..) => file::to_js(client.file(&request, limits).await?),
        })
    }

    /// Returns a promise of the result of some work with a checked argument. An abort drops the work.
    pub fn run<A: 'static>(
        &self,
        checked: CallArguments<A>,
        work: impl AsyncFnOnce(&Client<Fetch, SystemClock>, A, CallOptions) -> Result<JsValue> + 'static,
    ) -> Promise {
        self.run_with(Prepared::take(), checked, work)
    }

    fn run_with<A: 'static>(
        &self,
        error: Prepared,
        checked: CallArguments<A>,
        work: impl AsyncFnOnce(&Client<Fetch, SystemClock>, A, CallOptions) -> Result<JsValue> + 'static,
    ) -> Promise {
        let this = self.clone();
        let ready = self.check_open().and(checked).map(|(argument, (limits, signal))| {
            let work: Work = Box::pin(async move { work(&this.client, argument, limits).await });
            (work, signal)
        });
        settle(error, ready)
    }
}

/// Work with its checked argument, boxed.
type Work = Pin<Box<dyn Future<Output = Result<JsValue>>>>;

fn settle(error: Prepared, ready: Result<(Work, Option<Signal>)>) -> Promise {
    promise(error, async move {
        let (work, signal) = ready?;
        Ok(abort::or(signal, work).await.map_err(Failure::Thrown)??)
    })
}

/// Returns a promise of the result of some work, which rejects with this error. The work is boxed, so that the wasm has only
/// one such state machine.
pub fn promise(
    error: Prepared,
    work: impl Future<Output = std::result::Result<JsValue, Failure>> + 'static,
) -> Promise {
    let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
    future_to_promise(async move { work.await.map_err(|failure| failure.into_js(&error)) })
}
