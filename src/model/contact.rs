//! Contacts.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{
    CommaList, ContactId, LabelId, NonEmptyString, Order, PhoneNumber, WorkspaceId,
    label::ContactLabel,
    open_enum::{input_enum, open_enum},
    time::ApiTime,
};

/// A contact.
#[model]
pub struct Contact {
    /// The contact's id.
    pub id: ContactId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The contact's name. The value of `{name}` in a message.
    pub name: String,
    /// The number to call, usually E.164 (`+12345678900`). The value of `{phone}` in a message.
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
    /// When the profile picture was last synchronized (UTC).
    pub profile_picture_last_synced_at: Option<ApiTime>,
    /// The channel the profile picture came from.
    pub profile_picture_source: Option<ChannelService>,
    /// Custom fields by key. Merge fields other than `{name}` and `{phone}` take their values from here, unless the campaign's
    /// `message_variables` have them.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
    /// The contact's labels.
    pub contact_labels: Vec<ContactLabel>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

open_enum! {
    /// A messaging channel that contacts come from.
    ChannelService {
        WhatsappBusinessPlatform = "WHATSAPP_BUSINESS_PLATFORM",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        Instagram = "INSTAGRAM",
        LineOfficialAccount = "LINE_OFFICIAL_ACCOUNT",
    }
}

/// A contact to create.
#[model(input)]
pub struct ContactDraft {
    /// The contact's name. The value of `{name}` in a message.
    pub name: NonEmptyString,
    /// Other fields.
    #[serde(flatten)]
    pub details: ContactDetails,
    /// The ids of its labels.
    #[wire(ts = "readonly LabelId[]")]
    pub contact_label_ids: Option<Vec<LabelId>>,
}

/// Changes to a contact and its labels. Fields left out stay unchanged.
#[model(input)]
pub struct ContactUpdateFields {
    /// The contact's name.
    pub name: Option<NonEmptyString>,
    /// Other fields.
    #[serde(flatten)]
    pub details: ContactDetails,
    /// The ids of its new labels. They replace the current ones.
    #[wire(ts = "readonly LabelId[]")]
    pub contact_label_ids: Option<Vec<LabelId>>,
    /// Whether the new labels also replace system labels such as `DNC`. Default `false`.
    pub replace_all_labels: Option<bool>,
}

/// Fields of a contact other than its name and labels.
#[model(input)]
pub struct ContactDetails {
    /// The number to call.
    pub phone: Option<PhoneNumber>,
    /// A note.
    pub note: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<PhoneNumber>,
    /// The Facebook Messenger id.
    pub messenger_psid: Option<String>,
    /// The Instagram id.
    pub instagram_psid: Option<String>,
    /// The LINE user id.
    pub line_user_id: Option<String>,
    /// The URL of the profile picture.
    pub profile_picture_url: Option<String>,
    /// Custom fields by key. Merge fields other than `{name}` and `{phone}` take their values from here, unless the campaign's
    /// `message_variables` have them.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}

/// Parameters of an import (`POST /import_contacts`).
#[model(input)]
#[derive(Default)]
pub struct ImportQuery {
    /// What to do with a row whose number an existing contact has. Default `mark`.
    pub duplicate_strategy: Option<DuplicateStrategy>,
}

input_enum! {
    /// What to do with an imported row whose number an existing contact has: `merge` it into that contact, `replace` that
    /// contact, or create another contact and `mark` it with the label `duplicate`.
    DuplicateStrategy {
        Merge = "merge",
        Replace = "replace",
        Mark = "mark",
    }
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/**
 * Changes to a contact. Fields that are left out stay as they are. `replace_all_labels` requires `contact_label_ids`.
 */
export type ContactUpdate = Omit<ContactUpdateFields, "contact_label_ids" | "replace_all_labels"> &
  (
    | Required<Pick<ContactUpdateFields, "contact_label_ids">> & Pick<ContactUpdateFields, "replace_all_labels">
    | Pick<ContactUpdateFields, "contact_label_ids"> & { replace_all_labels?: undefined }
  );
"#;

/// Query parameters of `GET /contacts`.
#[model(input)]
#[derive(Default)]
pub struct ContactQuery {
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Only contacts whose name or number contains this.
    pub keyword: Option<String>,
    /// Only the contact with this WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// Only contacts that have all of these labels.
    pub all_contact_label_ids: Option<CommaList<LabelId>>,
    /// Only contacts that have any of these labels.
    pub any_contact_label_ids: Option<CommaList<LabelId>>,
    /// Exclude these contacts.
    pub exclude_contact_ids: Option<CommaList<ContactId>>,
    /// Exclude contacts that have any of these labels.
    pub exclude_any_contact_label_ids: Option<CommaList<LabelId>>,
    /// Exclude contacts that have all of these labels.
    pub exclude_all_contact_label_ids: Option<CommaList<LabelId>>,
    /// Also include these contacts, regardless of their labels.
    pub addition_contact_ids: Option<CommaList<ContactId>>,
    /// Sort order. Default `created_time:desc`.
    pub order_by: Option<CommaList<Order>>,
    /// Exclude contacts that have a label with one of these *names*, such as `["DNC", "invalid number"]`.
    pub exclude_labels: Option<CommaList<String>>,
    /// Only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// Only contacts that have a phone number.
    pub phone_only: Option<bool>,
}
