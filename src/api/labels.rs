//! `/contact_labels`

use super::{Call, Listing, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        label::{LabelQuery, LabelWithCount},
    },
    shape::{Checked, Shaped},
};

/// Lists labels.
pub static LIST: Operation =
    Operation { name: "labels.list", method: Method::Get, path: "contact_labels", repeat: Repeat::Safe };

/// Lists labels.
pub fn list(query: &Checked<LabelQuery>) -> Call<Page<LabelWithCount>> {
    Call::new(&LIST).query(query)
}

/// Every label that the query matches.
pub fn each(query: &Checked<LabelQuery>) -> Listing {
    Listing::new(&LIST, &query.object(), &Page::<LabelWithCount>::KIND)
}
