use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::{index_of, view::CampaignView},
};

/// `GET …/auto_dialer_campaigns/{auto_dialer_campaign_id}`: one campaign.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign.
pub fn get(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    Ok(json(StatusCode::OK, &CampaignView::new(&workspace, campaign)))
}
