use std::sync::Arc;

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    control::input,
    http::error::{ApiError, json},
    sandbox::Sandbox,
    settings::Settings,
};

/// The settings of a workspace. Missing ones are those of the command line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkspaceRequest {
    contacts: Option<u32>,
    seed: Option<u64>,
    speed: Option<f64>,
    /// Missing: as on the command line. Null: no cap.
    #[serde(default)]
    page_cap: Option<Value>,
    enforce_hours: Option<bool>,
}

/// `POST /_sandbox/workspaces`: creates an isolated workspace, and replies with 201, its id and its key.
///
/// # Errors
/// A 422 for an invalid body.
pub async fn open(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Result<Response, ApiError> {
    let object = input::object(&body)?;
    let uncapped = object.get("page_cap").is_some_and(Value::is_null);
    let request: WorkspaceRequest = input::read(object)?;
    let defaults = sandbox.defaults;
    let page_cap = match request.page_cap {
        None if uncapped => None,
        None => defaults.page_cap,
        Some(cap) => Some(positive_cap(&cap)?),
    };
    if request.enforce_hours == Some(true) && !cfg!(feature = "server") {
        return Err(input::refusal(&"enforce_hours needs the sandbox's program, which knows calling hours"));
    }
    let speed = request.speed.unwrap_or(defaults.speed);
    if !(speed.is_finite() && speed > 0.0) {
        return Err(input::refusal(&"speed must be above 0"));
    }
    let settings = Settings {
        seed: request.seed.unwrap_or(defaults.seed),
        contacts: request.contacts.unwrap_or(defaults.contacts),
        speed,
        page_cap,
        enforce_hours: request.enforce_hours.unwrap_or(defaults.enforce_hours),
    };
    let tenant = sandbox.open(settings);
    let reply = json!({ "workspace_id": tenant.id, "api_key": tenant.api_key });
    Ok(json(StatusCode::CREATED, &reply))
}

fn positive_cap(cap: &Value) -> Result<usize, ApiError> {
    let cap = cap.as_u64().filter(|&cap| cap > 0).and_then(|cap| usize::try_from(cap).ok());
    cap.ok_or_else(|| input::refusal(&"page_cap must be a whole number above 0, or null"))
}
