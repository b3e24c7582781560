//! Where every exported method goes through: arguments in, one promise out, which always settles.

use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    api::{Call, Request},
    client::{CallOptions, Client},
    error::Result,
    js::{
        abort::{self, Signal},
        clock::SystemClock,
        error::to_js,
        fetch::Fetch,
        options, value,
    },
};

/// A call's argument, and its options: read before anything is awaited, so that nobody can change them meanwhile.
type Prepared<A> = Result<(A, (CallOptions, Option<Signal>))>;

/// The client with JavaScript's transport and clock. Cheap to clone: a clone goes into each call, so that no borrow of
/// an exported object is held while the call waits.
#[derive(Clone)]
pub struct Core(Rc<Client<Fetch, SystemClock>>);

impl Core {
    pub fn new(client: Client<Fetch, SystemClock>) -> Self {
        Self(Rc::new(client))
    }

    /// The client itself.
    pub fn client(&self) -> &Client<Fetch, SystemClock> {
        &self.0
    }

    /// The promise of a call's reply.
    pub fn promise<R>(&self, call: Result<Call<R>>, options: &JsValue) -> Promise {
        self.settle(call.and_then(|call| Ok((call.request, options::read(options)?))))
    }

    /// The promise of a page of a list.
    pub fn page<R>(&self, call: Result<Call<R>>, options: &JsValue) -> Promise {
        self.settle(call.and_then(|Call { mut request, .. }| {
            let (select, limits) = options::page(options, request.reply)?;
            request.select = select;
            Ok((request, limits))
        }))
    }

    fn settle(&self, prepared: Prepared<Request>) -> Promise {
        self.run(prepared, async |client, request, limits| {
            value::parse(&client.exchange(&request, limits).await?)
        })
    }

    /// The promise of what some work with a checked argument comes to. An abort drops it.
    pub fn run<A: 'static>(
        &self,
        prepared: Prepared<A>,
        work: impl AsyncFnOnce(&Client<Fetch, SystemClock>, A, CallOptions) -> Result<JsValue> + 'static,
    ) -> Promise {
        let core = self.clone();
        promise(async move {
            let (argument, (limits, signal)) = prepared.map_err(|error| to_js(&error))?;
            let done = abort::or(signal, work(&core.0, argument, limits)).await?;
            done.map_err(|error| to_js(&error))
        })
    }
}

/// A promise of what some work comes to. All work goes by one type here, so that there is one such machine in the wasm.
pub fn promise(work: impl Future<Output = std::result::Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
    future_to_promise(work)
}
