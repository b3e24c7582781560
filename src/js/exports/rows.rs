//! Iterates over lists. (A list call that is awaited for one page is made by the core.)

use wasm_bindgen::prelude::*;

use crate::{
    api::Operation,
    client::{CallOptions, Stream},
    error::Result,
    js::{
        exports::{
            abort::Signal,
            input,
            js_client::JsClient,
            options,
            steps::{Step, Steps},
        },
        value,
    },
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/**
 * A call to a list method. Await it for one page, or iterate it for every row. No request is sent before that. Awaiting it again
 * returns the same page.
 */
export interface ListCall<Row, Reply = Page<Row>> extends Promise<Reply>, AsyncIterable<Row> {
  /**
   * Iterates over every row that the query matches, in constant memory. Rows are yielded while the rest of the reply is still
   * on its way, and at most one batch of them is read ahead.
   *
   * Without a `limit`, all rows come in one reply; from an `offset` on, in pages of 1,000; with a `limit`, in pages of that size.
   * Unless `order_by` says otherwise, contacts, campaigns and agents are sorted by age, oldest first, and labels by name; other
   * rows are in the server's order. `break` cancels the request.
   * @throws {SeaxError} the failing step rejects; the rows before it are valid, and `rows` counts them
   */
  [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined>;
  /**
   * Iterates over the same rows in arrays of up to 500: less overhead for each row.
   * @throws {SeaxError} as for single rows
   */
  batches(): AsyncGenerator<Row[], void, undefined>;
}
"#;

/// Prepares the iteration over a list from its method's arguments.
pub fn prepare(
    client: &JsClient,
    operation: &'static Operation,
    arguments: input::Arguments<'_>,
    options: &JsValue,
) -> Result<(Box<dyn Steps>, Option<Signal>)> {
    let listing = input::list(operation, arguments, client.strictness())?;
    let (select, (limits, signal)) = options::list(options, listing.reply())?;
    Ok((Box::new(Rows { stream: Stream::new(listing, select), limits }), signal))
}

/// A list that is being read. Each step is a batch of its rows.
struct Rows {
    stream: Stream,
    limits: CallOptions,
}

impl Steps for Rows {
    fn step<'a>(&'a mut self, client: &'a JsClient) -> Step<'a> {
        Box::pin(async {
            let Some(rows) = self.stream.next(client.client(), self.limits).await? else { return Ok(None) };
            value::parse(&rows).map(Some).map_err(|error| self.stream.broken(error))
        })
    }
}
