//! `/contact_labels`, one file per operation.

mod create;
mod delete;
mod details;
mod list;
mod update;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    routing::{get, patch},
};

use crate::{
    http::problem::Problem,
    id::Id,
    sandbox::Sandbox,
    world::{labelling::LabelRefusal, workspace::Workspace},
};

/// Everything below a workspace's `/contact_labels`.
pub fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/contact_labels", get(list::list).post(create::create))
        .route("/contact_labels/{contact_label_id}", patch(update::update).delete(delete::delete))
}

/// Where the workspace has the label with this id.
fn place_of(id: &str, workspace: &Workspace) -> Result<usize, Problem> {
    let place = Id::parse(id).and_then(|id| workspace.place_of_label(id));
    place.ok_or_else(|| Problem::not_found("Contact label"))
}

fn conflict(refusal: LabelRefusal) -> Problem {
    let detail = match refusal {
        LabelRefusal::NameTaken(name) => format!("There is a contact label named '{name}' already"),
        LabelRefusal::System(name) => {
            format!("The contact label '{name}' is the system's; it cannot be changed or deleted")
        }
    };
    Problem::new(StatusCode::CONFLICT, detail)
}
