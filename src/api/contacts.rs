//! `/contacts`, and `/import_contacts`

use super::{Call, Gives, Listing, Method, Operation, Repeat, Takes};
use crate::{
    error::{Error, Result},
    model::{
        Page,
        contact::{Contact, ContactDraft, ContactQuery, ContactUpdateFields, ImportQuery},
        job::Job,
    },
    shape::{Checked, Object, Shaped},
};

/// Lists contacts.
pub static LIST: Operation = Operation {
    name: "contacts.list",
    method: Method::Get,
    path: "contacts",
    repeat: Repeat::Safe,
    takes: Takes::Query(&ContactQuery::KIND),
    gives: Gives::Json(&Page::<Contact>::KIND),
};

/// Makes a contact. Sent twice, there are two of them with one number, and a campaign calls it twice.
pub static CREATE: Operation = Operation {
    name: "contacts.create",
    method: Method::Post,
    path: "contacts",
    repeat: Repeat::Once,
    takes: Takes::Body(&ContactDraft::KIND),
    gives: Gives::Json(&Contact::KIND),
};

/// Changes a contact.
pub static UPDATE: Operation = Operation {
    name: "contacts.update",
    method: Method::Patch,
    path: "contacts/{id}",
    repeat: Repeat::Idempotent,
    takes: Takes::Ruled(&ContactUpdateFields::KIND, check_update),
    gives: Gives::Json(&Contact::KIND),
};

/// Removes a contact.
pub static DELETE: Operation = Operation {
    name: "contacts.delete",
    method: Method::Delete,
    path: "contacts/{id}",
    repeat: Repeat::Removal,
    takes: Takes::Nothing,
    gives: Gives::Nothing,
};

/// Makes contacts from a CSV file. Sent twice, there are two imports, which mark each other's contacts as duplicates.
pub static IMPORT: Operation = Operation {
    name: "contacts.import",
    method: Method::Post,
    path: "import_contacts",
    repeat: Repeat::Once,
    takes: Takes::File(&ImportQuery::KIND),
    gives: Gives::Json(&Job::KIND),
};

/// Lists contacts.
pub fn list(query: &Checked<ContactQuery>) -> Call<Page<Contact>> {
    Call::list(&LIST, query)
}

/// Every contact that the query matches.
pub fn each(query: &Checked<ContactQuery>) -> Listing {
    Listing::new(&LIST, "", &query.object())
}

/// Finds fault with a change that no table can find fault with.
///
/// # Errors
/// `invalid_argument` where `replace_all_labels` says how to put labels that are not named.
fn check_update(change: &Object<'_>) -> Result<Repeat> {
    let has = |name: &str| change.members().any(|member| member.field.name == name);
    match has("replace_all_labels") && !has("contact_label_ids") {
        true => Err(Error::argument("replace_all_labels", "needs `contact_label_ids`: the labels to put")),
        false => Ok(Repeat::Idempotent),
    }
}
