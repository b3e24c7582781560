use schemars::JsonSchema;
use serde::Serialize;

use crate::{id::Id, timestamp::Timestamp, world::contact_set::ContactSet};

/// The name of the system label for contacts that must not be called.
pub const DO_NOT_CALL: &str = "DNC";

/// The name of the system label for contacts with a wrong number.
pub const INVALID_NUMBER: &str = "invalid number";

/// The name of the system label for contacts that never answer.
pub const UNREACHABLE: &str = "unreachable";

/// The name of the system label for contacts that have another contact's number.
pub const DUPLICATE: &str = "duplicate";

/// The color of a label if none is given.
pub const DEFAULT_COLOR: &str = "#19b9c3";

/// A contact label and its members.
#[derive(Clone, Debug)]
pub struct Label {
    /// The label as the API shows it.
    pub view: LabelView,
    /// The contacts with the label.
    pub members: ContactSet,
}

/// A contact label as the API shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's ContactLabel schema")]
#[schemars(rename = "ContactLabel")]
pub struct LabelView {
    pub name: String,
    pub color: String,
    pub description: String,
    pub id: Id,
    pub is_system: bool,
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
}
