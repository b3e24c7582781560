//! `/contacts`, one file per operation.

mod create;
mod delete;
mod details;
mod list;
mod update;
mod view;

use crate::{
    http::{error::ApiError, page::Page},
    id::Id,
    routes::{
        contacts::view::ContactView,
        operation::{Handler, Operation},
    },
    world::workspace::Workspace,
};

const ALL: &str = "/contacts";
const ONE: &str = "/contacts/{contact_id}";

/// Returns the operations below `/contacts`.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::get("contacts.list", ALL, "Lists the contacts that match.", Handler::Plain(list::list))
            .returns::<Page<ContactView<'_>>>(),
        Operation::post("contacts.create", ALL, "Creates a contact.", Handler::WithBody(create::create))
            .returns::<ContactView<'_>>(),
        Operation::patch(
            "contacts.update",
            ONE,
            "Updates a contact.",
            Handler::WithIdAndBody(update::update),
        )
        .returns::<ContactView<'_>>(),
        Operation::delete("contacts.delete", ONE, "Deletes a contact.", Handler::WithId(delete::delete)),
    ]
}

/// Returns the index of the contact with this id.
fn index_of(id: &str, workspace: &Workspace) -> Result<usize, ApiError> {
    let index = Id::parse(id).and_then(|id| workspace.contacts.index_of(id));
    index.ok_or_else(|| ApiError::not_found("Contact"))
}
