//! `client.agents`

use js_sys::Promise;
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
  ): Promise<Page<Pick<Agent, Field>>>;
  /**
   * Walks every agent that the query matches, as one reply: each comes while the rest is still on its way, and none is
   * read before you have time for it. With `batch: true`, they come as arrays.
   *
   * With a `limit`, it goes by pages of that size instead. `offset` is the first row. Unless `order_by` says otherwise, the oldest agent comes first.
   * @throws {SeaxError} the step that fails rejects with one; the agents before it are good, and `rows` counts them
   */
  each<Field extends keyof Agent = keyof Agent>(
    query: AgentQuery | undefined,
    options: EachOptions<Field> & { batch: true },
  ): AsyncGenerator<Pick<Agent, Field>[], void, undefined>;
  each<Field extends keyof Agent = keyof Agent>(
    query?: AgentQuery,
    options?: EachOptions<Field> & { batch?: false },
  ): AsyncGenerator<Pick<Agent, Field>, void, undefined>;
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
        self.0.page(&agents::LIST, (None, Some(("query", query))), options)
    }

    /// Walks every agent that the query matches.
    pub fn each(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::walk(&self.0, &agents::LIST, (None, Some(("query", query))), options)
    }
}
