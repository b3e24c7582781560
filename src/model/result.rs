//! Results of a campaign's calls.

use seax_dialer_derive::model;

use super::{AgentId, CampaignId, WorkspaceId, time::ApiTime};

/// A campaign's call results: all, or the requested page.
#[model]
pub struct CampaignResults {
    /// The campaign's id.
    pub campaign_id: Option<CampaignId>,
    /// The campaign's name.
    pub campaign_name: Option<String>,
    /// The campaign's status.
    pub campaign_status: Option<String>,
    /// The id of the campaign's AI agent.
    pub ai_agent_id: Option<AgentId>,
    /// The name of the AI agent.
    pub ai_agent_name: Option<String>,
    /// The results, one for each call.
    pub campaign_results: Vec<CallResult>,
}

/// The result of a call.
#[model]
pub struct CallResult {
    /// The call's id. Absent until the call is placed.
    pub seax_call_id: Option<String>,
    /// The carrier's id for the call (Twilio call SID).
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
    /// When the call was placed (UTC).
    pub call_send_time: Option<ApiTime>,
    /// The duration of the call, in seconds.
    pub call_duration: Option<f64>,
    /// The carrier's status of the call.
    pub call_status: Option<String>,
    /// A summary of the conversation.
    pub call_summary: Option<String>,
    /// Values extracted from the conversation.
    pub call_extraction: Option<Vec<CallExtraction>>,
}

/// A label of a conversation.
#[model]
pub struct ResultLabel {
    /// The label's id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
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
    /// The name of the value.
    pub field_name: Option<String>,
    /// The description of the value.
    pub description: Option<String>,
    /// The value.
    pub content: Option<String>,
}
