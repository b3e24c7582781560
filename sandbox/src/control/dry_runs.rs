use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use serde_json::json;

use crate::{
    control::input,
    http::{
        error::{ApiError, json},
        request_time::RequestTime,
    },
    sandbox::Sandbox,
};

/// `GET /_sandbox/dry_runs`: the test calls, oldest first.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    let workspace = tenant.workspace(now);
    Ok(json(StatusCode::OK, &json!({ "data": workspace.dry_runs })))
}
