//! Drafts: campaigns as callers write them, before they exist.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use seax_dialer_derive::model;

use super::{
    AgentId, ClockTime, ContactFieldId, ContactId, ConversationConfigId, LabelId, NonEmptyString, PhoneId,
    campaign::{CampaignMode, CampaignStage},
    phone::RecipientType,
    time::OffsetTime,
};

/// A campaign to be made. `type` says who talks, and which other fields there are.
#[model(tag = "type")]
pub enum CampaignDraft {
    /// An AI agent talks.
    #[serde(rename = "AI_AGENT")]
    AiAgent(AiAgentDraft),
    /// A recording or a text is played.
    #[serde(rename = "VOICE_DROP")]
    VoiceDrop(VoiceDropDraft),
    /// A person talks, and the dialer finds the next one who picks up.
    #[serde(rename = "PROGRESSIVE_DIALER")]
    ProgressiveDialer(ProgressiveDialerDraft),
}

/// A campaign in which an AI agent talks.
#[model(input)]
pub struct AiAgentDraft {
    /// The agent, by the `conversation_config_id` that `agents.list` gives.
    pub ai_agent_conversation_config_id: ConversationConfigId,
    /// The agent's own id. The API finds it by the conversation config id.
    pub ai_agent_id: Option<AgentId>,
    /// What every campaign has.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A campaign in which a recording or a text is played.
#[model(input)]
pub struct VoiceDropDraft {
    /// What every campaign has.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// A campaign in which a person talks.
#[model(input)]
pub struct ProgressiveDialerDraft {
    /// What every campaign has.
    #[serde(flatten)]
    pub campaign: DraftFields,
}

/// What every campaign has, whoever talks.
#[model(input)]
pub struct DraftFields {
    /// The campaign's name.
    pub name: NonEmptyString,
    /// The phones to call from, by the `id` that `phones.list` gives.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Vec<PhoneId>,
    /// When it may begin to call.
    pub start_time: OffsetTime,
    /// When it stops calling.
    pub end_time: OffsetTime,
    /// Whether it is scheduled for later.
    pub is_schedule: Option<bool>,
    /// Whether the window is read in each contact's own time zone.
    pub is_timezone_aware: Option<bool>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How it is started; `WEB` if left out.
    #[wire(default = "\"WEB\"")]
    pub mode: Option<CampaignMode>,
    /// Whether it is only a draft, which calls nobody; `INSTANCE` if left out.
    #[wire(default = "\"INSTANCE\"")]
    pub stage: Option<CampaignStage>,
    /// The draft's name.
    pub draft_name: Option<String>,
    /// What is said, with merge fields such as `{name}`. One that has no value is read aloud as it stands.
    pub message: Option<String>,
    /// One value for the whole campaign for each merge field in the message.
    pub message_variables: Option<BTreeMap<String, String>>,
    /// The language of the text-to-speech; `""` or left out for the workspace's own.
    pub tts_language: Option<String>,
    /// The voice of the text-to-speech; `default` if left out.
    pub tts_voice: Option<String>,
    /// A recording to play instead of text.
    pub audio_url: Option<String>,
    /// Whether key presses are kept; `false` if left out.
    #[wire(default = "false")]
    pub capture_keypress: Option<bool>,
    /// Whether speech is turned into text and kept; `false` if left out.
    #[wire(default = "false")]
    pub capture_stt: Option<bool>,
    /// How often one contact is dialled at the most; 1 if left out.
    #[wire(ts = "number")]
    pub max_attempts: Option<NonZeroU32>,
    /// How many calls run at once at the most; 20 if left out.
    #[wire(ts = "number")]
    pub max_dialers: Option<NonZeroU32>,
    /// Call contacts that carry every one of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub all_contact_label_ids: Option<Vec<LabelId>>,
    /// Call contacts that carry at least one of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub any_contact_label_ids: Option<Vec<LabelId>>,
    /// Do not call these contacts.
    #[wire(ts = "readonly ContactId[]")]
    pub exclude_contact_ids: Option<Vec<ContactId>>,
    /// Call these contacts, whatever their labels.
    #[wire(ts = "readonly ContactId[]")]
    pub addition_contact_ids: Option<Vec<ContactId>>,
    /// Do not call contacts that carry at least one of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub exclude_any_contact_label_ids: Option<Vec<LabelId>>,
    /// Do not call contacts that carry every one of these labels.
    #[wire(ts = "readonly LabelId[]")]
    pub exclude_all_contact_label_ids: Option<Vec<LabelId>>,
    /// Call only contacts whose name or number contains this.
    pub keyword: Option<String>,
    /// Call only contacts that have a WhatsApp number.
    pub whatsapp_phone_only: Option<bool>,
    /// The labels that every contact of the campaign gets.
    #[wire(ts = "readonly LabelId[]")]
    pub attach_contact_label_ids: Option<Vec<LabelId>>,
    /// Who talks instead of a phone's own recipient. Needed when a chosen phone has another one.
    pub overwrite_phone_recipient: Option<RecipientOverwrite>,
    /// The custom fields that the campaign uses.
    #[wire(ts = "readonly ContactFieldId[]")]
    pub contact_field_ids: Option<Vec<ContactFieldId>>,
    /// When to call, relative to a date of each contact.
    pub relative_time_config: Option<RelativeTimeDraft>,
    /// The file with the contacts, in mode `EXCEL`.
    pub contact_file_url: Option<String>,
}

/// Who talks instead of a phone's own recipient.
#[model(input)]
pub struct RecipientOverwrite {
    /// What the receiver is.
    pub r#type: RecipientType,
    /// A number, or the id of whoever it is; for an AI agent, its conversation config id.
    pub receiver: Option<String>,
}

/// When to call, relative to a date of each contact.
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

/// The part of a draft that says how hard it calls.
#[model]
pub struct CallPace {
    /// How often one contact is dialled at the most; 1 if left out.
    pub max_attempts: Option<u32>,
    /// How many calls run at once at the most; 20 if left out.
    pub max_dialers: Option<u32>,
}
