use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    control::input,
    http::error::{ApiError, json},
    sandbox::Sandbox,
};

/// `GET /_sandbox/requests`: the latest 10,000 requests to a workspace, newest last.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    Ok(json(StatusCode::OK, &json!({ "data": tenant.requests.entries() })))
}

/// `DELETE /_sandbox/requests`: clears this log.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn clear(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    input::tenant(&sandbox, query.as_deref())?.requests.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}
