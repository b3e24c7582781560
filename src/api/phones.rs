//! `/phones`

use super::{Call, Listing, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        phone::{Phone, PhoneQuery},
    },
    shape::{Checked, Shaped},
};

/// Lists phones.
pub static LIST: Operation =
    Operation { name: "phones.list", method: Method::Get, path: "phones", repeat: Repeat::Safe };

/// Lists phones.
pub fn list(query: &Checked<PhoneQuery>) -> Call<Page<Phone>> {
    Call::new(&LIST).query(query)
}

/// Every phone that the query matches.
pub fn each(query: &Checked<PhoneQuery>) -> Listing {
    Listing::new(&LIST, &query.object(), &Page::<Phone>::KIND)
}
