use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    http::{caller::Caller, error::ApiError},
    routes::contacts::index_of,
};

/// `DELETE …/contacts/{contact_id}`: deletes a contact, which campaigns then no longer call.
///
/// # Errors
/// Returns 404 if the workspace has no such contact.
pub fn delete(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    workspace.delete_contact(index);
    Ok(StatusCode::NO_CONTENT.into_response())
}
