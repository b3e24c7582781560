use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::contacts::{details, view::ContactView},
};

/// `POST …/contacts`: creates a contact, even if another has its number, and replies with it.
///
/// # Errors
/// Returns 422 for an invalid body, or a label that does not exist.
pub fn create(caller: &Caller, body: &[u8]) -> Result<Response, ApiError> {
    let mut body = caller.body(body)?;
    let mut workspace = caller.workspace();
    body.require("name");
    let details = details::read(&mut body);
    let labels = details::read_labels(&mut body, &workspace).unwrap_or_default();
    body.finish()?;
    let index = workspace.add_contact(&details, caller.now);
    workspace.put_labels(index, &labels, true);
    Ok(json(StatusCode::OK, &ContactView::new(&workspace, index)))
}
