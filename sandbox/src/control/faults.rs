use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    control::input,
    faults::{
        fault::{Answer, Fault},
        registry::Target,
    },
    http::error::{ApiError, json},
    routes::operations,
    sandbox::Sandbox,
};

/// The requests that a fault applies to. The other fields are those of the fault.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultRequest {
    workspace_id: Option<String>,
    operation: Option<String>,
    method: Option<String>,
    path: Option<String>,
    #[serde(default)]
    skip: u32,
    #[serde(default = "once")]
    times: u32,
}

fn once() -> u32 {
    1
}

/// `POST /_sandbox/faults`: adds a fault, and replies with 201 and its number.
///
/// # Errors
/// A 422 for an invalid body, a 404 for an unknown workspace.
pub async fn add(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Result<Response, ApiError> {
    let mut fault = input::object(&body)?;
    let names = ["workspace_id", "operation", "method", "path", "skip", "times"];
    let target = names.iter().filter_map(|&name| fault.remove_entry(name)).collect();
    let (request, fault): (FaultRequest, Fault) = (input::read(target)?, input::read(fault)?);
    if let Fault::Status(answer) | Fault::StatusAfterCommit(answer) = &fault {
        check(answer)?;
    }
    if let Some(name) = &request.operation {
        let names: Vec<&str> = operations().iter().map(|operation| operation.name).collect();
        if !names.contains(&name.as_str()) {
            let known = names.join(", ");
            return Err(input::refusal(&format!("there is no operation '{name}'; known: {known}")));
        }
    }
    if let Some(method) = &request.method {
        Method::from_bytes(method.as_bytes()).map_err(|error| input::refusal(&error))?;
    }
    let tenant = input::named_tenant(&sandbox, request.workspace_id.as_deref())?;
    let path = request.path.map(|path| path.trim_start_matches('/').to_owned());
    let target = Target {
        operation: request.operation,
        method: request.method,
        path,
        skip: request.skip,
        times: request.times,
    };
    let id = tenant.faults.add(target, fault);
    Ok(json(StatusCode::CREATED, &json!({ "id": id })))
}

/// `GET /_sandbox/faults`: the remaining faults.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    Ok(json(StatusCode::OK, &json!({ "data": tenant.faults.registered() })))
}

/// `DELETE /_sandbox/faults`: removes all faults of a workspace.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn clear(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    input::tenant(&sandbox, query.as_deref())?.faults.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn check(answer: &Answer) -> Result<(), ApiError> {
    if !(200..=599).contains(&answer.status) {
        return Err(input::refusal(&"status must be from 200 to 599"));
    }
    for (name, value) in &answer.headers {
        HeaderName::try_from(name).map_err(|error| input::refusal(&error))?;
        HeaderValue::try_from(value).map_err(|error| input::refusal(&error))?;
    }
    Ok(())
}
