//! People for campaigns of the mode `WEBHOOK`.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{NonEmptyString, PhoneNumber};

/// People to call.
#[model(input)]
pub struct WebhookContacts {
    /// The people.
    #[wire(ts = "readonly WebhookContact[]")]
    pub contacts: Vec<WebhookContact>,
    /// Whether nothing is to come of it; `false` if left out.
    pub is_dry_run: Option<bool>,
}

/// Somebody to call.
#[model(input)]
pub struct WebhookContact {
    /// The person's name.
    pub name: NonEmptyString,
    /// The number to call.
    pub phone: PhoneNumber,
    /// The custom fields by key.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}
