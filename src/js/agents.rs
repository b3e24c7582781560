//! `client.agents`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::agents,
    js::{core::Core, input},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** AI agents. */
export interface Agents {
  /**
   * Lists agents: `GET /ai_agents`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list(query?: AgentQuery, options?: CallOptions): Promise<Page<Agent>>;
}
"#;

/// AI agents.
#[wasm_bindgen(skip_typescript)]
pub struct Agents(Core);

impl Agents {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Agents {
    /// Lists agents.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> Promise {
        self.0.promise(input::read("query", query).map(|query| agents::list(&query)), options)
    }
}
