//! `/contacts`, one file per operation.

mod create;
mod delete;
mod details;
mod list;
mod update;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, patch},
};

use crate::{http::problem::Problem, id::Id, sandbox::Sandbox, world::workspace::Workspace};

/// Everything below a workspace's `/contacts`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/contacts", get(list::list).post(create::create))
        .route("/contacts/{contact_id}", patch(update::update).delete(delete::delete))
}

/// Where the workspace has the contact with this id.
fn place_of(id: &str, workspace: &Workspace) -> Result<usize, Problem> {
    let place = Id::parse(id).and_then(|id| workspace.contacts.place_of(id));
    place.ok_or_else(|| Problem::not_found("Contact"))
}
