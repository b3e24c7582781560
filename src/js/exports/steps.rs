//! The sources of `for await` loops: they are read step by step, until they end, fail or are closed.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    error::Result,
    js::exports::{
        abort::{self, Signal},
        error::{Failure, Prepared},
        js_client::{JsClient, promise},
    },
};

/// A pending step. It is boxed, so that the wasm has one state machine for all iterations.
pub type Step<'a> = Pin<Box<dyn Future<Output = Result<Option<JsValue>>> + 'a>>;

/// Something to iterate over.
pub trait Steps {
    /// Returns the next step; `None` at the end.
    fn step<'a>(&'a mut self, client: &'a JsClient) -> Step<'a>;
}

/// The source of a generator's steps.
#[wasm_bindgen(skip_typescript)]
pub struct Source {
    walk: Rc<Walk>,
}

struct Walk {
    client: JsClient,
    signal: Option<Signal>,
    /// What is iterated over. It is taken out while a step is pending: the generator asks for one at a time.
    steps: RefCell<Result<Option<Box<dyn Steps>>>>,
    /// Aborts the pending step.
    handle: Cell<Option<AbortHandle>>,
    /// What a failing step rejects with.
    error: Prepared,
}

impl Source {
    /// Creates a source of these steps. An error in the arguments is thrown at the first step.
    pub fn new(client: &JsClient, prepared: Result<(Box<dyn Steps>, Option<Signal>)>) -> Self {
        let (steps, signal) = match prepared {
            Ok((steps, signal)) => (Ok(Some(steps)), signal),
            Err(error) => (Err(error), None),
        };
        let (client, steps, handle) = (client.clone(), RefCell::new(steps), Cell::new(None));
        Self { walk: Rc::new(Walk { client, signal, steps, handle, error: Prepared::take() }) }
    }
}

#[wasm_bindgen]
impl Source {
    /// Returns a promise of the next step; of undefined at the end.
    pub fn next(&self) -> Promise {
        let walk = self.walk.clone();
        let (step, handle) = abortable(async move { walk.next().await });
        self.walk.handle.set(Some(handle));
        let error = self.walk.error.clone();
        promise(error, async move { step.await.unwrap_or(Ok(JsValue::UNDEFINED)) })
    }

    /// Ends the iteration, and drops the pending step.
    pub fn close(&self) {
        if let Some(handle) = self.walk.handle.take() {
            handle.abort();
        }
        *self.walk.steps.borrow_mut() = Ok(None);
    }
}

impl Walk {
    async fn next(&self) -> std::result::Result<JsValue, Failure> {
        let taken = self.steps.replace(Ok(None));
        let taken = taken.and_then(|steps| match &steps {
            Some(_) => self.client.check_open().map(|()| steps),
            None => Ok(None),
        });
        let Some(mut steps) = taken? else { return Ok(JsValue::UNDEFINED) };
        let step = abort::or(self.signal.clone(), steps.step(&self.client)).await;
        match step.map_err(Failure::Thrown)?? {
            Some(step) => {
                *self.steps.borrow_mut() = Ok(Some(steps));
                Ok(step)
            }
            None => Ok(JsValue::UNDEFINED),
        }
    }
}
