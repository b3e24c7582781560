use serde_json::{Map, Value, value::to_raw_value};

use crate::{
    timestamp::Timestamp,
    world::contact::{Channels, Contact},
};

/// The fields of a contact that a request, a webhook or a file contains. Missing fields stay unchanged, or empty in a
/// new contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactDetails {
    /// The name.
    pub name: Option<String>,
    /// The number.
    pub phone: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// Free text.
    pub note: Option<String>,
    /// Identifiers in other channels.
    pub channels: Channels,
    /// The values of all contact fields; they replace all earlier ones.
    pub field_data: Option<Map<String, Value>>,
}

impl Contact {
    /// Applies the details.
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
