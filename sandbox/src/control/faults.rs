use axum::{
    http::{HeaderName, HeaderValue, Method, StatusCode},
    response::IntoResponse,
};
use serde::Serialize;

use super::request::{ControlRequest, Reply, listed, refusal};
use crate::{
    faults::{
        fault::{Answer, Fault},
        read,
    },
    http::error::{ApiError, json},
    routes::operations,
};

/// `POST /_sandbox/faults`: adds a fault, and replies with 201 and its number.
///
/// # Errors
/// Returns 422 for an invalid body; 404 for an unknown workspace.
pub fn add(request: &ControlRequest<'_>) -> Reply {
    let mut fields = request.fields()?;
    let workspace = fields.text("workspace_id").map_err(refusal)?;
    let (target, fault) = read::read(fields).map_err(refusal)?;
    if let Fault::Status(answer) | Fault::StatusAfterCommit(answer) = &fault {
        check(answer)?;
    }
    if let Some(name) = &target.operation {
        let names: Vec<&str> = operations().iter().map(|operation| operation.name).collect();
        if !names.contains(&name.as_str()) {
            let known = names.join(", ");
            return Err(refusal(format!("there is no operation '{name}'; known: {known}")));
        }
    }
    if let Some(method) = &target.method {
        Method::from_bytes(method.as_bytes()).map_err(|error| refusal(error.to_string()))?;
    }
    let id = request.named_tenant(workspace.as_deref())?.faults.add(target, fault);
    Ok(json(StatusCode::CREATED, &Added { id }))
}

#[derive(Serialize)]
struct Added {
    id: u64,
}

/// `GET /_sandbox/faults`: the remaining faults.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn list(request: &ControlRequest<'_>) -> Reply {
    listed(request.tenant()?.faults.registered())
}

/// `DELETE /_sandbox/faults`: removes all faults of a workspace.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn clear(request: &ControlRequest<'_>) -> Reply {
    request.tenant()?.faults.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn check(answer: &Answer) -> Result<(), ApiError> {
    for (name, value) in &answer.headers {
        HeaderName::try_from(name).map_err(|error| refusal(error.to_string()))?;
        HeaderValue::try_from(value).map_err(|error| refusal(error.to_string()))?;
    }
    Ok(())
}
