//! `client.labels`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::labels,
    js::exports::{core::Core, rows},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The labels that an audience is chosen by. */
export interface Labels {
  /**
   * Lists labels: `GET /contact_labels`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list<Field extends keyof LabelWithCount = keyof LabelWithCount>(
    query?: LabelQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<LabelWithCount, Field>>;
  /**
   * Makes a label: `POST /contact_labels`. Two of one name are refused. Sent again only after a 429.
   * @throws {SeaxError} rejects with one
   */
  create(draft: LabelDraft, options?: CallOptions): Promise<ContactLabel>;
  /**
   * Changes a label: `PATCH /contact_labels/{id}`. The vendor's document does not have it. Sent again after failures that may
   * pass.
   * @throws {SeaxError} rejects with one
   */
  update(id: LabelId, change: LabelUpdate, options?: CallOptions): Promise<ContactLabel>;
  /**
   * Removes a label: `DELETE /contact_labels/{id}`. The vendor's document does not have it. Sent again after failures that
   * may pass; if the label is gone by then, an attempt before has removed it.
   * @throws {SeaxError} rejects with one
   */
  delete(id: LabelId, options?: CallOptions): Promise<void>;
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
    pub fn list(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &labels::LIST, (None, Some(("query", query))), options)
    }

    /// Makes a label.
    pub fn create(&self, draft: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&labels::CREATE, (None, Some(("draft", draft))), options)
    }

    /// Changes a label.
    pub fn update(&self, id: &JsValue, change: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&labels::UPDATE, (Some(id), Some(("change", change))), options)
    }

    /// Removes a label.
    pub fn delete(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&labels::DELETE, (Some(id), None), options)
    }
}
