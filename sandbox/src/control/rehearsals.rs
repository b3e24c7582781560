use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use serde_json::json;

use crate::{
    control::wish,
    http::{
        now::Now,
        problem::{Problem, json},
    },
    sandbox::Sandbox,
};

/// `GET /_sandbox/rehearsals`: the calls to one number that were asked for, oldest first.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    Now(now): Now,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let tenant = wish::tenant(&sandbox, query.as_deref())?;
    let workspace = tenant.workspace(now);
    Ok(json(StatusCode::OK, &json!({ "data": workspace.rehearsals })))
}
