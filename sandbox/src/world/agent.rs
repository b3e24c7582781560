use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp};

enumeration! {
    /// A channel that an AI agent works on.
    IntegrationType {
        SeaxCall = "SEAX_CALL",
        SeaxSms = "SEAX_SMS",
        SeaxWabp = "SEAX_WABP",
        SeaxFacebookMessenger = "SEAX_FACEBOOK_MESSENGER",
        SeaxLineOfficial = "SEAX_LINE_OFFICIAL",
        SeaxInstagram = "SEAX_INSTAGRAM",
    }
}

/// An AI agent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's AIAgent schema")]
#[schemars(rename = "AIAgent")]
pub struct Agent {
    pub id: Id,
    pub name: String,
    pub conversation_config_id: Id,
    pub integrations: Vec<Integration>,
    /// Not part of replies, but lists are sorted by it.
    #[serde(skip)]
    pub created_time: Timestamp,
    /// Not part of replies either.
    #[serde(skip)]
    pub updated_time: Timestamp,
}

impl Agent {
    /// Returns `true` if it can talk in calls.
    #[must_use]
    pub fn can_call(&self) -> bool {
        self.integrations.iter().any(|integration| integration.kind == IntegrationType::SeaxCall)
    }
}

/// How an AI agent talks on one channel.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's ConversationIntegration schema")]
#[schemars(rename = "ConversationIntegration")]
pub struct Integration {
    pub inbound_pick_up_message: Option<String>,
    pub outbound_starting_message: String,
    pub outbound_voice: Option<String>,
    pub outbound_language: Option<String>,
    pub inbound_voice: Option<String>,
    pub inbound_language: Option<String>,
    #[serde(rename = "type")]
    pub kind: IntegrationType,
}
