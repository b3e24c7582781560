//! `client.phones`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::phones,
    js::{core::Core, input},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Phone numbers to call from. */
export interface Phones {
  /**
   * Lists phones: `GET /phones`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list(query?: PhoneQuery, options?: CallOptions): Promise<Page<Phone>>;
}
"#;

/// Phone numbers to call from.
#[wasm_bindgen(skip_typescript)]
pub struct Phones(Core);

impl Phones {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Phones {
    /// Lists phones.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(input::read("query", query).map(|query| phones::list(&query)), options)
    }
}
