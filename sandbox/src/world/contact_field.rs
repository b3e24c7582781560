use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp};

enumeration! {
    /// The type of a contact field.
    ContactFieldType {
        String = "STRING",
        Date = "DATE",
        Time = "TIME",
        DateTime = "DATETIME",
    }
}

/// A custom field of the workspace's contacts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's ContactFields schema")]
pub struct ContactField {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: ContactFieldType,
    pub id: Id,
    pub workspace_id: Id,
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
}
