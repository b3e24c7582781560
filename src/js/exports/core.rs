//! Where every exported method goes through: arguments in, one promise out, which always settles.

use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    api::{Operation, Request, ResponseSpec},
    client::{CallOptions, Client},
    error::Result,
    js::{
        clock::SystemClock,
        exports::{
            abort::{self, Signal},
            error::to_js,
            file,
            input::{self, Arguments},
            options,
        },
        fetch::Fetch,
        value,
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

    /// The promise of what an operation answers, whatever it is: its table says how to read the arguments and the reply.
    pub fn ask(&self, operation: &'static Operation, arguments: Arguments<'_>, options: &JsValue) -> Promise {
        let prepared = input::request(operation, arguments).and_then(|request| {
            let limits = options::read(options)?;
            Ok((request, limits))
        });
        self.settle(prepared)
    }

    /// The promise of a request's reply.
    pub fn settle(&self, prepared: Prepared<Request>) -> Promise {
        self.run(prepared, async |client, request, limits| match request.operation.response {
            ResponseSpec::Json(_) => value::parse(&client.exchange(&request, limits).await?),
            ResponseSpec::Nothing => client.exchange(&request, limits).await.map(|_| JsValue::UNDEFINED),
            ResponseSpec::File(_) => file::to_js(client.file(&request, limits).await?),
        })
    }

    /// The promise of what some work with a checked argument comes to. An abort drops it.
    pub fn run<A: 'static>(
        &self,
        prepared: Prepared<A>,
        work: impl AsyncFnOnce(&Client<Fetch, SystemClock>, A, CallOptions) -> Result<JsValue> + 'static,
    ) -> Promise {
        let core = self.clone();
        settle(prepared.map(|(argument, (limits, signal))| {
            let work: Work = Box::pin(async move { work(&core.0, argument, limits).await });
            (work, signal)
        }))
    }
}

/// Some work with a checked argument.
type Work = Pin<Box<dyn Future<Output = Result<JsValue>>>>;

fn settle(prepared: Result<(Work, Option<Signal>)>) -> Promise {
    promise(async move {
        let (work, signal) = prepared.map_err(|error| to_js(&error))?;
        abort::or(signal, work).await?.map_err(|error| to_js(&error))
    })
}

/// A promise of what some work comes to. All work goes by one type here, so that there is one such machine in the wasm.
pub fn promise(work: impl Future<Output = std::result::Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
    future_to_promise(work)
}
