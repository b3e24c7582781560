use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::contact_labels::{conflict, details},
};

/// `POST …/contact_labels`: creates a label, and replies with it.
///
/// # Errors
/// Returns 422 for an invalid body; 409 if another label has the name.
pub fn create(caller: &Caller, body: &[u8]) -> Result<Response, ApiError> {
    let mut body = caller.body(body)?;
    body.require("name");
    let details = details::read(body)?;
    let mut workspace = caller.workspace();
    let index = workspace.add_label(details, caller.now).map_err(conflict)?;
    Ok(json(StatusCode::OK, &workspace.labels[index].view))
}
