//! Lists that JavaScript walks with `for await`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::{AbortHandle, abortable};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::Listing,
    client::{CallOptions, Stream},
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
    /// An async generator over the source's rows, or over its batches of them.
    fn rows(source: RowSource, batches: bool) -> JsValue;
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
    /// The list. It is taken out while a batch is on its way: the generator asks for one at a time.
    list: RefCell<Result<Option<Box<Stream>>>>,
    /// Ends the batch that is on its way.
    handle: Cell<Option<AbortHandle>>,
}

/// The async iterator over a list. What is wrong with the arguments is thrown at its first step.
pub fn walk(core: &Core, listing: Result<Listing>, options: &JsValue) -> JsValue {
    let prepared = listing.and_then(|listing| {
        let (select, batch, limits) = options::each(options, listing.reply)?;
        Ok((Box::new(Stream::new(listing, select)), batch, limits))
    });
    let (list, batch, (limits, signal)) = match prepared {
        Ok((list, batch, limits)) => (Ok(Some(list)), batch, limits),
        Err(error) => (Err(error), false, Default::default()),
    };
    let (core, list, handle) = (core.clone(), RefCell::new(list), Cell::new(None));
    rows(RowSource { walk: Rc::new(Walk { core, limits, signal, list, handle }) }, batch)
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
        *self.walk.list.borrow_mut() = Ok(None);
    }
}

impl Walk {
    async fn batch(&self) -> std::result::Result<JsValue, JsValue> {
        let taken = self.list.replace(Ok(None)).map_err(|error| to_js(&error))?;
        let Some(mut list) = taken else { return Ok(JsValue::UNDEFINED) };
        let batch = abort::or(self.signal.clone(), list.next(self.core.client(), self.limits)).await?;
        let Some(rows) = batch.map_err(|error| to_js(&error))? else { return Ok(JsValue::UNDEFINED) };
        let rows = value::parse(&rows).map_err(|error| to_js(&list.broken(error)))?;
        *self.list.borrow_mut() = Ok(Some(list));
        Ok(rows)
    }
}
