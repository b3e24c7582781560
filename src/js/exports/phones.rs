//! `client.phones`

use wasm_bindgen::prelude::*;

use crate::{
    api::phones,
    js::exports::{core::Core, rows},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Phone numbers to call from. */
export interface Phones {
  /**
   * Lists phones: `GET /phones`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list<Field extends keyof Phone = keyof Phone>(
    query?: PhoneQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Phone, Field>>;
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
    pub fn list(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &phones::LIST, (None, Some(("query", query))), options)
    }
}
