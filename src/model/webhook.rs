//! Contacts for campaigns in `WEBHOOK` mode.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{NonEmptyString, PhoneNumber};

/// A request that adds contacts to a campaign.
#[model(input)]
pub struct WebhookContacts {
    /// The contacts to call.
    #[wire(ts = "readonly WebhookContact[]")]
    pub contacts: Vec<WebhookContact>,
    /// Whether to validate the request without adding contacts. Default `false`.
    pub is_dry_run: Option<bool>,
}

/// A contact to call.
#[model(input)]
pub struct WebhookContact {
    /// The contact's name.
    pub name: NonEmptyString,
    /// The number to call.
    pub phone: PhoneNumber,
    /// Custom fields by key.
    #[wire(ts = "Record<string, unknown>")]
    pub contact_field_data: Option<BTreeMap<String, Value>>,
}
