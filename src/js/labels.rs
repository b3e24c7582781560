//! `client.labels`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::labels,
    js::{core::Core, input},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The labels that an audience is chosen by. */
export interface Labels {
  /**
   * Lists labels: `GET /contact_labels`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list(query?: LabelQuery, options?: CallOptions): Promise<Page<LabelWithCount>>;
}
"#;

/// The labels that an audience is chosen by.
#[wasm_bindgen(skip_typescript)]
pub struct Labels(Core);

impl Labels {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Labels {
    /// Lists labels.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(input::read("query", query).map(|query| labels::list(&query)), options)
    }
}
