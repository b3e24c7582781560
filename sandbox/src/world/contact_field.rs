use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp};

enumeration! {
    /// What a contact field holds.
    ContactFieldType {
        String = "STRING",
        Date = "DATE",
        Time = "TIME",
        DateTime = "DATETIME",
    }
}

/// A field that the workspace keeps of its contacts, beyond name and numbers.
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
