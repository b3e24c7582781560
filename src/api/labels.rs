//! `/contact_labels`

use super::{Call, Gives, Method, Operation, Repeat, Takes};
use crate::{
    model::{
        Page,
        label::{ContactLabel, LabelDraft, LabelQuery, LabelUpdate, LabelWithCount},
    },
    shape::{Checked, Shaped},
};

/// Lists labels.
pub static LIST: Operation = Operation {
    name: "labels.list",
    method: Method::Get,
    path: "contact_labels",
    repeat: Repeat::Safe,
    takes: Takes::Query(&LabelQuery::KIND),
    gives: Gives::Json(&Page::<LabelWithCount>::KIND),
};

/// Makes a label. Two of one name are refused.
pub static CREATE: Operation = Operation {
    name: "labels.create",
    method: Method::Post,
    path: "contact_labels",
    repeat: Repeat::Once,
    takes: Takes::Body(&LabelDraft::KIND),
    gives: Gives::Json(&ContactLabel::KIND),
};

/// Changes a label.
pub static UPDATE: Operation = Operation {
    name: "labels.update",
    method: Method::Patch,
    path: "contact_labels/{id}",
    repeat: Repeat::Idempotent,
    takes: Takes::Body(&LabelUpdate::KIND),
    gives: Gives::Json(&ContactLabel::KIND),
};

/// Removes a label, also from the contacts that carry it.
pub static DELETE: Operation = Operation {
    name: "labels.delete",
    method: Method::Delete,
    path: "contact_labels/{id}",
    repeat: Repeat::Removal,
    takes: Takes::Nothing,
    gives: Gives::Nothing,
};

/// Lists labels.
pub fn list(query: &Checked<LabelQuery>) -> Call<Page<LabelWithCount>> {
    Call::list(&LIST, query)
}
