//! `/contacts`

use super::{Call, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        contact::{Contact, ContactQuery},
    },
    shape::Checked,
};

/// Lists contacts.
pub static LIST: Operation =
    Operation { name: "contacts.list", method: Method::Get, path: "contacts", repeat: Repeat::Safe };

/// Lists contacts.
pub fn list(query: &Checked<ContactQuery>) -> Call<Page<Contact>> {
    Call::new(&LIST).query(query)
}
