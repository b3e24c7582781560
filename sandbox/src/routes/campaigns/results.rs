use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    engine::{interaction::EXTRACTION_FIELDS, simulation::CampaignStatus},
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    id::Id,
    routes::campaigns::{calls::CallQuery, conversation::BriefLabelView, index_of},
    rules::call_record::{CallRecord, CallStatus},
    timestamp::Timestamp,
};

/// The API's `CampaignResults`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CampaignResults")]
pub struct ResultsView<'a> {
    campaign_id: Id,
    campaign_name: &'a str,
    campaign_status: CampaignStatus,
    ai_agent_id: Option<Id>,
    ai_agent_name: Option<&'a str>,
    campaign_results: Vec<ResultView<'a>>,
}

/// The API's `CampaignCallResult`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CampaignCallResult")]
struct ResultView<'a> {
    seax_call_id: Id,
    twilio_call_sid: String,
    sender_number: &'a str,
    contact_name: &'a str,
    contact_number: &'a str,
    key_press: Vec<char>,
    labels: Vec<BriefLabelView>,
    call_send_time: Timestamp,
    /// Seconds.
    call_duration: f64,
    call_status: CallStatus,
    call_summary: Option<&'static str>,
    call_extraction: Vec<ExtractionView>,
}

/// The API's `CampaignCallExtraction`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CampaignCallExtraction")]
struct ExtractionView {
    field_name: &'static str,
    description: &'static str,
    content: &'static str,
}

impl<'a> ResultView<'a> {
    fn new(call: &CallRecord<'a>, workspace_id: Id) -> Self {
        let talk = call.talk();
        let outcome = talk.as_ref().and_then(|talk| talk.outcome);
        let label = outcome.map(|outcome| BriefLabelView::new(outcome.label, workspace_id));
        let found = outcome.into_iter().flat_map(|outcome| EXTRACTION_FIELDS.iter().zip(outcome.found));
        let extraction =
            |(&(field_name, description), content)| ExtractionView { field_name, description, content };
        Self {
            seax_call_id: call.id("call"),
            twilio_call_sid: call.external_id("CA", "call"),
            sender_number: &call.phone.phone,
            contact_name: &call.person.name,
            contact_number: &call.person.phone,
            key_press: talk.iter().flat_map(|talk| &talk.keys).map(|(key, _)| *key).collect(),
            labels: label.into_iter().collect(),
            call_send_time: call.job.dialed,
            call_duration: call.duration(),
            call_status: call.call_status(),
            call_summary: outcome.map(|outcome| outcome.summary),
            call_extraction: found.map(extraction).collect(),
        }
    }
}

/// `GET …/{auto_dialer_campaign_id}/results`: the results of a campaign's calls, in the order in which they were dialed.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid query.
pub fn list(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    let (calls, _) = CallQuery::read(caller, caller.query())?.select(&workspace, campaign);
    let draft = &campaign.draft;
    let agent = draft.ai_agent_conversation_config_id.and_then(|id| workspace.agent_of(id));
    let results = ResultsView {
        campaign_id: campaign.id,
        campaign_name: &draft.name,
        campaign_status: campaign.status(),
        ai_agent_id: draft.ai_agent_id,
        ai_agent_name: agent.map(|agent| agent.name.as_str()),
        campaign_results: calls.iter().map(|call| ResultView::new(call, workspace.id)).collect(),
    };
    Ok(json(StatusCode::OK, &results))
}
