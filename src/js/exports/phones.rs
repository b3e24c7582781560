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
   * Lists phones: `GET /phones`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * const { data: phones } = await seax.phones.list({ voice_available: true });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
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
