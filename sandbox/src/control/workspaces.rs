use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use super::request::{ControlRequest, Reply, refusal};
use crate::{
    fields::{self, Fields},
    http::error::json,
    id::Id,
    settings::{MAX_CONTACTS, Settings},
};

/// `POST /_sandbox/workspaces`: creates an isolated workspace, and replies with 201, its id and its key. Missing
/// settings default to those of the sandbox.
///
/// # Errors
/// Returns 422 for an invalid body.
pub fn open(request: &ControlRequest<'_>) -> Reply {
    let settings = read(request.fields()?, request.sandbox.defaults).map_err(refusal)?;
    let tenant = request.sandbox.open(settings);
    Ok(json(StatusCode::CREATED, &Opened { workspace_id: tenant.id, api_key: &tenant.api_key }))
}

#[derive(Serialize)]
struct Opened<'a> {
    workspace_id: Id,
    api_key: &'a str,
}

fn read(mut fields: Fields, defaults: Settings) -> fields::Result<Settings> {
    let page_cap = match fields.any("page_cap") {
        None => defaults.page_cap,
        Some(Value::Null) => None,
        Some(cap) => Some(positive_cap(&cap)?),
    };
    let speed = fields.number("speed")?.unwrap_or(defaults.speed);
    if !(speed.is_finite() && speed > 0.0) {
        return Err("speed must be above 0".into());
    }
    let settings = Settings {
        seed: fields.count("seed")?.unwrap_or(defaults.seed),
        contacts: fields.count_up_to("contacts", MAX_CONTACTS)?.unwrap_or(defaults.contacts),
        speed,
        page_cap,
        enforce_hours: fields.flag("enforce_hours")?.unwrap_or(defaults.enforce_hours),
    };
    fields.finish()?;
    Ok(settings)
}

fn positive_cap(cap: &Value) -> fields::Result<usize> {
    let cap = cap.as_u64().filter(|&cap| cap > 0).and_then(|cap| usize::try_from(cap).ok());
    cap.ok_or_else(|| "page_cap must be a whole number above 0, or null".into())
}
