//! List calls: awaited, they give a page; iterated, every row.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::{Listing, Operation, Request},
    client::{CallOptions, Stream},
    error::Result,
    js::{
        exports::{
            core::Core,
            error, input,
            options::{self, Limits},
            steps::{Source, Step, Steps},
        },
        value,
    },
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/**
 * A call of a list. Await it for one page, iterate it for every row. No request is sent before that; awaited again, it gives
 * the same page.
 */
export interface ListCall<Row, Reply = Page<Row>> extends Promise<Reply>, AsyncIterable<Row> {
  /**
   * Iterates over every row that the query matches, in constant memory. Rows are yielded while the rest of the reply is still
   * on its way, and no more are read than you ask for.
   *
   * Without a `limit`, all rows come in one reply; with one, in pages of that size. `offset` is the first row. Unless
   * `order_by` says otherwise, the oldest row comes first. `break` cancels the request.
   * @throws {SeaxError} the step that fails rejects; the rows before it are good, and `rows` counts them
   */
  [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined>;
  /**
   * Iterates over the same rows in arrays of up to 500: less overhead for each row.
   * @throws {SeaxError} as for single rows
   */
  batches(): AsyncGenerator<Row[], void, undefined>;
}
"#;

#[wasm_bindgen(raw_module = "../list.js")]
extern "C" {
    /// The object that a caller gets for a list.
    #[wasm_bindgen(js_name = listCall)]
    fn list_call(list: List) -> JsValue;
}

/// A list with checked arguments. Nothing was requested yet.
#[wasm_bindgen(skip_typescript)]
pub struct List {
    core: Core,
    arguments: Result<Arguments>,
    /// What the page's promise rejects with.
    error: error::Prepared,
}

/// The arguments of a list call.
#[derive(Clone)]
struct Arguments {
    /// Asks for one page.
    page: Request,
    /// Asks for every row.
    listing: Listing,
    limits: Limits,
}

/// The call of a list.
pub fn list(
    core: &Core,
    operation: &'static Operation,
    arguments: input::Arguments<'_>,
    options: &JsValue,
) -> JsValue {
    let prepared = input::list(operation, arguments, core.strictness()).and_then(|(mut page, listing)| {
        let (select, limits) = options::list(options, listing.reply())?;
        page.select = select;
        Ok(Arguments { page, listing, limits })
    });
    list_call(List { core: core.clone(), arguments: prepared, error: error::Prepared::take() })
}

#[wasm_bindgen]
impl List {
    /// The promise of a page.
    pub fn page(&self) -> Promise {
        let checked = self.arguments.clone().map(|prepared| (prepared.page, prepared.limits));
        self.core.settle(self.error.clone(), checked)
    }

    /// The rows, from the first one on.
    pub fn rows(&self) -> Source {
        let prepared = self.arguments.clone().map(|Arguments { page, listing, limits: (limits, signal) }| {
            let rows: Box<dyn Steps> = Box::new(Rows { stream: Stream::new(listing, page.select), limits });
            (rows, signal)
        });
        Source::new(&self.core, prepared)
    }
}

/// A list that is being read. A step is a batch of its rows.
struct Rows {
    stream: Stream,
    limits: CallOptions,
}

impl Steps for Rows {
    fn step<'a>(&'a mut self, core: &'a Core) -> Step<'a> {
        Box::pin(async {
            let Some(rows) = self.stream.next(core.client(), self.limits).await? else { return Ok(None) };
            value::parse(&rows).map(Some).map_err(|error| self.stream.broken(error))
        })
    }
}
