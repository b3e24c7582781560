use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    http::{caller::Caller, error::ApiError},
    routes::contact_labels::{conflict, index_of},
};

/// `DELETE …/contact_labels/{contact_label_id}`: deletes a label, and removes it from all contacts.
///
/// # Errors
/// Returns 404 if the workspace has no such label; 409 for a system label.
pub fn delete(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    workspace.delete_label(index).map_err(conflict)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
