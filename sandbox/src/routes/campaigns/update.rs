use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::{draft, index_of, view::CampaignView},
    rules::campaign_change::Refusal,
};

/// `PATCH …/auto_dialer_campaigns/{auto_dialer_campaign_id}`: changes a campaign, and answers with
/// it. By `status` it pauses (`PAUSED`), goes on (`STARTED`) or ends (`CANCELED`).
///
/// # Errors
/// A 404 if the workspace has no such campaign; a 422 for a change that breaks the vendor's schema,
/// or names what the workspace doesn't have; a 409 for one that the campaign has come too far for.
pub fn update(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    let mut body = caller.body(body)?;
    let status = body.choice("status");
    let mut wish = draft::read(body, workspace.campaigns[index].draft.clone())?;
    draft::name_agent(&mut wish, &workspace);
    workspace.change_campaign(index, wish, status, caller.now).map_err(|refusal| match refusal {
        Refusal::Conflict(detail) => ApiError::new(StatusCode::CONFLICT, detail),
        Refusal::Unresolved(missing) => draft::unresolved(missing),
    })?;
    Ok(json(StatusCode::OK, &CampaignView::new(&workspace, &workspace.campaigns[index])))
}
