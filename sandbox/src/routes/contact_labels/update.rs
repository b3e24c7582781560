use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::contact_labels::{conflict, details, index_of},
};

/// `PATCH …/contact_labels/{contact_label_id}`: changes a label, and replies with it.
///
/// # Errors
/// Returns 404 if the workspace has no such label; 422 for an invalid body; 409 for a system label, or if another
/// label has the name.
pub fn update(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    let details = details::read(caller.body(body)?)?;
    workspace.change_label(index, details, caller.now).map_err(conflict)?;
    Ok(json(StatusCode::OK, &workspace.labels[index].view))
}
