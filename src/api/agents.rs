//! `/ai_agents`

use super::{Call, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        agent::{Agent, AgentQuery},
    },
    shape::Checked,
};

/// Lists agents.
pub static LIST: Operation =
    Operation { name: "agents.list", method: Method::Get, path: "ai_agents", repeat: Repeat::Safe };

/// Lists agents.
pub fn list(query: &Checked<AgentQuery>) -> Call<Page<Agent>> {
    Call::new(&LIST).query(query)
}
