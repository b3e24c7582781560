//! Lists that JavaScript walks with `for await`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::Listing,
    client::{CallOptions, Pages},
    error::Result,
    js::{
        abort::{self, Signal},
        core::{Core, promise},
        error::to_js,
        options, value,
    },
};

#[wasm_bindgen(raw_module = "../iterate.js")]
extern "C" {
    /// An async generator over the source's batches.
    fn rows(source: RowSource) -> JsValue;
}

/// Where the generator gets its batches from.
#[wasm_bindgen(skip_typescript)]
pub struct RowSource {
    walk: Rc<Walk>,
}

struct Walk {
    core: Core,
    limits: CallOptions,
    signal: Option<Signal>,
    /// The list. It is taken out while a page is on its way: the generator asks for one at a time.
    pages: RefCell<Result<Option<Pages>>>,
    /// Ends the page that is on its way.
    handle: Cell<Option<AbortHandle>>,
}

/// The async iterator over a list. What is wrong with the arguments is thrown at its first step.
pub fn walk(core: &Core, listing: Result<Listing>, options: &JsValue) -> JsValue {
    let prepared = listing.and_then(|listing| Ok((Pages::new(listing), options::read(options)?)));
    let (pages, (limits, signal)) = match prepared {
        Ok((pages, limits)) => (Ok(Some(pages)), limits),
        Err(error) => (Err(error), Default::default()),
    };
    let (core, pages, handle) = (core.clone(), RefCell::new(pages), Cell::new(None));
    rows(RowSource { walk: Rc::new(Walk { core, limits, signal, pages, handle }) })
}

#[wasm_bindgen]
impl RowSource {
    /// The next rows; undefined at the end.
    pub fn batch(&self) -> Promise {
        let walk = self.walk.clone();
        let (batch, handle) = abortable(async move { walk.batch().await });
        self.walk.handle.set(Some(handle));
        promise(async move { batch.await.unwrap_or(Ok(JsValue::UNDEFINED)) })
    }

    /// Nobody wants more: lets go of what is on its way.
    pub fn close(&self) {
        if let Some(handle) = self.walk.handle.take() {
            handle.abort();
        }
        *self.walk.pages.borrow_mut() = Ok(None);
    }
}

impl Walk {
    async fn batch(&self) -> std::result::Result<JsValue, JsValue> {
        let taken = self.pages.replace(Ok(None)).map_err(|error| to_js(&error))?;
        let Some(mut pages) = taken else { return Ok(JsValue::UNDEFINED) };
        let batch = abort::or(self.signal.clone(), pages.next(self.core.client(), self.limits)).await?;
        match batch.map_err(|error| to_js(&error))? {
            Some(array) => {
                *self.pages.borrow_mut() = Ok(Some(pages));
                value::parse(array.as_bytes()).map_err(|error| to_js(&error))
            }
            None => Ok(JsValue::UNDEFINED),
        }
    }
}
