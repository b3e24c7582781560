//! TypeScript declarations of `client.agents`. The core makes its requests.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** AI agents. */
export interface Agents {
  /**
   * Lists agents: `GET /ai_agents`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * const [agent] = (await seax.agents.list({ types: ["SEAX_CALL"] })).data;
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  list<Field extends keyof Agent = keyof Agent>(
    query?: AgentQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Agent, Field>>;
}
"#;
