//! Results of a campaign's calls.

use seax_dialer_derive::model;

use super::{AgentId, CampaignId, WorkspaceId, time::ApiTime};

/// A campaign's call results: some rows, or all of them.
#[model]
pub struct CampaignResults {
    /// The campaign.
    pub campaign_id: CampaignId,
    /// Its name.
    pub campaign_name: Option<String>,
    /// Its status.
    pub campaign_status: Option<String>,
    /// Its AI agent.
    pub ai_agent_id: Option<AgentId>,
    /// The agent's name.
    pub ai_agent_name: Option<String>,
    /// The calls.
    pub campaign_results: Vec<CallResult>,
}

/// The result of a call.
#[model]
pub struct CallResult {
    /// The call's id. Absent until the call is placed.
    pub seax_call_id: Option<String>,
    /// The carrier's id of it.
    pub twilio_call_sid: Option<String>,
    /// The calling number.
    pub sender_number: Option<String>,
    /// The contact's name.
    pub contact_name: Option<String>,
    /// The called number.
    pub contact_number: Option<String>,
    /// The keys pressed, in order.
    pub key_press: Option<Vec<String>>,
    /// Labels of the conversation.
    pub labels: Option<Vec<ResultLabel>>,
    /// When it was dialed (UTC).
    pub call_send_time: Option<ApiTime>,
    /// Its duration in seconds.
    pub call_duration: Option<f64>,
    /// The carrier's status of the call.
    pub call_status: Option<String>,
    /// The conversation.
    pub call_summary: Option<String>,
    /// Values extracted from the conversation.
    pub call_extraction: Option<Vec<CallExtraction>>,
}

/// A label of a conversation.
#[model]
pub struct ResultLabel {
    /// The label's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its color.
    pub color: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
}

/// A value extracted from a conversation.
#[model]
pub struct CallExtraction {
    /// Its name.
    pub field_name: String,
    /// The description of the value.
    pub description: Option<String>,
    /// The value.
    pub content: Option<String>,
}
