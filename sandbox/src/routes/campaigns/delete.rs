use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    http::{caller::Caller, error::ApiError},
    routes::campaigns::index_of,
};

/// `DELETE …/auto_dialer_campaigns/{auto_dialer_campaign_id}`: deletes a campaign, and stops its calls.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign.
pub fn delete(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    workspace.delete_campaign(index, caller.now);
    Ok(StatusCode::NO_CONTENT.into_response())
}
