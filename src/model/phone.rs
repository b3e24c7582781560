//! Phone numbers that campaigns call from.

use seax_dialer_derive::model;

use super::{
    PhoneId,
    label::ContactLabel,
    open_enum::{input_enum, open_enum},
    time::ApiTime,
    user::User,
};

/// A phone number of the workspace.
#[model]
pub struct Phone {
    /// The phone's id: what a campaign names to call from it.
    pub id: PhoneId,
    /// The phone's name.
    pub name: String,
    /// Whether it is in use.
    pub enabled: bool,
    /// The number, such as `+886912123456`.
    pub phone: String,
    /// The country by ISO 3166, such as `US`.
    pub country: Option<String>,
    /// The WhatsApp device that it is tied to.
    pub whatsapp_device_id: Option<String>,
    /// How it stands with WhatsApp.
    pub whatsapp_status: Option<WhatsappStatus>,
    /// What it answers to a message that fits no keyword.
    pub generic_reply_message: Option<String>,
    /// What it answers to somebody who asks not to be contacted.
    pub dnc_reply_message: Option<String>,
    /// Whether it answers a message that fits no keyword.
    pub enabled_generic_reply: bool,
    /// Whether it answers somebody who asks not to be contacted.
    pub enabled_dnc_reply: bool,
    /// What sort of number it is.
    pub r#type: PhoneType,
    /// Where the number comes from.
    pub source: PhoneSource,
    /// What it can do.
    pub phone_capability: Option<PhoneCapability>,
    /// Whether it is the workspace's default.
    pub is_default: Option<bool>,
    /// Whether its recipients are in use.
    pub enabled_recipient: Option<bool>,
    /// The WhatsApp Business phone that it is tied to.
    pub whatsapp_business_account_phone_id: Option<String>,
    /// Whether the dial pad can use it.
    pub dialpad_available: Option<bool>,
    /// Whether it picks up incoming calls by itself.
    pub is_auto_answer_incoming_calls: Option<bool>,
    /// Whether it was taken over from an existing account.
    pub imported_from_pre_existed: Option<bool>,
    /// Who talks on calls. A campaign with another recipient has to say `overwrite_phone_recipient`.
    pub call_recipient: Option<PhoneRecipient>,
    /// Who answers SMS.
    pub sms_recipient: Option<PhoneRecipient>,
    /// Who answers WhatsApp Business messages.
    pub wabp_recipient: Option<PhoneRecipient>,
    /// Who answers Facebook Messenger messages.
    pub messenger_recipient: Option<PhoneRecipient>,
    /// Who answers LINE messages.
    pub line_recipient: Option<PhoneRecipient>,
    /// Who answers Instagram messages.
    pub instagram_recipient: Option<PhoneRecipient>,
    /// The caller id that was verified for it.
    pub verified_caller: Option<VerifiedCaller>,
    /// The SIP trunk that it runs over, where the customer brings the carrier.
    pub byoc_trunk: Option<ByocTrunk>,
    /// Who works with it. Lists of phones have it; the phones inside a campaign do not.
    pub users: Option<Vec<User>>,
    /// The words it reacts to. Lists of phones have it; the phones inside a campaign do not.
    pub keywords: Option<Vec<Keyword>>,
    /// How many messages nobody has read.
    pub unread_count: Option<i64>,
    /// The LINE bot's id.
    pub line_bot_basic_id: Option<String>,
    /// The language of its provider's account.
    pub interface_language: Option<String>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// What a phone can do.
#[model]
pub struct PhoneCapability {
    /// Calls: what a voice campaign needs.
    pub voice: Option<bool>,
    /// SMS.
    pub sms: Option<bool>,
    /// MMS.
    pub mms: Option<bool>,
    /// Fax.
    pub fax: Option<bool>,
    /// WhatsApp.
    pub whatsapp: Option<bool>,
    /// WhatsApp Business.
    pub whatsapp_business_platform: Option<bool>,
    /// Facebook Messenger.
    pub facebook_messenger: Option<bool>,
    /// LINE Official Account.
    pub line_official: Option<bool>,
    /// Instagram.
    pub instagram: Option<bool>,
}

/// Who talks on a phone's calls, or answers its messages.
#[model]
pub struct PhoneRecipient {
    /// The setting's id.
    pub id: String,
    /// What the receiver is.
    #[wire(ts = "Open<RecipientType>")]
    pub r#type: RecipientType,
    /// A number, or the id of whoever it is; for an AI agent, its conversation config id.
    pub receiver: String,
}

/// A caller id that was verified.
#[model]
pub struct VerifiedCaller {
    /// The entry's id.
    pub id: String,
    /// The number.
    pub phone_number: String,
    /// Its name.
    pub name: Option<String>,
    /// The code that the verification asks for.
    pub validation_code: Option<String>,
    /// How the verification stands.
    pub status: CallerVerificationStatus,
    /// The call that verified it.
    pub call_id: Option<String>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// A SIP trunk of the customer's own carrier.
#[model]
pub struct ByocTrunk {
    /// The entry's id.
    pub id: String,
    /// The SIP domain.
    pub sip_domain: String,
    /// The addresses that may call in.
    pub acl_ip_addresses: Vec<AclIpAddress>,
    /// The user name for SIP calls.
    pub sip_auth_username: Option<String>,
    /// The password for SIP calls. A secret: keep it off screens and logs.
    pub sip_auth_password: Option<String>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// An address that may call in over a SIP trunk.
#[model]
pub struct AclIpAddress {
    /// The entry's id.
    pub id: String,
    /// The IP address.
    pub ip_address: String,
    /// The port.
    pub port: Option<i64>,
}

/// A word in a message that a phone reacts to.
#[model]
pub struct Keyword {
    /// The entry's id.
    pub id: String,
    /// The phone that it belongs to.
    pub phone_id: PhoneId,
    /// The word.
    pub name: String,
    /// What the phone answers.
    pub reply: String,
    /// Whether it answers.
    pub enabled_auto_reply: Option<bool>,
    /// Whether it labels the contact.
    pub enabled_contact_label: Option<bool>,
    /// Whether it takes all labels but `DNC` off the contact.
    pub keep_dnc_label_only: Option<bool>,
    /// Its place among the phone's keywords.
    pub priority: i64,
    /// The labels that the contact gets.
    pub contact_labels: Vec<ContactLabel>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

open_enum! {
    /// How a phone stands with WhatsApp.
    WhatsappStatus {
        Connecting = "CONNECTING",
        Connected = "CONNECTED",
        Disconnected = "DISCONNECTED",
        Verified = "VERIFIED",
        Unverified = "UNVERIFIED",
        Expired = "EXPIRED",
    }

    /// What sort of number a phone has.
    PhoneType {
        Local = "LOCAL",
        International = "INTERNATIONAL",
        TollFree = "TOLL_FREE",
        Byoc = "BYOC",
        ShortCode = "SHORT_CODE",
        LongCode = "LONG_CODE",
        TenDlc = "TEN_DLC",
        Whatsapp = "WHATSAPP",
        WhatsappBusinessPlatform = "WHATSAPP_BUSINESS_PLATFORM",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        Instagram = "INSTAGRAM",
        LineOfficial = "LINE_OFFICIAL",
    }

    /// Where a phone's number comes from.
    PhoneSource {
        Twilio = "TWILIO",
        Whatsapp = "WHATSAPP",
        WhatsappBusinessPlatform = "WHATSAPP_BUSINESS_PLATFORM",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        Instagram = "INSTAGRAM",
        LineOfficial = "LINE_OFFICIAL",
    }

    /// How the verification of a caller id stands.
    CallerVerificationStatus {
        Success = "success",
        Failed = "failed",
        Start = "start",
    }
}

input_enum! {
    /// What a recipient is.
    RecipientType {
        PhoneNumber = "PHONE_NUMBER",
        AiAgent = "AI_AGENT",
        HumanAgent = "HUMAN_AGENT",
        IvrMenu = "IVR_MENU",
    }
}

/// What to ask of `GET /phones`.
#[model(input)]
#[derive(Default)]
pub struct PhoneQuery {
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Only the caller's own phones; false if left out.
    pub is_owned: Option<bool>,
    /// Only phones that are in use (true, which is the API's default) or only those that are not.
    pub enabled: Option<bool>,
    /// Only phones that can call, or only those that cannot.
    pub voice_available: Option<bool>,
}
