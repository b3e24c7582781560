use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
        page::Page,
    },
    routes::campaigns::{
        calls::CallQuery, conversation::ConversationView, index_of, jobs::JobDetailView, view::CampaignView,
    },
};

/// The API's `AutoDialerCampaignLog`: a call attempt with everything that belongs to it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaignLog")]
pub struct LogView<'a> {
    #[serde(flatten)]
    job: JobDetailView<'a>,
    #[schemars(with = "Option<CampaignView<'_>>")]
    campaign: Option<&'a RawValue>,
    conversation: Option<ConversationView>,
}

/// `GET …/{auto_dialer_campaign_id}/logs`: the call attempts of a campaign with everything that belongs to them, in the
/// order in which they were dialed.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid query.
pub fn list(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    let (calls, total) = CallQuery::read(caller, caller.query())?.select(&workspace, campaign);
    // Serialized in advance, because every row contains it.
    let campaign = to_raw_value(&CampaignView::new(&workspace, campaign)).ok();
    let rows = calls.iter().map(|call| LogView {
        job: JobDetailView::new(call),
        campaign: campaign.as_deref(),
        conversation: ConversationView::new(call, workspace.id),
    });
    let data: Vec<LogView<'_>> = rows.collect();
    Ok(json(StatusCode::OK, &Page { data, total: Some(total) }))
}
