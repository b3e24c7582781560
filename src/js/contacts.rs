//! `client.contacts`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::contacts,
    js::{core::Core, input, rows},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The people to call. */
export interface Contacts {
  /**
   * Lists contacts: `GET /contacts`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list(query?: ContactQuery, options?: CallOptions): Promise<Page<Contact>>;
  /**
   * Walks every contact that the query matches, page by page; the next page is fetched while you work on this one.
   *
   * Nobody comes twice, and nobody is lost when others add or remove contacts meanwhile. `limit` is the size of a page
   * (500 if left out), `offset` the first row. Unless `order_by` says otherwise, the oldest contact comes first.
   * @throws {SeaxError} the step that fails rejects with one; the contacts before it are good
   */
  each(query?: ContactQuery, options?: CallOptions): AsyncGenerator<Contact, void, undefined>;
}
"#;

/// The people to call.
#[wasm_bindgen(skip_typescript)]
pub struct Contacts(Core);

impl Contacts {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Contacts {
    /// Lists contacts.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(input::read("query", query).map(|query| contacts::list(&query)), options)
    }

    /// Walks every contact that the query matches.
    pub fn each(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::walk(&self.0, input::read("query", query).map(|query| contacts::each(&query)), options)
    }
}
