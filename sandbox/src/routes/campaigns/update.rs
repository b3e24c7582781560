use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::{draft, index_of, view::CampaignView},
    rules::campaign_change::ChangeRefusal,
};

/// `PATCH …/auto_dialer_campaigns/{auto_dialer_campaign_id}`: changes a campaign, and replies with it. `status` pauses it
/// (`PAUSED`), resumes it (`STARTED`) or cancels it (`CANCELED`).
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid body, or one that refers to something that
/// does not exist; 409 if the campaign's status does not allow the change.
pub fn update(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    let mut body = caller.body(body)?;
    let status = body.choice("status");
    let mut changed = draft::read(body, workspace.campaigns[index].draft.clone())?;
    draft::name_agent(&mut changed, &workspace);
    workspace.change_campaign(index, changed, status, caller.now).map_err(|refusal| match refusal {
        ChangeRefusal::Conflict(detail) => ApiError::new(StatusCode::CONFLICT, detail),
        ChangeRefusal::Unresolved(missing) => draft::unresolved(missing),
    })?;
    Ok(json(StatusCode::OK, &CampaignView::new(&workspace, &workspace.campaigns[index])))
}
