//! Campaign drafts.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use seax_dialer_derive::model;

use super::{
    AgentId, ClockTime, ContactFieldId, ContactId, ConversationConfigId, LabelId, NonEmptyString, PhoneId,
    campaign::{CampaignMode, CampaignStage},
    phone::RecipientType,
    time::OffsetTime,
};

/// A campaign to create. `type` determines which other fields there are.
#[model(tag = "type")]
pub enum CampaignDraft {
    /// An AI agent holds the conversation.
    #[serde(rename = "AI_AGENT")]
    AiAgent(AiAgentDraft),
    /// A recording or a text is played.
    #[serde(rename = "VOICE_DROP")]
    VoiceDrop(VoiceDropDraft),
    /// A human agent talks to each contact who answers.
    #[serde(rename = "PROGRESSIVE_DIALER")]
    ProgressiveDialer(ProgressiveDialerDraft),
}

/// A campaign with an AI agent.
#[model(input)]
pub struct AiAgentDraft {
    /// The agent, by the `conversation_config_id` that `agents.list` gives.
    pub ai_agent_conversation_config_id: ConversationConfigId,
    /// The agent's id. The API derives it from the conversation config id.
    pub ai_agent_id: Option<AgentId>,
    /// Fields of every campaign.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A voice drop: a campaign that plays a recording or a text.
#[model(input)]
pub struct VoiceDropDraft {
    /// Fields of every campaign.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A campaign with human agents.
#[model(input)]
pub struct ProgressiveDialerDraft {
    /// Fields of every campaign.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// Fields of every campaign.
#[model(input)]
pub struct DraftFields {
    /// The campaign's name.
    pub name: NonEmptyString,
    /// The phones to call from, by the `id` that `phones.list` gives.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Vec<PhoneId>,
    /// When calling may start.
    pub start_time: OffsetTime,
    /// When calling stops.
    pub end_time: OffsetTime,
    /// Whether it is scheduled.
    pub is_schedule: Option<bool>,
    /// Whether the window is in each contact's own time zone, by the API's undocumented rules.
    pub is_timezone_aware: Option<bool>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How the campaign is started. Default `WEB`.
    #[wire(default = "\"WEB\"")]
    pub mode: Option<CampaignMode>,
    /// `DRAFT` saves it without calling anyone. Default `INSTANCE`.
    #[wire(default = "\"INSTANCE\"")]
    pub stage: Option<CampaignStage>,
    /// The draft's name.
    pub draft_name: Option<String>,
    /// The message, with merge fields such as `{name}`. A merge field without a value is read out literally.
    pub message: Option<String>,
    /// Values of merge fields, the same for every contact.
    pub message_variables: Option<BTreeMap<String, String>>,
    /// The text-to-speech language. Default: the workspace's.
    pub tts_language: Option<String>,
    /// The text-to-speech voice. Default `default`.
    pub tts_voice: Option<String>,
    /// A recording to play instead of text.
    pub audio_url: Option<String>,
    /// Whether key presses are recorded. Default `false`.
    #[wire(default = "false")]
    pub capture_keypress: Option<bool>,
    /// Whether speech is transcribed and recorded. Default `false`.
    #[wire(default = "false")]
    pub capture_stt: Option<bool>,
    /// Maximum number of attempts per contact. Default 1.
    #[wire(ts = "number")]
    pub max_attempts: Option<NonZeroU32>,
    /// Maximum number of concurrent calls. Default 20.
    #[wire(ts = "number")]
    pub max_dialers: Option<NonZeroU32>,
    /// Call contacts that have all of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub all_contact_label_ids: Option<Vec<LabelId>>,
    /// Call contacts that have any of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub any_contact_label_ids: Option<Vec<LabelId>>,
    /// Do not call these contacts.
    #[wire(ts = "readonly ContactId[]")]
    pub exclude_contact_ids: Option<Vec<ContactId>>,
    /// Also call these contacts, regardless of their labels.
    #[wire(ts = "readonly ContactId[]")]
    pub addition_contact_ids: Option<Vec<ContactId>>,
    /// Do not call contacts that have any of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub exclude_any_contact_label_ids: Option<Vec<LabelId>>,
    /// Do not call contacts that have all of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub exclude_all_contact_label_ids: Option<Vec<LabelId>>,
    /// Call only contacts whose name or number contains this.
    pub keyword: Option<String>,
    /// Call only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// Labels to attach to every contact of the campaign.
    #[wire(ts = "readonly LabelId[]")]
    pub attach_contact_label_ids: Option<Vec<LabelId>>,
    /// The recipient to connect calls to, callbacks included, instead of the phones' own. Required if a phone's `call_recipient`
    /// differs from the campaign's.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The custom fields the campaign uses.
    #[wire(ts = "readonly ContactFieldId[]")]
    pub contact_field_ids: Option<Vec<ContactFieldId>>,
    /// When to call, relative to a date field of each contact.
    pub relative_time_config: Option<RelativeTimeDraft>,
    /// The contact file, in `EXCEL` mode.
    pub contact_file_url: Option<String>,
}

/// The recipient to connect calls to instead of the phones' own.
#[model(input)]
pub struct RecipientOverwrite {
    /// The type of the recipient.
    pub r#type: RecipientType,
    /// A phone number or an id; for an AI agent, its conversation config id.
    pub receiver: Option<String>,
}

/// When to call, relative to a date field of each contact.
#[model(input)]
pub struct RelativeTimeDraft {
    /// The time zone of the dates, such as `Asia/Taipei`.
    pub timezone: String,
    /// The field with the date.
    pub date_contact_field_id: ContactFieldId,
    /// The field with the time of day.
    pub time_contact_field_id: Option<ContactFieldId>,
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
    pub absolute_time: Option<ClockTime>,
}

/// The part of a draft that determines its pace.
#[model]
pub struct CallPace {
    /// Maximum number of attempts per contact. Default 1.
    pub max_attempts: Option<u32>,
    /// Maximum number of concurrent calls. Default 20.
    pub max_dialers: Option<u32>,
}
