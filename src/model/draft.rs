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

/// A campaign to create. Its `type` determines the other fields.
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
    /// The agent's `conversation_config_id`, from `agents.list`.
    pub ai_agent_conversation_config_id: ConversationConfigId,
    /// The agent's id. Not required: the API derives it from the conversation config id.
    pub ai_agent_id: Option<AgentId>,
    /// Fields of every draft.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A voice drop: a campaign that plays a recording or a text.
#[model(input)]
pub struct VoiceDropDraft {
    /// Fields of every draft.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A campaign with human agents.
#[model(input)]
pub struct ProgressiveDialerDraft {
    /// Fields of every draft.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// Fields of every draft.
#[model(input)]
pub struct DraftFields {
    /// The campaign's name.
    pub name: NonEmptyString,
    /// The ids of the phones to call from, as `phones.list` returns them.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Vec<PhoneId>,
    /// When calling may start.
    pub start_time: OffsetTime,
    /// When calling stops.
    pub end_time: OffsetTime,
    /// Whether the campaign is scheduled. Set it if `start_time` is in the future: otherwise calling may start at once.
    pub is_schedule: Option<bool>,
    /// Whether the campaign is "timezone aware". The API does not say what that does: checks assume neither that it moves
    /// the window by the contact, nor that it does not.
    pub is_timezone_aware: Option<bool>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How the campaign is started and where its contacts come from. Default `WEB`.
    #[wire(default = "\"WEB\"")]
    pub mode: Option<CampaignMode>,
    /// `DRAFT` saves it without calling anyone. Default `INSTANCE`.
    #[wire(default = "\"INSTANCE\"")]
    pub stage: Option<CampaignStage>,
    /// The draft's name. `campaigns.launch` replaces it with the key of its ticket.
    pub draft_name: Option<String>,
    /// The message, with merge fields such as `{name}`. A merge field without a value is read out literally.
    pub message: Option<String>,
    /// Values of merge fields by key, the same for every contact. They take precedence over the contacts' custom fields.
    pub message_variables: Option<BTreeMap<String, String>>,
    /// The text-to-speech language. Default: the workspace's.
    pub tts_language: Option<String>,
    /// The text-to-speech voice. Default `default`.
    pub tts_voice: Option<String>,
    /// The URL of a recording to play instead of text.
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
    /// The ids of labels to attach to every contact of the campaign.
    #[wire(ts = "readonly LabelId[]")]
    pub attach_contact_label_ids: Option<Vec<LabelId>>,
    /// The recipient to connect calls to, callbacks included, instead of the phones' own. Required if a phone's
    /// `call_recipient` differs from the campaign's.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The ids of the custom fields that the campaign uses.
    #[wire(ts = "readonly ContactFieldId[]")]
    pub contact_field_ids: Option<Vec<ContactFieldId>>,
    /// When to call, relative to a date field of each contact.
    pub relative_time_config: Option<RelativeTimeDraft>,
    /// The URL of the contact file, in `EXCEL` mode.
    pub contact_file_url: Option<String>,
}

/// The recipient to connect calls to, instead of the phones' own.
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
    /// The id of the custom field that holds the date.
    pub date_contact_field_id: ContactFieldId,
    /// The id of the custom field that holds the time of day.
    pub time_contact_field_id: Option<ContactFieldId>,
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
    pub absolute_time: Option<ClockTime>,
}

/// The fields of a draft that determine how fast it calls.
#[model]
pub struct CallPace {
    /// Maximum number of attempts per contact. Default 1.
    pub max_attempts: Option<u32>,
    /// Maximum number of concurrent calls. Default 20.
    pub max_dialers: Option<u32>,
}
