//! Changes to a campaign.

use std::num::NonZeroU32;

use seax_dialer_derive::model;

use super::{
    AgentId, ClockTime, ContactFieldId, ContactId, ConversationConfigId, LabelId, NonEmptyString, PhoneId,
    campaign::{CampaignMode, CampaignStage, CampaignStatus, CampaignType},
    time::OffsetTime,
};

/// Changes to a campaign. Fields left out stay unchanged.
#[model(input)]
pub struct CampaignUpdate {
    /// The new status. `PAUSED`, `STARTED` and `CANCELED` are what `pause`, `resume` and `cancel` send. The API
    /// accepts others but does not document what they do.
    pub status: Option<CampaignStatus>,
    /// The kind of campaign.
    pub r#type: Option<CampaignType>,
    /// The AI agent's id.
    pub ai_agent_id: Option<AgentId>,
    /// The AI agent's `conversation_config_id`, from `agents.list`.
    pub ai_agent_conversation_config_id: Option<ConversationConfigId>,
    /// The campaign's name.
    pub name: Option<NonEmptyString>,
    /// The ids of the phones to call from, as `phones.list` returns them.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Option<Vec<PhoneId>>,
    /// When calling may start.
    pub start_time: Option<OffsetTime>,
    /// When calling stops.
    pub end_time: Option<OffsetTime>,
    /// Whether it is scheduled for later.
    pub is_schedule: Option<bool>,
    /// Whether the campaign is "timezone aware". The API does not say what that does: checks assume neither that it moves
    /// the window by the contact, nor that it does not.
    pub is_timezone_aware: Option<bool>,
    /// The campaign's time zone, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// How the campaign is started.
    pub mode: Option<CampaignMode>,
    /// The new stage. `DRAFT` calls nobody; `INSTANCE` turns a draft into a campaign that calls.
    pub stage: Option<CampaignStage>,
    /// The draft's name.
    pub draft_name: Option<String>,
    /// The message, with merge fields such as `{name}`. A merge field without a value is read out literally.
    pub message: Option<String>,
    /// The text-to-speech language.
    pub tts_language: Option<String>,
    /// The text-to-speech voice.
    pub tts_voice: Option<String>,
    /// The URL of a recording to play instead of text.
    pub audio_url: Option<String>,
    /// Whether key presses are recorded.
    pub capture_keypress: Option<bool>,
    /// Whether speech is transcribed and recorded.
    pub capture_stt: Option<bool>,
    /// Maximum number of attempts per contact.
    #[wire(ts = "number")]
    pub max_attempts: Option<NonZeroU32>,
    /// Maximum number of concurrent calls.
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
    /// The ids of the custom fields that the campaign uses. An empty list removes all.
    #[wire(ts = "readonly ContactFieldId[]")]
    pub contact_field_ids: Option<Vec<ContactFieldId>>,
    /// When to call, relative to a date field of each contact.
    pub relative_time_config: Option<RelativeTimeChange>,
    /// The URL of the contact file, in `EXCEL` mode.
    pub contact_file_url: Option<String>,
}

/// Changes to the rule for when to call, relative to a date field of each contact.
#[model(input)]
pub struct RelativeTimeChange {
    /// The time zone of the dates, such as `Asia/Taipei`.
    pub timezone: Option<String>,
    /// The id of the custom field that holds the date.
    pub date_contact_field_id: Option<ContactFieldId>,
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
