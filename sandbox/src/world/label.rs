use schemars::JsonSchema;
use serde::Serialize;

use crate::{id::Id, timestamp::Timestamp, world::contact_set::ContactSet};

/// The name of the system label of those who must not be called.
pub const DO_NOT_CALL: &str = "DNC";

/// The name of the system label of those whose number is known to be wrong.
pub const INVALID_NUMBER: &str = "invalid number";

/// The name of the system label of those who never pick up.
pub const UNREACHABLE: &str = "unreachable";

/// The name of the system label of those who have another contact's number.
pub const DUPLICATE: &str = "duplicate";

/// The color of a label that was given none.
pub const DEFAULT_COLOR: &str = "#19b9c3";

/// A contact label, and who has it.
#[derive(Clone, Debug)]
pub struct Label {
    /// What the API shows of it.
    pub view: LabelView,
    /// The contacts that have it.
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
