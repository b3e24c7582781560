use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    enumeration::enumeration,
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::index_of,
    rules::estimate,
    timestamp::Timestamp,
};

enumeration! {
    /// What to estimate.
    ValidationOption { SendingTime = "SENDING_TIME", PlayTimeDuration = "PLAY_TIME_DURATION" }
}

/// The API's `PlayTimeDurationValidationResponse`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlayTimeDurationValidationResponse")]
pub struct PlayTime {
    start_time: Option<Timestamp>,
    end_time: Option<Timestamp>,
    /// Seconds.
    estimated_duration: f64,
}

/// `POST …/{auto_dialer_campaign_id}/validate`: estimates how long a campaign plays to one contact
/// (`PLAY_TIME_DURATION`), or takes to call all of them (`SENDING_TIME`), in seconds.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid body, or a window that ends before it
/// starts.
pub fn validate(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let campaign = &workspace.campaigns[index_of(id, &workspace)?];
    let mut body = caller.body(body)?;
    for field in ["option", "start_time", "end_time"] {
        body.require(field);
    }
    let option = body.choice("option");
    let (start_time, end_time) = (body.timestamp("start_time"), body.timestamp("end_time"));
    if start_time.zip(end_time).is_some_and(|(start, end)| end <= start) {
        body.refuse::<()>("end_time", "end_time must be after start_time", "value_error");
    }
    body.finish()?;
    let estimated_duration = match option {
        Some(ValidationOption::SendingTime) => estimate::sending_seconds(&workspace, campaign),
        _ => estimate::play_seconds(campaign),
    };
    Ok(json(StatusCode::OK, &PlayTime { start_time, end_time, estimated_duration }))
}
