//! Lists that JavaScript walks.

use wasm_bindgen::prelude::*;

use crate::{
    api::Operation,
    client::{CallOptions, Stream},
    js::{
        exports::{
            core::Core,
            input::{self, Arguments},
            options,
            steps::{Source, Step, Steps},
        },
        value,
    },
};

#[wasm_bindgen(raw_module = "../iterate.js")]
extern "C" {
    /// An async generator over the source's rows, or over its batches of them.
    fn rows(source: Source, batches: bool) -> JsValue;
}

/// A list on its way. A step is a batch of its rows.
struct Rows {
    stream: Stream,
    limits: CallOptions,
}

/// The async iterator over a list.
pub fn walk(
    core: &Core,
    operation: &'static Operation,
    arguments: Arguments<'_>,
    options: &JsValue,
) -> JsValue {
    let mut batches = false;
    let prepared = input::listing(operation, arguments).and_then(|listing| {
        let (select, batch, (limits, signal)) = options::each(options, listing.reply())?;
        batches = batch;
        let rows: Box<dyn Steps> = Box::new(Rows { stream: Stream::new(listing, select), limits });
        Ok((rows, signal))
    });
    rows(Source::new(core, prepared), batches)
}

impl Steps for Rows {
    fn step<'a>(&'a mut self, core: &'a Core) -> Step<'a> {
        Box::pin(async {
            let Some(rows) = self.stream.next(core.client(), self.limits).await? else { return Ok(None) };
            value::parse(&rows).map(Some).map_err(|error| self.stream.broken(error))
        })
    }
}
