//! `/contact_labels`, one file per operation.

mod create;
mod delete;
mod details;
mod list;
mod update;

use axum::http::StatusCode;

use crate::{
    http::{error::ApiError, page::Page},
    id::Id,
    routes::{
        contact_labels::list::CountedLabel,
        operation::{Handler, Operation},
    },
    rules::labeling::LabelRefusal,
    world::{label::LabelView, workspace::Workspace},
};

const ALL: &str = "/contact_labels";
const ONE: &str = "/contact_labels/{contact_label_id}";

/// Returns the operations below `/contact_labels`.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::get(
            "labels.list",
            ALL,
            "Lists the labels that match, with their number of contacts.",
            Handler::Plain(list::list),
        )
        .returns::<Page<CountedLabel<'_>>>(),
        Operation::post("labels.create", ALL, "Creates a label.", Handler::WithBody(create::create))
            .returns::<LabelView>()
            .can_conflict(),
        Operation::patch("labels.update", ONE, "Updates a label.", Handler::WithIdAndBody(update::update))
            .returns::<LabelView>()
            .can_conflict(),
        Operation::delete(
            "labels.delete",
            ONE,
            "Deletes a label, and removes it from all contacts.",
            Handler::WithId(delete::delete),
        )
        .can_conflict(),
    ]
}

/// Returns the index of the label with this id.
fn index_of(id: &str, workspace: &Workspace) -> Result<usize, ApiError> {
    let index = Id::parse(id).and_then(|id| workspace.index_of_label(id));
    index.ok_or_else(|| ApiError::not_found("Contact label"))
}

fn conflict(refusal: LabelRefusal) -> ApiError {
    let detail = match refusal {
        LabelRefusal::NameTaken(name) => format!("A contact label named '{name}' already exists"),
        LabelRefusal::System(name) => {
            format!("'{name}' is a system label, which cannot be changed or deleted")
        }
    };
    ApiError::new(StatusCode::CONFLICT, detail)
}
