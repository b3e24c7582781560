//! Auto-dialer campaigns, as the API returns them.

use seax_dialer_derive::model;

use super::{
    AgentId, CampaignId, CommaList, ContactFieldId, ContactId, ConversationConfigId, LabelId, Order,
    WorkspaceId,
    figures::{Figure, Figures, Members},
    open_enum::{input_enum, open_enum},
    phone::Phone,
    time::{ApiTime, OffsetTime},
};
use crate::schema::{HasSchema, Schema};

/// An auto-dialer voice campaign.
#[model]
pub struct Campaign {
    /// The campaign's id.
    pub id: CampaignId,
    /// The campaign's name.
    pub name: String,
    /// The draft's name. For a campaign that `campaigns.launch` created, the key of its ticket.
    pub draft_name: Option<String>,
    /// The kind of campaign.
    #[wire(ts = "Open<CampaignType>")]
    pub r#type: CampaignType,
    /// The campaign's status.
    #[wire(ts = "Open<CampaignStatus>")]
    pub status: Option<CampaignStatus>,
    /// How the campaign is started.
    #[wire(ts = "Open<CampaignMode>")]
    pub mode: CampaignMode,
    /// Whether it is a draft.
    #[wire(ts = "Open<CampaignStage>")]
    pub stage: CampaignStage,
    /// When calling may start (UTC).
    pub start_time: Option<ApiTime>,
    /// When calling stops (UTC).
    pub end_time: Option<ApiTime>,
    /// The message.
    pub message: Option<String>,
    /// The text-to-speech language, such as `en-US`.
    pub tts_language: Option<String>,
    /// The text-to-speech voice.
    pub tts_voice: Option<String>,
    /// The AI agent's id.
    pub ai_agent_id: Option<AgentId>,
    /// The id of the AI agent's conversation config.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// Maximum number of attempts per contact.
    pub max_attempts: u32,
    /// Maximum number of concurrent calls.
    pub max_dialers: u32,
    /// Whether key presses are recorded.
    pub capture_keypress: bool,
    /// Whether speech is transcribed and recorded.
    pub capture_stt: bool,
    /// Whether the campaign is "timezone aware". The API does not say what that does: checks assume neither that it moves
    /// the window by the contact, nor that it does not.
    pub is_timezone_aware: bool,
    /// Whether it is scheduled for later.
    pub is_schedule: bool,
    /// The URL of the contact file that its contacts came from.
    pub contact_file_url: Option<String>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How its audience was selected.
    pub campaign_metadata: Option<CampaignMetadata>,
    /// The audio that is played.
    pub audio: Option<Audio>,
    /// The phones that it calls from.
    pub phones: Option<Vec<Phone>>,
    /// The number of calls, by who or what answered.
    pub statistics: Option<CampaignStatistics>,
    /// The custom fields it uses.
    pub contact_fields: Option<Vec<CampaignContactField>>,
    /// When it calls, relative to a date field of each contact.
    pub relative_time_config: Option<RelativeTimeConfig>,
    /// When it was created (UTC).
    pub created_time: ApiTime,
    /// When it was last updated (UTC).
    pub updated_time: ApiTime,
}

/// How a campaign's audience was selected.
#[model]
pub struct CampaignMetadata {
    /// Contacts that have all of these labels were selected.
    pub all_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts that have any of these labels were selected.
    pub any_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts that were excluded.
    pub exclude_contacts: Option<Vec<MetadataContact>>,
    /// Contacts that were added regardless of their labels.
    pub addition_contacts: Option<Vec<MetadataContact>>,
    /// Contacts that have any of these labels were excluded.
    pub exclude_any_contact_labels: Option<Vec<MetadataLabel>>,
    /// Contacts that have all of these labels were excluded.
    pub exclude_all_contact_labels: Option<Vec<MetadataLabel>>,
    /// Whether only contacts with a WhatsApp number were selected.
    pub whatsapp_phone_only: Option<bool>,
}

/// A label in a campaign's audience selection.
#[model]
pub struct MetadataLabel {
    /// The label's id.
    pub id: LabelId,
    /// The label's name.
    pub name: String,
    /// The label's color.
    pub color: String,
}

/// A contact in a campaign's audience selection.
#[model]
pub struct MetadataContact {
    /// The contact's id.
    pub id: ContactId,
    /// The contact's name.
    pub name: String,
    /// The phone number.
    pub phone: Option<String>,
    /// The WhatsApp number.
    pub whatsapp_phone: Option<String>,
}

/// The number of calls, by who or what answered according to answering machine detection (AMD).
///
/// The API documents these as numbers of calls, not of contacts. They need not add up to `total`.
#[model]
pub struct CampaignStatistics {
    /// Answered by a person.
    pub human: Option<u64>,
    /// Answered by a machine.
    pub machine: Option<u64>,
    /// Answered, but AMD could not tell by whom.
    pub unknown: Option<u64>,
    /// Not answered.
    pub no_answer: Option<u64>,
    /// The API's total. Its documents disagree on what this counts: do not assume that it is the sum of the others.
    pub total: Option<u64>,
}

impl Figures for CampaignStatistics {
    fn write(&self, object: &mut dyn Members) {
        // No member can be left out.
        let Self { human, machine, unknown, no_answer, total } = self;
        for (name, count) in [
            (Self::HUMAN, human),
            (Self::MACHINE, machine),
            (Self::UNKNOWN, unknown),
            (Self::NO_ANSWER, no_answer),
            (Self::TOTAL, total),
        ] {
            count.add(name, object);
        }
    }
}

impl Figure for CampaignStatistics {
    const SCHEMA: Schema = <Self as HasSchema>::SCHEMA;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.object(name, self);
    }
}

/// A recording to play.
#[model]
pub struct Audio {
    /// The entry's id.
    pub id: Option<String>,
    /// The URL of the recording.
    pub url: Option<String>,
    /// The size in bytes.
    pub size: Option<u64>,
    /// The duration in seconds.
    pub duration: Option<f64>,
    /// The media type.
    pub r#type: Option<String>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// A custom field that a campaign uses.
#[model]
pub struct CampaignContactField {
    /// The field's id.
    pub id: Option<ContactFieldId>,
    /// Its name.
    pub name: Option<String>,
    /// Its type.
    pub r#type: Option<ContactFieldType>,
}

/// A custom field of contacts.
#[model]
pub struct ContactField {
    /// The field's id.
    pub id: Option<ContactFieldId>,
    /// Its name.
    pub name: Option<String>,
    /// Its type.
    pub r#type: Option<ContactFieldType>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// When it was created (UTC).
    pub created_time: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_time: Option<ApiTime>,
}

/// When a campaign calls, relative to a date field of each contact.
#[model]
pub struct RelativeTimeConfig {
    /// The entry's id.
    pub id: Option<String>,
    /// The time zone of the dates, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// Years to add to the date.
    pub delta_years: Option<i64>,
    /// Months to add to the date.
    pub delta_months: Option<i64>,
    /// Days to add to the date.
    pub delta_days: Option<i64>,
    /// Hours to add to the time.
    pub delta_hours: Option<i64>,
    /// Minutes to add to the time.
    pub delta_minutes: Option<i64>,
    /// The time of day, as `HH:mm`.
    pub absolute_time: Option<String>,
    /// The custom field that holds the date.
    pub date_contact_field: Option<ContactField>,
    /// The custom field that holds the time of day.
    pub time_contact_field: Option<ContactField>,
}

input_enum! {
    /// The kind of campaign. `VOICE_DROP` plays a recording or a text, `PROGRESSIVE_DIALER` connects contacts to human agents,
    /// and in `AI_AGENT` an AI agent holds the conversation.
    CampaignType {
        VoiceDrop = "VOICE_DROP",
        ProgressiveDialer = "PROGRESSIVE_DIALER",
        AiAgent = "AI_AGENT",
    }

    /// How a campaign is started and where its contacts come from: the workspace (`WEB`), webhook requests (`WEBHOOK`), or a
    /// contact file (`EXCEL`).
    CampaignMode {
        Web = "WEB",
        Webhook = "WEBHOOK",
        Excel = "EXCEL",
    }

    /// Whether it is a draft, which calls nobody (`DRAFT`), or a campaign that calls (`INSTANCE`).
    CampaignStage {
        Draft = "DRAFT",
        Instance = "INSTANCE",
    }

    /// The status of a campaign or a call attempt. `FINISHED`, `FAILED`, `TERMINATED` and `CANCELED` are final.
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
}

impl CampaignStatus {
    /// The final statuses, on the wire. An unknown one does not count as final.
    pub const FINAL: [&'static str; 4] =
        [Self::Finished.as_str(), Self::Failed.as_str(), Self::Terminated.as_str(), Self::Canceled.as_str()];

    /// Whether a status is final.
    pub fn is_final(status: &str) -> bool {
        Self::FINAL.contains(&status)
    }
}

open_enum! {
    /// The type of a custom field.
    ContactFieldType {
        String = "STRING",
        Date = "DATE",
        Time = "TIME",
        Datetime = "DATETIME",
    }
}

/// Query parameters of `GET /auto_dialer_campaigns`.
#[model(input)]
#[derive(Default)]
pub struct CampaignQuery {
    /// Only campaigns of these types.
    pub types: Option<CommaList<CampaignType>>,
    /// Only campaigns that call from one of these phone numbers. Takes numbers, not phone ids.
    pub phone_numbers: Option<CommaList<String>>,
    /// Only campaigns with this AI agent, selected by its conversation config id.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// Only campaigns with one of these statuses.
    pub statuses: Option<CommaList<CampaignStatus>>,
    /// Only campaigns of this mode.
    pub mode: Option<CampaignMode>,
    /// Only drafts (`DRAFT`), or only campaigns that call (`INSTANCE`). Default `INSTANCE`.
    pub stage: Option<CampaignStage>,
    /// Only campaigns that start at or after this time.
    pub start_time_from: Option<OffsetTime>,
    /// Only campaigns that start at or before this time.
    pub start_time_to: Option<OffsetTime>,
    /// Only campaigns that end at or after this time.
    pub end_time_from: Option<OffsetTime>,
    /// Only campaigns that end at or before this time.
    pub end_time_to: Option<OffsetTime>,
    /// Maximum number of rows. Default 10; 0 for all.
    pub limit: Option<u32>,
    /// Number of rows to skip. Default 0.
    pub offset: Option<u32>,
    /// Sort order. Default `created_time:desc`.
    pub order_by: Option<CommaList<Order>>,
}
