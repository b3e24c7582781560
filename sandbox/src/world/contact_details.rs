use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, value::to_raw_value};

use crate::{
    id::Id,
    timestamp::Timestamp,
    world::{contact::Contact, workspace::Workspace},
};

/// What a request, a webhook or a file says of a contact. What it doesn't say stays as it is; of a
/// new contact, it is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactDetails {
    /// The name.
    pub name: Option<String>,
    /// The number.
    pub phone: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// What the contact is known by elsewhere.
    pub channels: Channels,
    /// The contact fields' values, all of them.
    pub field_data: Option<Map<String, Value>>,
}

/// What a contact is known by elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's Contact schema")]
pub struct Channels {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messenger_psid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instagram_psid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture_url: Option<String>,
}

impl Workspace {
    /// Makes a contact, and gives its place.
    pub fn add_contact(&mut self, details: &ContactDetails, now: Timestamp) -> usize {
        let mut rng = self.rng("contact", self.contacts.indices());
        let mut contact = Contact::unknown(rng.id(), now);
        contact.change(details, now);
        self.contacts.push(contact)
    }

    /// Deletes a contact: it is in no list and has no label any more, and no campaign calls it.
    pub fn delete_contact(&mut self, index: usize) {
        for label in &mut self.labels {
            label.members.remove(index);
        }
        self.contacts.delete(index);
    }
}

impl Contact {
    /// Somebody of whom nothing is known.
    #[must_use]
    pub fn unknown(id: Id, now: Timestamp) -> Self {
        Self {
            id,
            name: "".into(),
            phone: None,
            whatsapp_phone: None,
            note: "".into(),
            channels: None,
            field_data: None,
            created_time: now,
            updated_time: now,
        }
    }

    /// Takes over what is said of the contact.
    pub fn change(&mut self, details: &ContactDetails, now: Timestamp) {
        let text = |text: &Option<String>| text.as_deref().map(Box::<str>::from);
        set(&mut self.name, text(&details.name));
        set(&mut self.phone, text(&details.phone).map(Some));
        set(&mut self.whatsapp_phone, text(&details.whatsapp_phone).map(Some));
        set(&mut self.note, text(&details.note));
        if let Some(fields) = &details.field_data {
            self.field_data = to_raw_value(fields).ok();
        }
        if details.channels != Channels::default() {
            self.channels.get_or_insert_default().change(&details.channels);
        }
        self.updated_time = now;
    }

    /// The contact fields' values.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        let fields = self.field_data.as_ref().map(|fields| serde_json::from_str(fields.get()));
        fields.and_then(Result::ok).unwrap_or_default()
    }
}

impl Channels {
    fn change(&mut self, others: &Self) {
        let Self { messenger_psid, instagram_psid, line_user_id, profile_picture_url } = others.clone();
        set(&mut self.messenger_psid, messenger_psid.map(Some));
        set(&mut self.instagram_psid, instagram_psid.map(Some));
        set(&mut self.line_user_id, line_user_id.map(Some));
        set(&mut self.profile_picture_url, profile_picture_url.map(Some));
    }
}

fn set<T>(index: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *index = value;
    }
}
