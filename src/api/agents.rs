//! `/ai_agents`

use super::{Call, Listing, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        agent::{Agent, AgentQuery},
    },
    shape::{Checked, Shaped},
};

/// Lists agents.
pub static LIST: Operation =
    Operation { name: "agents.list", method: Method::Get, path: "ai_agents", repeat: Repeat::Safe };

/// Lists agents.
pub fn list(query: &Checked<AgentQuery>) -> Call<Page<Agent>> {
    Call::new(&LIST).query(query)
}

/// Every agent that the query matches.
pub fn each(query: &Checked<AgentQuery>) -> Listing {
    Listing::new(&LIST, &query.object(), &Page::<Agent>::KIND)
}
