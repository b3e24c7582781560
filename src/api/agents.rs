//! The operations of `/ai_agents`.

use super::{Method, Operation, PreparedCall, RequestSpec, ResponseSpec, RetryPolicy};
use crate::{
    model::{
        Page,
        agent::{Agent, AgentQuery},
    },
    schema::{Checked, HasSchema},
};

/// Lists agents.
pub static LIST: Operation = Operation {
    name: "agents.list",
    method: Method::Get,
    path: "ai_agents",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&AgentQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<Agent>::SCHEMA),
};

/// Lists agents.
pub fn list(query: &Checked<AgentQuery>) -> PreparedCall<Page<Agent>> {
    PreparedCall::list(&LIST, query)
}
