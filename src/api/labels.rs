//! The operations of `/contact_labels`.

use super::{Method, Operation, PreparedCall, RequestSpec, ResponseSpec, RetryPolicy};
use crate::{
    model::{
        Page,
        label::{ContactLabel, LabelDraft, LabelQuery, LabelUpdate, LabelWithCount},
    },
    schema::{Checked, HasSchema},
};

/// Lists labels.
pub static LIST: Operation = Operation {
    name: "labels.list",
    method: Method::Get,
    path: "contact_labels",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&LabelQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<LabelWithCount>::SCHEMA),
};

/// Creates a label. Its name has to be unique.
pub static CREATE: Operation = Operation {
    name: "labels.create",
    method: Method::Post,
    path: "contact_labels",
    retry: RetryPolicy::Once,
    request: RequestSpec::Body(&LabelDraft::SCHEMA),
    response: ResponseSpec::Json(&ContactLabel::SCHEMA),
};

/// Changes a label.
pub static UPDATE: Operation = Operation {
    name: "labels.update",
    method: Method::Patch,
    path: "contact_labels/{id}",
    retry: RetryPolicy::Idempotent,
    request: RequestSpec::Body(&LabelUpdate::SCHEMA),
    response: ResponseSpec::Json(&ContactLabel::SCHEMA),
};

/// Deletes a label, and removes it from its contacts.
pub static DELETE: Operation = Operation {
    name: "labels.delete",
    method: Method::Delete,
    path: "contact_labels/{id}",
    retry: RetryPolicy::Removal,
    request: RequestSpec::Nothing,
    response: ResponseSpec::Nothing,
};

/// Lists labels.
pub fn list(query: &Checked<LabelQuery>) -> PreparedCall<Page<LabelWithCount>> {
    PreparedCall::list(&LIST, query)
}
