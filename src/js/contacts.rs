//! `client.contacts`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::contacts,
    js::{core::Core, input},
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
}
