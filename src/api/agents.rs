//! `/ai_agents`

use super::{Call, Gives, Method, Operation, Repeat, Takes};
use crate::{
    model::{
        Page,
        agent::{Agent, AgentQuery},
    },
    shape::{Checked, Shaped},
};

/// Lists agents.
pub static LIST: Operation = Operation {
    name: "agents.list",
    method: Method::Get,
    path: "ai_agents",
    repeat: Repeat::Safe,
    takes: Takes::Query(&AgentQuery::KIND),
    gives: Gives::Json(&Page::<Agent>::KIND),
};

/// Lists agents.
pub fn list(query: &Checked<AgentQuery>) -> Call<Page<Agent>> {
    Call::list(&LIST, query)
}
