//! `client.phones`

use js_sys::Promise;
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
  ): Promise<Page<Pick<Phone, Field>>>;
  /**
   * Walks every phone that the query matches, as one reply: each comes while the rest is still on its way, and none is
   * read before you have time for it. With `batch: true`, they come as arrays.
   *
   * With a `limit`, it goes by pages of that size instead. `offset` is the first row.
   * @throws {SeaxError} the step that fails rejects with one; the phones before it are good, and `rows` counts them
   */
  each<Field extends keyof Phone = keyof Phone>(
    query: PhoneQuery | undefined,
    options: EachOptions<Field> & { batch: true },
  ): AsyncGenerator<Pick<Phone, Field>[], void, undefined>;
  each<Field extends keyof Phone = keyof Phone>(
    query?: PhoneQuery,
    options?: EachOptions<Field> & { batch?: false },
  ): AsyncGenerator<Pick<Phone, Field>, void, undefined>;
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
        self.0.page(&phones::LIST, (None, Some(("query", query))), options)
    }

    /// Walks every phone that the query matches.
    pub fn each(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::walk(&self.0, &phones::LIST, (None, Some(("query", query))), options)
    }
}
