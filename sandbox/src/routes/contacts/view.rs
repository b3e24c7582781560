use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};

use crate::{
    id::Id,
    timestamp::Timestamp,
    world::{contact::Channels, label::LabelView, workspace::Workspace},
};

/// A contact as the API shows it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Contact")]
pub struct ContactView<'a> {
    name: &'a str,
    phone: Option<&'a str>,
    note: &'a str,
    whatsapp_phone: Option<&'a str>,
    #[serde(flatten)]
    channels: Option<&'a Channels>,
    #[schemars(with = "Option<Map<String, Value>>")]
    contact_field_data: Option<&'a RawValue>,
    id: Id,
    workspace_id: Id,
    created_time: Timestamp,
    updated_time: Timestamp,
    contact_labels: Vec<&'a LabelView>,
}

impl<'a> ContactView<'a> {
    /// Creates the view of the contact at an index.
    #[must_use]
    pub fn new(workspace: &'a Workspace, index: usize) -> Self {
        let contact = workspace.contacts.at(index);
        let labels = workspace.labels.iter().filter(|label| label.members.contains(index));
        Self {
            name: &contact.name,
            phone: contact.phone.as_deref(),
            note: &contact.note,
            whatsapp_phone: contact.whatsapp_phone.as_deref(),
            channels: contact.channels.as_deref(),
            contact_field_data: contact.field_data.as_deref(),
            id: contact.id,
            workspace_id: workspace.id,
            created_time: contact.created_time,
            updated_time: contact.updated_time,
            contact_labels: labels.map(|label| &label.view).collect(),
        }
    }
}
