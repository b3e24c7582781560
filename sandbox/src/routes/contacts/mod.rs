//! `/contacts`, one file per operation.

mod create;
mod delete;
mod details;
mod list;
mod update;
mod view;

use crate::{
    http::{page::Page, problem::Problem},
    id::Id,
    routes::contacts::view::ContactView,
    routes::operation::Operation,
    world::workspace::Workspace,
};

const ALL: &str = "/contacts";
const ONE: &str = "/contacts/{contact_id}";

/// Everything below a workspace's `/contacts`.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::get(ALL, "Lists the contacts that match.", list::list).gives::<Page<ContactView<'_>>>(),
        Operation::post(ALL, "Makes a contact.", create::create).gives::<ContactView<'_>>(),
        Operation::patch(ONE, "Changes a contact.", update::update).gives::<ContactView<'_>>(),
        Operation::delete(ONE, "Removes a contact.", delete::delete),
    ]
}

/// Where the workspace has the contact with this id.
fn place_of(id: &str, workspace: &Workspace) -> Result<usize, Problem> {
    let place = Id::parse(id).and_then(|id| workspace.contacts.place_of(id));
    place.ok_or_else(|| Problem::not_found("Contact"))
}
