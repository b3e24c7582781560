//! What came of a campaign's calls.

use seax_dialer_derive::model;

use super::{AgentId, CampaignId, WorkspaceId, time::ApiTime};

/// What came of a campaign's calls: some rows, or all of them.
#[model]
pub struct CampaignResults {
    /// The campaign.
    pub campaign_id: CampaignId,
    /// Its name.
    pub campaign_name: Option<String>,
    /// How it stands.
    pub campaign_status: Option<String>,
    /// Its AI agent.
    pub ai_agent_id: Option<AgentId>,
    /// The agent's name.
    pub ai_agent_name: Option<String>,
    /// The calls.
    pub campaign_results: Vec<CallResult>,
}

/// What came of one call.
#[model]
pub struct CallResult {
    /// The call's id. One that was not made yet has none.
    pub seax_call_id: Option<String>,
    /// The carrier's id for it.
    pub twilio_call_sid: Option<String>,
    /// The number that called.
    pub sender_number: Option<String>,
    /// Who was called.
    pub contact_name: Option<String>,
    /// The number that was called.
    pub contact_number: Option<String>,
    /// The keys that were pressed, in their order.
    pub key_press: Option<Vec<String>>,
    /// The labels that the talk got.
    pub labels: Option<Vec<ResultLabel>>,
    /// When it was dialled (UTC).
    pub call_send_time: Option<ApiTime>,
    /// How long it took, in seconds.
    pub call_duration: Option<f64>,
    /// How it went.
    pub call_status: Option<String>,
    /// What was talked about.
    pub call_summary: Option<String>,
    /// What was looked for in the talk, and found.
    pub call_extraction: Option<Vec<CallExtraction>>,
}

/// A label that a talk got.
#[model]
pub struct ResultLabel {
    /// The label's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
}

/// Something that was looked for in a talk.
#[model]
pub struct CallExtraction {
    /// Its name.
    pub field_name: String,
    /// What was looked for.
    pub description: Option<String>,
    /// What was found.
    pub content: Option<String>,
}
