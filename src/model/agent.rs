//! AI agents.

use seax_dialer_derive::model;

use super::{AgentId, CommaList, ConversationConfigId, Order, open_enum::input_enum};

/// An AI agent.
#[model]
pub struct Agent {
    /// The agent's id.
    pub id: AgentId,
    /// The agent's name.
    pub name: String,
    /// The id that selects this agent in a campaign, as `ai_agent_conversation_config_id`.
    pub conversation_config_id: ConversationConfigId,
    /// The channels the agent is set up for. Campaigns require `SEAX_CALL`.
    pub integrations: Option<Vec<AgentIntegration>>,
}

/// A channel an agent is set up for, with its greetings, voices and languages.
#[model]
pub struct AgentIntegration {
    /// The channel.
    #[wire(ts = "Open<IntegrationType>")]
    pub r#type: IntegrationType,
    /// The agent's first message in outbound calls and text messages.
    pub outbound_starting_message: Option<String>,
    /// The text-to-speech voice for outbound calls, such as `en-US-SteffanNeural`.
    pub outbound_voice: Option<String>,
    /// The text-to-speech language for outbound calls, such as `en-US`.
    pub outbound_language: Option<String>,
    /// The agent's greeting on inbound calls.
    pub inbound_pick_up_message: Option<String>,
    /// The text-to-speech voice for inbound calls.
    pub inbound_voice: Option<String>,
    /// The text-to-speech language for inbound calls.
    pub inbound_language: Option<String>,
}

input_enum! {
    /// A channel that an agent can be set up for.
    IntegrationType {
        SeaxCall = "SEAX_CALL",
        SeaxSms = "SEAX_SMS",
        SeaxWabp = "SEAX_WABP",
        SeaxFacebookMessenger = "SEAX_FACEBOOK_MESSENGER",
        SeaxLineOfficial = "SEAX_LINE_OFFICIAL",
        SeaxInstagram = "SEAX_INSTAGRAM",
    }
}

/// Query parameters of `GET /ai_agents`.
#[model(input)]
#[derive(Default)]
pub struct AgentQuery {
    /// Only agents set up for one of these channels.
    pub types: Option<CommaList<IntegrationType>>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
    /// Sort order. Default `created_time:desc`.
    pub order_by: Option<CommaList<Order>>,
}
