use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    control::wish,
    http::problem::{Problem, json},
    sandbox::Sandbox,
};

/// `GET /_sandbox/requests`: the latest 10,000 requests to a workspace, newest last.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let tenant = wish::tenant(&sandbox, query.as_deref())?;
    Ok(json(StatusCode::OK, &json!({ "data": tenant.requests.entries() })))
}

/// `DELETE /_sandbox/requests`: forgets the requests to a workspace.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn clear(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    wish::tenant(&sandbox, query.as_deref())?.requests.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}
