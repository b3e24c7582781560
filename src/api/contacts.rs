//! `/contacts`

use super::{Call, Listing, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        contact::{Contact, ContactQuery},
    },
    shape::{Checked, Shaped},
};

/// Lists contacts.
pub static LIST: Operation =
    Operation { name: "contacts.list", method: Method::Get, path: "contacts", repeat: Repeat::Safe };

/// Lists contacts.
pub fn list(query: &Checked<ContactQuery>) -> Call<Page<Contact>> {
    Call::new(&LIST).query(query)
}

/// Every contact that the query matches.
pub fn each(query: &Checked<ContactQuery>) -> Listing {
    Listing::new(&LIST, &query.object(), &Page::<Contact>::KIND)
}
