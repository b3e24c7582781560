use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::contacts::{details, index_of, view::ContactView},
};

/// `PATCH …/contacts/{contact_id}`: changes a contact, and replies with it. `contact_label_ids` replaces all its
/// labels except system labels, and with `replace_all_labels` those too.
///
/// # Errors
/// Returns 404 if the workspace has no such contact; 422 for an invalid body, or a label that does not exist.
pub fn update(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    let mut body = caller.body(body)?;
    let details = details::read(&mut body);
    let labels = details::read_labels(&mut body, &workspace);
    let also_system = body.boolean("replace_all_labels").unwrap_or(false);
    body.finish()?;
    workspace.contacts.at_mut(index).change(&details, caller.now);
    if let Some(labels) = labels {
        workspace.put_labels(index, &labels, also_system);
    }
    Ok(json(StatusCode::OK, &ContactView::new(&workspace, index)))
}
