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
   * Lists agents: `GET /ai_agents`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * const [agent] = (await seax.agents.list({ types: ["SEAX_CALL"] })).data;
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
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
