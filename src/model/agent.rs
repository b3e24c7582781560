//! AI agents.

use seax_dialer_derive::model;

use super::{AgentId, CommaSeparated, ConversationConfigId, Order, open_enum::open_enum};

/// An AI agent that can hold a conversation.
#[model]
pub struct Agent {
    /// The agent's id.
    pub id: AgentId,
    /// The agent's name.
    pub name: String,
    /// What a campaign names to choose this agent.
    pub conversation_config_id: ConversationConfigId,
    /// What the agent is set up for. One that makes calls has `SEAX_CALL`.
    pub integrations: Option<Vec<AgentIntegration>>,
}

/// What an agent is set up for, and how it opens there.
#[model]
pub struct AgentIntegration {
    /// The channel.
    pub r#type: IntegrationType,
    /// What it says first when it calls or writes to somebody.
    pub outbound_starting_message: String,
    /// The voice it calls with, such as `en-US-SteffanNeural`.
    pub outbound_voice: Option<String>,
    /// The language it calls in, such as `en-US`.
    pub outbound_language: Option<String>,
    /// What it says when it picks up.
    pub inbound_pick_up_message: Option<String>,
    /// The voice it answers with.
    pub inbound_voice: Option<String>,
    /// The language it answers in.
    pub inbound_language: Option<String>,
}

open_enum! {
    /// A channel that an agent is set up for.
    IntegrationType {
        SeaxCall = "SEAX_CALL",
        SeaxSms = "SEAX_SMS",
        SeaxWabp = "SEAX_WABP",
        SeaxFacebookMessenger = "SEAX_FACEBOOK_MESSENGER",
        SeaxLineOfficial = "SEAX_LINE_OFFICIAL",
        SeaxInstagram = "SEAX_INSTAGRAM",
    }
}

/// What to ask of `GET /ai_agents`.
#[model(input)]
#[derive(Default)]
pub struct AgentQuery {
    /// Only agents that are set up for one of these channels.
    pub types: Option<CommaSeparated<IntegrationType>>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
    /// How to sort; `created_time:desc` if left out.
    pub order_by: Option<CommaSeparated<Order>>,
}
