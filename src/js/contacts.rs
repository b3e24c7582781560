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
  list<Field extends keyof Contact = keyof Contact>(
    query?: ContactQuery,
    options?: ListOptions<Field>,
  ): Promise<Page<Pick<Contact, Field>>>;
  /**
   * Walks every contact that the query matches, as one reply: each comes while the rest is still on its way, and none is
   * read before you have time for it. With `batch: true`, they come as arrays.
   *
   * With a `limit`, it goes by pages of that size instead. `offset` is the first row. Unless `order_by` says otherwise, the oldest contact comes first.
   * @throws {SeaxError} the step that fails rejects with one; the contacts before it are good, and `rows` counts them
   */
  each<Field extends keyof Contact = keyof Contact>(
    query: ContactQuery | undefined,
    options: EachOptions<Field> & { batch: true },
  ): AsyncGenerator<Pick<Contact, Field>[], void, undefined>;
  each<Field extends keyof Contact = keyof Contact>(
    query?: ContactQuery,
    options?: EachOptions<Field> & { batch?: false },
  ): AsyncGenerator<Pick<Contact, Field>, void, undefined>;
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
        self.0.page(input::read("query", query).map(|query| contacts::list(&query)), options)
    }

    /// Walks every contact that the query matches.
    pub fn each(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::walk(&self.0, input::read("query", query).map(|query| contacts::each(&query)), options)
    }
}
