//! What JavaScript walks with `for await`: step by step, until it ends, fails, or nobody wants more.

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
        core::{Core, promise},
        error::{Failure, Prepared},
    },
};

/// A step under way. All walks go by one type, so that there is one machine for them.
pub type Step<'a> = Pin<Box<dyn Future<Output = Result<Option<JsValue>>> + 'a>>;

/// Something that is walked.
pub trait Steps {
    /// The next step; `None` at the end.
    fn step<'a>(&'a mut self, core: &'a Core) -> Step<'a>;
}

/// Where a generator gets its steps from.
#[wasm_bindgen(skip_typescript)]
pub struct Source {
    walk: Rc<Walk>,
}

struct Walk {
    core: Core,
    signal: Option<Signal>,
    /// What is walked. It is taken out while a step is under way: the generator asks for one at a time.
    steps: RefCell<Result<Option<Box<dyn Steps>>>>,
    /// Ends the step that is under way.
    handle: Cell<Option<AbortHandle>>,
    /// What the step that fails rejects with.
    error: Prepared,
}

impl Source {
    /// A source of these steps. What was wrong with the arguments is thrown at the first.
    pub fn new(core: &Core, prepared: Result<(Box<dyn Steps>, Option<Signal>)>) -> Self {
        let (steps, signal) = match prepared {
            Ok((steps, signal)) => (Ok(Some(steps)), signal),
            Err(error) => (Err(error), None),
        };
        let (core, steps, handle) = (core.clone(), RefCell::new(steps), Cell::new(None));
        Self { walk: Rc::new(Walk { core, signal, steps, handle, error: Prepared::take() }) }
    }
}

#[wasm_bindgen]
impl Source {
    /// The next step; undefined at the end.
    pub fn next(&self) -> Promise {
        let walk = self.walk.clone();
        let (step, handle) = abortable(async move { walk.next().await });
        self.walk.handle.set(Some(handle));
        let error = self.walk.error.clone();
        promise(error, async move { step.await.unwrap_or(Ok(JsValue::UNDEFINED)) })
    }

    /// Nobody wants more: lets go of what is under way.
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
            Some(_) => self.core.check_open().map(|()| steps),
            None => Ok(None),
        });
        let Some(mut steps) = taken? else { return Ok(JsValue::UNDEFINED) };
        let step = abort::or(self.signal.clone(), steps.step(&self.core)).await;
        match step.map_err(Failure::Thrown)?? {
            Some(step) => {
                *self.steps.borrow_mut() = Ok(Some(steps));
                Ok(step)
            }
            None => Ok(JsValue::UNDEFINED),
        }
    }
}
