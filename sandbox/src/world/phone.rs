use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp, world::label::LabelView};

enumeration! {
    /// The kind of recipient of incoming calls.
    RecipientType {
        PhoneNumber = "PHONE_NUMBER",
        AiAgent = "AI_AGENT",
        HumanAgent = "HUMAN_AGENT",
        IvrMenu = "IVR_MENU",
    }
}

/// A phone number of the workspace.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's Phone schema")]
pub struct Phone {
    pub name: String,
    pub enabled: bool,
    /// E.164.
    pub phone: String,
    pub country: Option<String>,
    pub whatsapp_device_id: Option<String>,
    pub whatsapp_status: Option<String>,
    pub generic_reply_message: String,
    pub dnc_reply_message: String,
    pub enabled_generic_reply: bool,
    pub enabled_dnc_reply: bool,
    #[serde(rename = "type")]
    pub kind: String,
    pub source: String,
    pub phone_capability: PhoneCapability,
    pub is_default: bool,
    pub enabled_recipient: bool,
    pub whatsapp_business_account_phone_id: Option<String>,
    pub dialpad_available: bool,
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
    pub id: Id,
    pub call_recipient: Option<Recipient>,
    pub sms_recipient: Option<Recipient>,
    pub wabp_recipient: Option<Recipient>,
    pub verified_caller: Option<VerifiedCaller>,
    pub byoc_trunk: Option<ByocTrunk>,
    /// Part of the list of phones only, not of a campaign's phones.
    #[serde(skip)]
    pub desk: Desk,
}

impl Phone {
    /// Returns `true` if this number can place calls.
    #[must_use]
    pub fn can_call(&self) -> bool {
        self.enabled && self.phone_capability.voice
    }
}

/// The users of a phone, and its automatic replies.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The users that the phone is assigned to.
    pub users: Vec<User>,
    /// Keywords in incoming messages that it replies to.
    pub keywords: Vec<Keyword>,
    /// The number of unread messages.
    pub unread_count: u32,
}

/// The capabilities of a number.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's PhoneCapability schema")]
pub struct PhoneCapability {
    pub sms: bool,
    pub mms: bool,
    pub voice: bool,
    pub fax: bool,
    pub whatsapp: bool,
    pub whatsapp_business_platform: bool,
}

/// The recipient of incoming calls or messages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's PhoneRecipient schema")]
#[schemars(rename = "PhoneRecipient")]
pub struct Recipient {
    pub id: Id,
    #[serde(rename = "type")]
    pub kind: RecipientType,
    /// A number, or the conversation config id of an AI agent.
    pub receiver: Option<String>,
}

/// A verified caller id.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's VerifiedCaller schema")]
pub struct VerifiedCaller {
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
    pub id: Id,
    pub phone_number: String,
    pub name: Option<String>,
    pub validation_code: Option<String>,
    pub status: String,
    pub call_id: Option<String>,
}

/// A SIP trunk of the customer's own (BYOC).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's BYOCTrunk schema")]
#[schemars(rename = "BYOCTrunk")]
pub struct ByocTrunk {
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
    pub id: Id,
    pub sip_domain: String,
    pub acl_ip_addresses: Vec<AclIpAddress>,
    pub sip_auth_username: Option<String>,
    pub sip_auth_password: Option<String>,
}

/// An address from which a trunk accepts calls.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's ACLIPAddress schema")]
#[schemars(rename = "ACLIPAddress")]
pub struct AclIpAddress {
    pub ip_address: String,
    pub port: Option<u16>,
    pub id: Id,
}

/// A user of the workspace.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the tutorial's user")]
pub struct User {
    pub account: String,
    pub first_name: Option<String>,
    pub last_name: String,
    pub email: String,
    pub phone: Option<String>,
    pub language: String,
    pub theme: String,
    pub date_format: String,
    pub time_format: String,
    pub created_time: Timestamp,
    pub email_notification_enabled: bool,
    pub is_new_user: bool,
    pub email_notification_only_offline: bool,
    pub sms_notification_enabled: bool,
    pub sms_notification_only_offline: bool,
}

/// A keyword in incoming messages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's Keyword schema")]
pub struct Keyword {
    pub name: String,
    pub reply: String,
    pub enabled_auto_reply: bool,
    pub enabled_contact_label: bool,
    pub keep_dnc_label_only: bool,
    pub id: Id,
    pub phone_id: Id,
    pub priority: u32,
    pub contact_labels: Vec<LabelView>,
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
}
