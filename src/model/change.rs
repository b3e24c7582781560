//! Changes of a campaign.

use std::num::NonZeroU32;

use seax_dialer_derive::model;

use super::{
    AgentId, ClockTime, ContactFieldId, ContactId, ConversationConfigId, LabelId, NonEmptyString, PhoneId,
    campaign::{CampaignMode, CampaignStage, CampaignStatus, CampaignType},
    time::OffsetTime,
};

/// What is to be changed of a campaign. What is left out stays as it is.
#[model(input)]
pub struct CampaignUpdate {
    /// How it shall stand. `PAUSED`, `STARTED` and `CANCELED` are what `pause`, `resume` and `cancel` say; the API has the
    /// others too, and does not say what they do.
    pub status: Option<CampaignStatus>,
    /// Who or what talks.
    pub r#type: Option<CampaignType>,
    /// The AI agent.
    pub ai_agent_id: Option<AgentId>,
    /// The AI agent's conversation config.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// The campaign's name.
    pub name: Option<NonEmptyString>,
    /// The phones to call from, by the `id` that `phones.list` gives.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Option<Vec<PhoneId>>,
    /// When it may begin to call.
    pub start_time: Option<OffsetTime>,
    /// When it stops calling.
    pub end_time: Option<OffsetTime>,
    /// Whether it is scheduled for later.
    pub is_schedule: Option<bool>,
    /// Whether the window is read in each contact's own time zone.
    pub is_timezone_aware: Option<bool>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How it is started.
    pub mode: Option<CampaignMode>,
    /// Whether it is only a draft, which calls nobody. `INSTANCE` makes a draft a real one, which calls.
    pub stage: Option<CampaignStage>,
    /// The draft's name.
    pub draft_name: Option<String>,
    /// What is said, with merge fields such as `{name}`. One that has no value is read aloud as it stands.
    pub message: Option<String>,
    /// The language of the text-to-speech.
    pub tts_language: Option<String>,
    /// The voice of the text-to-speech.
    pub tts_voice: Option<String>,
    /// A recording to play instead of text.
    pub audio_url: Option<String>,
    /// Whether key presses are kept.
    pub capture_keypress: Option<bool>,
    /// Whether speech is turned into text and kept.
    pub capture_stt: Option<bool>,
    /// How often one contact is dialled at the most.
    #[wire(ts = "number")]
    pub max_attempts: Option<NonZeroU32>,
    /// How many calls run at once at the most.
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
    /// The custom fields that the campaign uses; an empty list for none.
    #[wire(ts = "readonly ContactFieldId[]")]
    pub contact_field_ids: Option<Vec<ContactFieldId>>,
    /// When to call, relative to a date of each contact.
    pub relative_time_config: Option<RelativeTimeChange>,
    /// The file with the contacts, in mode `EXCEL`.
    pub contact_file_url: Option<String>,
}

/// What is to be changed of when to call, relative to a date of each contact.
#[model(input)]
pub struct RelativeTimeChange {
    /// The time zone of the dates, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// The field with the date.
    pub date_contact_field_id: Option<ContactFieldId>,
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
