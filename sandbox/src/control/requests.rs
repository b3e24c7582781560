use axum::{http::StatusCode, response::IntoResponse};

use super::request::{ControlRequest, Reply, listed};

/// `GET /_sandbox/requests`: the latest 10,000 requests to a workspace, newest last.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn list(request: &ControlRequest<'_>) -> Reply {
    listed(request.tenant()?.requests.entries())
}

/// `DELETE /_sandbox/requests`: clears the log of requests.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn clear(request: &ControlRequest<'_>) -> Reply {
    request.tenant()?.requests.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}
