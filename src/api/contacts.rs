//! The operations of `/contacts` and `/import_contacts`.

use super::{Listing, Method, Operation, PreparedCall, RequestSpec, ResponseSpec, RetryPolicy};
use crate::{
    error::{Error, Result},
    model::{
        Page,
        contact::{Contact, ContactDraft, ContactQuery, ContactUpdateFields, ImportQuery},
        job::Job,
    },
    schema::{Checked, HasSchema, Object},
};

/// Lists contacts.
pub static LIST: Operation = Operation {
    name: "contacts.list",
    method: Method::Get,
    path: "contacts",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&ContactQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<Contact>::SCHEMA),
};

/// Creates a contact. A request sent twice creates two with the same number, which a campaign calls twice.
pub static CREATE: Operation = Operation {
    name: "contacts.create",
    method: Method::Post,
    path: "contacts",
    retry: RetryPolicy::Once,
    request: RequestSpec::Body(&ContactDraft::SCHEMA),
    response: ResponseSpec::Json(&Contact::SCHEMA),
};

/// Changes a contact.
pub static UPDATE: Operation = Operation {
    name: "contacts.update",
    method: Method::Patch,
    path: "contacts/{id}",
    retry: RetryPolicy::Idempotent,
    request: RequestSpec::Validated(&ContactUpdateFields::SCHEMA, check_update),
    response: ResponseSpec::Json(&Contact::SCHEMA),
};

/// Deletes a contact.
pub static DELETE: Operation = Operation {
    name: "contacts.delete",
    method: Method::Delete,
    path: "contacts/{id}",
    retry: RetryPolicy::Removal,
    request: RequestSpec::Nothing,
    response: ResponseSpec::Nothing,
};

/// Imports contacts from a CSV file. A request sent twice starts two imports, which label each other's contacts as duplicates.
pub static IMPORT: Operation = Operation {
    name: "contacts.import",
    method: Method::Post,
    path: "import_contacts",
    retry: RetryPolicy::Once,
    request: RequestSpec::File(&ImportQuery::SCHEMA),
    response: ResponseSpec::Json(&Job::SCHEMA),
};

/// Lists contacts.
pub fn list(query: &Checked<ContactQuery>) -> PreparedCall<Page<Contact>> {
    PreparedCall::list(&LIST, query)
}

/// Lists all contacts that match the query, for iteration.
pub fn each(query: &Checked<ContactQuery>) -> Listing {
    Listing::new(&LIST, "", &query.object())
}

/// Checks the rules that a schema cannot express.
///
/// # Errors
/// `invalid_argument` for `replace_all_labels` without labels.
fn check_update(change: &Object<'_>) -> Result<RetryPolicy> {
    let has = |name: &str| change.members().any(|member| member.field.name == name);
    match has(ContactUpdateFields::REPLACE_ALL_LABELS) && !has(ContactUpdateFields::CONTACT_LABEL_IDS) {
        true => Err(Error::argument(ContactUpdateFields::REPLACE_ALL_LABELS, "requires `contact_label_ids`")),
        // A late retry could remove a label that was added meanwhile, such as `DNC`.
        false if has(ContactUpdateFields::CONTACT_LABEL_IDS) => Ok(RetryPolicy::Once),
        false => Ok(UPDATE.retry),
    }
}
