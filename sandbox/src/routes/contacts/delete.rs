use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    http::{caller::Caller, problem::Problem},
    routes::contacts::place_of,
};

/// `DELETE …/contacts/{contact_id}`: removes a contact, whom no campaign calls any more.
///
/// # Errors
/// A 404 if the workspace has no such contact.
pub async fn delete(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let mut workspace = caller.workspace();
    let place = place_of(&id, &workspace)?;
    workspace.delete_contact(place);
    Ok(StatusCode::NO_CONTENT.into_response())
}
