//! Auto-dialer campaigns, as the API tells of them.

use seax_dialer_derive::model;

use super::{
    AgentId, CampaignId, CommaSeparated, ContactFieldId, ContactId, ConversationConfigId, LabelId, Order,
    WorkspaceId,
    open_enum::open_enum,
    phone::Phone,
    time::{ApiTime, OffsetTime},
};

/// An auto-dialer voice campaign.
#[model]
pub struct Campaign {
    /// The campaign's id.
    pub id: CampaignId,
    /// The campaign's name.
    pub name: String,
    /// The name of the draft that it was made from.
    pub draft_name: Option<String>,
    /// Who or what talks.
    pub r#type: CampaignType,
    /// How it stands.
    pub status: Option<CampaignStatus>,
    /// How it is started.
    pub mode: CampaignMode,
    /// Whether it is only a draft.
    pub stage: CampaignStage,
    /// When it may begin to call (UTC).
    pub start_time: Option<ApiTime>,
    /// When it stops calling (UTC).
    pub end_time: Option<ApiTime>,
    /// What is said.
    pub message: Option<String>,
    /// The language of the text-to-speech, such as `en-US`.
    pub tts_language: Option<String>,
    /// The voice of the text-to-speech.
    pub tts_voice: Option<String>,
    /// The AI agent.
    pub ai_agent_id: Option<AgentId>,
    /// The AI agent's conversation config.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// How often one contact is dialled at the most.
    pub max_attempts: u32,
    /// How many calls run at once at the most.
    pub max_dialers: u32,
    /// Whether key presses are kept.
    pub capture_keypress: bool,
    /// Whether speech is turned into text and kept.
    pub capture_stt: bool,
    /// Whether the window is read in each contact's own time zone.
    pub is_timezone_aware: bool,
    /// Whether it was scheduled for later.
    pub is_schedule: bool,
    /// The file that its contacts came from.
    pub contact_file_url: Option<String>,
    /// Its time zone.
    pub timezone: Option<String>,
    /// How its audience was chosen.
    pub campaign_metadata: Option<CampaignMetadata>,
    /// The audio that is played.
    pub audio: Option<Audio>,
    /// The phones that it calls from.
    pub phones: Option<Vec<Phone>>,
    /// How its calls were answered.
    pub statistics: Option<CampaignStatistics>,
    /// The custom fields that it uses.
    pub contact_fields: Option<Vec<CampaignContactField>>,
    /// When it calls, relative to a date of each contact.
    pub relative_time_config: Option<RelativeTimeConfig>,
    /// When it was made (UTC).
    pub created_time: ApiTime,
    /// When it was last changed (UTC).
    pub updated_time: ApiTime,
}

/// How a campaign's audience was chosen.
#[model]
pub struct CampaignMetadata {
    /// Contacts carry every one of these labels.
    pub all_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts carry at least one of these labels.
    pub any_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts that are left out.
    pub exclude_contacts: Option<Vec<MetadataContact>>,
    /// Contacts that are called whatever their labels.
    pub addition_contacts: Option<Vec<MetadataContact>>,
    /// Contacts carry none of these labels.
    pub exclude_any_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts do not carry all of these labels.
    pub exclude_all_contact_labels: Option<Vec<MetadataLabel>>,
    /// Whether only contacts with a WhatsApp number were taken.
    pub whatsapp_phone_only: Option<bool>,
}

/// A label, as a campaign remembers it.
#[model]
pub struct MetadataLabel {
    /// The label's id.
    pub id: LabelId,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: String,
}

/// A contact, as a campaign remembers it.
#[model]
pub struct MetadataContact {
    /// The contact's id.
    pub id: ContactId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub phone: Option<String>,
    /// Its WhatsApp number.
    pub whatsapp_phone: Option<String>,
}

/// How a campaign's calls were answered, by answering machine detection (AMD).
///
/// The buckets need not sum up to `total`.
#[model]
pub struct CampaignStatistics {
    /// Answered by a person.
    pub human: Option<u64>,
    /// Answered by a machine.
    pub machine: Option<u64>,
    /// Answered by nobody knows whom.
    pub unknown: Option<u64>,
    /// Not answered.
    pub no_answer: Option<u64>,
    /// All of them, by the API's own count.
    pub total: Option<u64>,
}

/// A recording that is played.
#[model]
pub struct Audio {
    /// The entry's id.
    pub id: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Its length in seconds.
    pub duration: Option<f64>,
    /// Its media type.
    pub r#type: Option<String>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A custom field that a campaign uses.
#[model]
pub struct CampaignContactField {
    /// The field's id.
    pub id: Option<ContactFieldId>,
    /// Its name.
    pub name: Option<String>,
    /// What it holds.
    pub r#type: Option<ContactFieldType>,
}

/// A custom field of contacts.
#[model]
pub struct ContactField {
    /// The field's id.
    pub id: Option<ContactFieldId>,
    /// Its name.
    pub name: Option<String>,
    /// What it holds.
    pub r#type: Option<ContactFieldType>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// When it was made (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last changed (UTC).
    pub updated_time: Option<ApiTime>,
}

/// When a campaign calls, relative to a date that each contact has.
#[model]
pub struct RelativeTimeConfig {
    /// The entry's id.
    pub id: Option<String>,
    /// The time zone of the dates.
    pub timezone: Option<String>,
    /// Years after the date.
    pub delta_years: Option<i64>,
    /// Months after the date.
    pub delta_months: Option<i64>,
    /// Days after the date.
    pub delta_days: Option<i64>,
    /// Hours after the date.
    pub delta_hours: Option<i64>,
    /// Minutes after the date.
    pub delta_minutes: Option<i64>,
    /// The time of day, as `HH:mm`.
    pub absolute_time: Option<String>,
    /// The field with the date.
    pub date_contact_field: Option<ContactField>,
    /// The field with the time of day.
    pub time_contact_field: Option<ContactField>,
}

open_enum! {
    /// Who or what talks: a recording or text, a person, or an AI agent.
    CampaignType {
        VoiceDrop = "VOICE_DROP",
        ProgressiveDialer = "PROGRESSIVE_DIALER",
        AiAgent = "AI_AGENT",
    }

    /// How a campaign is started and where its contacts come from.
    CampaignMode {
        Web = "WEB",
        Webhook = "WEBHOOK",
        Excel = "EXCEL",
    }

    /// Whether a campaign is only a draft, which calls nobody, or a real one.
    CampaignStage {
        Draft = "DRAFT",
        Instance = "INSTANCE",
    }

    /// How a campaign, or one call of it, stands. `FINISHED`, `FAILED`, `TERMINATED` and `CANCELED` are final.
    CampaignStatus {
        Pending = "PENDING",
        Started = "STARTED",
        Paused = "PAUSED",
        Processing = "PROCESSING",
        Finished = "FINISHED",
        Failed = "FAILED",
        Terminated = "TERMINATED",
        Canceled = "CANCELED",
    }

    /// What a custom field of contacts holds.
    ContactFieldType {
        String = "STRING",
        Date = "DATE",
        Time = "TIME",
        Datetime = "DATETIME",
    }
}

/// What to ask of `GET /auto_dialer_campaigns`.
#[model(input)]
#[derive(Default)]
pub struct CampaignQuery {
    /// Only campaigns of these types.
    pub types: Option<CommaSeparated<CampaignType>>,
    /// Only campaigns that call from one of these numbers (the numbers, not the phones' ids).
    pub phone_numbers: Option<CommaSeparated<String>>,
    /// Only campaigns of this AI agent.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// Only campaigns that stand so.
    pub statuses: Option<CommaSeparated<CampaignStatus>>,
    /// Only campaigns of this mode.
    pub mode: Option<CampaignMode>,
    /// Only drafts or only real ones; `INSTANCE` if left out.
    pub stage: Option<CampaignStage>,
    /// Only campaigns that begin at or after this time.
    pub start_time_from: Option<OffsetTime>,
    /// Only campaigns that begin at or before this time.
    pub start_time_to: Option<OffsetTime>,
    /// Only campaigns that end at or after this time.
    pub end_time_from: Option<OffsetTime>,
    /// Only campaigns that end at or before this time.
    pub end_time_to: Option<OffsetTime>,
    /// Rows to give; 10 if left out, 0 for all.
    pub limit: Option<u32>,
    /// Rows to skip; 0 if left out.
    pub offset: Option<u32>,
    /// How to sort; `created_time:desc` if left out.
    pub order_by: Option<CommaSeparated<Order>>,
}
