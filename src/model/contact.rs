//! Contacts: the people a campaign calls.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{
    CommaSeparated, ContactId, LabelId, NonEmptyString, Order, PhoneNumber, WorkspaceId, label::ContactLabel,
    open_enum::open_enum, time::ApiTime,
};

/// A person who can be called.
#[model]
pub struct Contact {
    /// The contact's id.
    pub id: ContactId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The person's name; what `{name}` in a message says.
    pub name: String,
    /// The number to call, usually E.164 (`+12345678900`); what `{phone}` in a message says.
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
    /// Where the profile picture is.
    pub profile_picture_url: Option<String>,
    /// When the profile picture was last fetched (UTC).
    pub profile_picture_last_synced_at: Option<ApiTime>,
    /// Which channel the profile picture came from.
    pub profile_picture_source: Option<ChannelService>,
    /// The custom fields by key; what other placeholders in a message say.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
    /// The labels that the contact carries.
    pub contact_labels: Vec<ContactLabel>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
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

/// A contact to be made.
#[model(input)]
pub struct ContactDraft {
    /// The person's name; what `{name}` in a message says.
    pub name: NonEmptyString,
    /// What else it has.
    #[serde(flatten)]
    pub details: ContactDetails,
    /// The labels that it gets.
    #[wire(ts = "readonly LabelId[]")]
    pub contact_label_ids: Option<Vec<LabelId>>,
}

/// What is to be changed of a contact's labels and of the contact itself. What is left out stays as it is.
#[model(input)]
pub struct ContactUpdateFields {
    /// The person's name.
    pub name: Option<NonEmptyString>,
    /// What else it has.
    #[serde(flatten)]
    pub details: ContactDetails,
    /// All labels that it shall carry: those that it carries and that are not named are taken off.
    #[wire(ts = "readonly LabelId[]")]
    pub contact_label_ids: Option<Vec<LabelId>>,
    /// Whether the system's labels, such as `DNC`, are taken off as well; `false` if left out.
    pub replace_all_labels: Option<bool>,
}

/// What a contact has beside name and labels.
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
    /// Where the profile picture is.
    pub profile_picture_url: Option<String>,
    /// The custom fields by key; what other placeholders in a message say.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}

/// How contacts are imported: `POST /import_contacts`.
#[model(input)]
#[derive(Default)]
pub struct ImportQuery {
    /// What becomes of a contact whose number is there already; `mark` if left out.
    pub duplicate_strategy: Option<DuplicateStrategy>,
}

open_enum! {
    /// What becomes of a contact whose number is there already: it is merged into the one that is there, replaces it, or is
    /// made all the same and marked with the label `duplicate`.
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
 * What is to be changed of a contact. What is left out stays as it is. How labels are put can be said only with the labels to
 * put.
 */
export type ContactUpdate = Omit<ContactUpdateFields, "contact_label_ids" | "replace_all_labels"> &
  (
    | Required<Pick<ContactUpdateFields, "contact_label_ids">> & Pick<ContactUpdateFields, "replace_all_labels">
    | { contact_label_ids?: undefined; replace_all_labels?: undefined }
  );
"#;

/// What to ask of `GET /contacts`.
#[model(input)]
#[derive(Default)]
pub struct ContactQuery {
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Only contacts whose name or number contains this.
    pub keyword: Option<String>,
    /// Only the contact with this WhatsApp number.
    pub whatsapp_phone: Option<String>,
    /// Only contacts that carry every one of these labels.
    pub all_contact_label_ids: Option<CommaSeparated<LabelId>>,
    /// Only contacts that carry at least one of these labels.
    pub any_contact_label_ids: Option<CommaSeparated<LabelId>>,
    /// Without these contacts.
    pub exclude_contact_ids: Option<CommaSeparated<ContactId>>,
    /// Without contacts that carry at least one of these labels.
    pub exclude_any_contact_label_ids: Option<CommaSeparated<LabelId>>,
    /// Without contacts that carry every one of these labels.
    pub exclude_all_contact_label_ids: Option<CommaSeparated<LabelId>>,
    /// With these contacts, whatever their labels.
    pub addition_contact_ids: Option<CommaSeparated<ContactId>>,
    /// How to sort; `created_time:desc` if left out.
    pub order_by: Option<CommaSeparated<Order>>,
    /// Without contacts that carry a label with one of these *names*, such as `["DNC", "invalid number"]`.
    pub exclude_labels: Option<CommaSeparated<String>>,
    /// Only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// Only contacts that have a phone number.
    pub phone_only: Option<bool>,
}
