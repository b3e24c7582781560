//! Contact files, for campaigns in `EXCEL` mode.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{LabelId, NonEmptyString};

/// An uploaded contact file.
#[model(input)]
pub struct ContactFile {
    /// The URL of the file.
    pub url: NonEmptyString,
}

/// A contact in a contact file.
#[model]
pub struct FileContact {
    /// The contact's name.
    pub name: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// The Facebook Messenger id.
    pub messenger_psid: Option<String>,
    /// The Instagram id.
    pub instagram_psid: Option<String>,
    /// The LINE user id.
    pub line_user_id: Option<String>,
    /// The URL of the profile picture.
    pub profile_picture_url: Option<String>,
    /// Custom fields by key.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
    /// The ids of the contact's labels.
    pub contact_label_ids: Option<Vec<LabelId>>,
}
