//! `/contact_labels`

use super::{Call, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        label::{LabelQuery, LabelWithCount},
    },
    shape::Checked,
};

/// Lists labels.
pub static LIST: Operation =
    Operation { name: "labels.list", method: Method::Get, path: "contact_labels", repeat: Repeat::Safe };

/// Lists labels.
pub fn list(query: &Checked<LabelQuery>) -> Call<Page<LabelWithCount>> {
    Call::new(&LIST).query(query)
}
