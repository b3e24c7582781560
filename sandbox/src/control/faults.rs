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
    control::wish,
    faults::{
        armory::Target,
        fault::{Answer, Fault},
    },
    http::problem::{Problem, json},
    sandbox::Sandbox,
};

/// Which requests a fault is wished for; the rest of the body is the fault itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    workspace_id: Option<String>,
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

/// `POST /_sandbox/faults`: arms a fault, and answers 201 with its number.
///
/// # Errors
/// A 422 for a body that makes no sense, a 404 for an unknown workspace.
pub async fn arm(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Result<Response, Problem> {
    let mut fault = wish::object(&body)?;
    let names = ["workspace_id", "method", "path", "skip", "times"];
    let target = names.iter().filter_map(|&name| fault.remove_entry(name)).collect();
    let (wish, fault): (Wish, Fault) = (wish::read(target)?, wish::read(fault)?);
    if let Fault::Status(answer) | Fault::StatusAfterCommit(answer) = &fault {
        check(answer)?;
    }
    if let Some(method) = &wish.method {
        Method::from_bytes(method.as_bytes()).map_err(|error| wish::refusal(&error))?;
    }
    let tenant = wish::named_tenant(&sandbox, wish.workspace_id.as_deref())?;
    let path = wish.path.map(|path| path.trim_start_matches('/').to_owned());
    let target = Target { method: wish.method, path, skip: wish.skip, times: wish.times };
    let id = tenant.armory.arm(target, fault);
    Ok(json(StatusCode::CREATED, &json!({ "id": id })))
}

/// `GET /_sandbox/faults`: the faults that are still armed.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let tenant = wish::tenant(&sandbox, query.as_deref())?;
    Ok(json(StatusCode::OK, &json!({ "data": tenant.armory.armed() })))
}

/// `DELETE /_sandbox/faults`: disarms all faults of a workspace.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn clear(
    State(sandbox): State<Arc<Sandbox>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    wish::tenant(&sandbox, query.as_deref())?.armory.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn check(answer: &Answer) -> Result<(), Problem> {
    if !(200..=599).contains(&answer.status) {
        return Err(wish::refusal(&"status must be from 200 to 599"));
    }
    for (name, value) in &answer.headers {
        HeaderName::try_from(name).map_err(|error| wish::refusal(&error))?;
        HeaderValue::try_from(value).map_err(|error| wish::refusal(&error))?;
    }
    Ok(())
}
