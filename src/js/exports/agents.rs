//! `client.agents`

use wasm_bindgen::prelude::*;

use crate::{
    api::agents,
    js::exports::{core::Core, rows},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** AI agents. */
export interface Agents {
  /**
   * Lists agents: `GET /ai_agents`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list<Field extends keyof Agent = keyof Agent>(
    query?: AgentQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Agent, Field>>;
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
    pub fn list(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &agents::LIST, (None, Some(("query", query))), options)
    }
}
