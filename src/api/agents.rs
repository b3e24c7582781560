//! The operations of `/ai_agents`.

use super::{Call, Method, Operation, RequestSpec, ResponseSpec, RetryPolicy};
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
pub fn list(query: &Checked<AgentQuery>) -> Call<Page<Agent>> {
    Call::list(&LIST, query)
}
