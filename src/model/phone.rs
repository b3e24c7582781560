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
    /// The phone's id. A campaign's `phone_ids` select phones by it.
    pub id: PhoneId,
    /// The phone's name.
    pub name: String,
    /// Whether it is enabled.
    pub enabled: bool,
    /// The number, such as `+886912123456`.
    pub phone: String,
    /// The ISO 3166 code of the country, such as `US`.
    pub country: Option<String>,
    /// The WhatsApp device it is linked to.
    pub whatsapp_device_id: Option<String>,
    /// Its WhatsApp status.
    pub whatsapp_status: Option<WhatsappStatus>,
    /// Its reply to a message that matches no keyword.
    pub generic_reply_message: Option<String>,
    /// Its reply to an opt-out (DNC) message.
    pub dnc_reply_message: Option<String>,
    /// Whether it replies to messages that match no keyword.
    pub enabled_generic_reply: bool,
    /// Whether it replies to opt-out (DNC) messages.
    pub enabled_dnc_reply: bool,
    /// The type of the number.
    pub r#type: PhoneType,
    /// The provider of the number.
    pub source: PhoneSource,
    /// Its capabilities.
    pub phone_capability: Option<PhoneCapability>,
    /// Whether it is the workspace's default.
    pub is_default: Option<bool>,
    /// Whether its recipient settings are enabled.
    pub enabled_recipient: Option<bool>,
    /// The WhatsApp Business phone it is linked to.
    pub whatsapp_business_account_phone_id: Option<String>,
    /// Whether the dial pad can use it.
    pub dialpad_available: Option<bool>,
    /// Whether it answers inbound calls automatically.
    pub is_auto_answer_incoming_calls: Option<bool>,
    /// Whether it was imported from an existing phone at the provider.
    pub imported_from_pre_existed: Option<bool>,
    /// The recipient that calls are connected to. A campaign with another recipient needs `overwrite_phone_recipient`.
    pub call_recipient: Option<PhoneRecipient>,
    /// The recipient of SMS.
    pub sms_recipient: Option<PhoneRecipient>,
    /// The recipient of WhatsApp Business messages.
    pub wabp_recipient: Option<PhoneRecipient>,
    /// The recipient of Facebook Messenger messages.
    pub messenger_recipient: Option<PhoneRecipient>,
    /// The recipient of LINE messages.
    pub line_recipient: Option<PhoneRecipient>,
    /// The recipient of Instagram messages.
    pub instagram_recipient: Option<PhoneRecipient>,
    /// Its verified caller ID.
    pub verified_caller: Option<VerifiedCaller>,
    /// The SIP trunk of a bring-your-own carrier (BYOC).
    pub byoc_trunk: Option<ByocTrunk>,
    /// Its users. Present in phone lists, absent from the phones in a campaign.
    pub users: Option<Vec<User>>,
    /// Its keywords. Present in phone lists, absent from the phones in a campaign.
    pub keywords: Option<Vec<Keyword>>,
    /// The number of unread messages.
    pub unread_count: Option<i64>,
    /// The LINE bot's id.
    pub line_bot_basic_id: Option<String>,
    /// The language of its provider's account.
    pub interface_language: Option<String>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

/// A phone's capabilities.
#[model]
pub struct PhoneCapability {
    /// Calls. Voice campaigns require this.
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

/// The recipient that a phone's calls or messages are connected to.
#[model]
pub struct PhoneRecipient {
    /// The setting's id.
    pub id: String,
    /// The type of the recipient.
    #[wire(ts = "Open<RecipientType>")]
    pub r#type: RecipientType,
    /// A phone number or an id; for an AI agent, its conversation config id.
    pub receiver: Option<String>,
}

/// A verified caller ID.
#[model]
pub struct VerifiedCaller {
    /// The entry's id.
    pub id: String,
    /// The phone number.
    pub phone_number: String,
    /// Its name.
    pub name: Option<String>,
    /// The verification code.
    pub validation_code: Option<String>,
    /// The status of the verification.
    pub status: CallerVerificationStatus,
    /// The call that verified it.
    pub call_id: Option<String>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

/// A SIP trunk of a bring-your-own carrier (BYOC).
#[model]
pub struct ByocTrunk {
    /// The entry's id.
    pub id: String,
    /// The SIP domain.
    pub sip_domain: String,
    /// The IP addresses allowed to call in.
    pub acl_ip_addresses: Vec<AclIpAddress>,
    /// The user name for SIP calls.
    pub sip_auth_username: Option<String>,
    /// The password for SIP calls. A secret: do not display or log it.
    pub sip_auth_password: Option<String>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

/// An IP address allowed to call in over a SIP trunk.
#[model]
pub struct AclIpAddress {
    /// The entry's id.
    pub id: String,
    /// The IP address.
    pub ip_address: String,
    /// The port.
    pub port: Option<i64>,
}

/// A keyword that a phone reacts to.
#[model]
pub struct Keyword {
    /// The entry's id.
    pub id: String,
    /// The phone it belongs to.
    pub phone_id: PhoneId,
    /// The keyword.
    pub name: String,
    /// The reply.
    pub reply: String,
    /// Whether the phone replies.
    pub enabled_auto_reply: Option<bool>,
    /// Whether the contact is labeled.
    pub enabled_contact_label: Option<bool>,
    /// Whether all labels but `DNC` are removed from the contact.
    pub keep_dnc_label_only: Option<bool>,
    /// Its priority among the phone's keywords.
    pub priority: i64,
    /// The labels to attach to the contact.
    pub contact_labels: Vec<ContactLabel>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

open_enum! {
    /// The WhatsApp status of a phone.
    WhatsappStatus {
        Connecting = "CONNECTING",
        Connected = "CONNECTED",
        Disconnected = "DISCONNECTED",
        Verified = "VERIFIED",
        Unverified = "UNVERIFIED",
        Expired = "EXPIRED",
    }

    /// The type of a phone's number.
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

    /// The provider of a phone's number.
    PhoneSource {
        Twilio = "TWILIO",
        Whatsapp = "WHATSAPP",
        WhatsappBusinessPlatform = "WHATSAPP_BUSINESS_PLATFORM",
        FacebookMessenger = "FACEBOOK_MESSENGER",
        Instagram = "INSTAGRAM",
        LineOfficial = "LINE_OFFICIAL",
    }

    /// The status of a caller ID verification.
    CallerVerificationStatus {
        Success = "success",
        Failed = "failed",
        Start = "start",
    }
}

input_enum! {
    /// The type of a recipient.
    RecipientType {
        PhoneNumber = "PHONE_NUMBER",
        AiAgent = "AI_AGENT",
        HumanAgent = "HUMAN_AGENT",
        IvrMenu = "IVR_MENU",
    }
}

/// Query parameters of `GET /phones`.
#[model(input)]
#[derive(Default)]
pub struct PhoneQuery {
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Only owned phones; `false`, the default, does not filter. The vendor does not say who owns them.
    pub is_owned: Option<bool>,
    /// Only enabled phones (`true`, the API's default), or only disabled ones.
    pub enabled: Option<bool>,
    /// Only phones that can place calls, or only those that cannot.
    pub voice_available: Option<bool>,
}
