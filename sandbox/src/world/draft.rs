use serde::Serialize;

use crate::{
    enumeration::enumeration, id::Id, moment::Moment, world::audience::AudienceFilter,
    world::phone::RecipientType,
};

enumeration! {
    /// What is done with somebody who answers.
    CampaignType {
        VoiceDrop = "VOICE_DROP",
        ProgressiveDialer = "PROGRESSIVE_DIALER",
        AiAgent = "AI_AGENT",
    }
}

enumeration! {
    /// Where a campaign's contacts come from.
    CampaignMode { Web = "WEB", Webhook = "WEBHOOK", Excel = "EXCEL" }
}

enumeration! {
    /// Whether a campaign is to be run.
    CampaignStage { Draft = "DRAFT", Instance = "INSTANCE" }
}

/// A campaign as its creator describes it, already validated.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "field for field the vendor's CreateAutoDialerCampaign schema")]
pub struct Draft {
    pub name: String,
    pub draft_name: Option<String>,
    pub kind: CampaignType,
    pub mode: CampaignMode,
    pub stage: CampaignStage,
    pub start_time: Option<Moment>,
    pub end_time: Option<Moment>,
    pub message: Option<String>,
    pub tts_language: Option<String>,
    pub tts_voice: Option<String>,
    pub audio_url: Option<String>,
    pub ai_agent_id: Option<Id>,
    pub ai_agent_conversation_config_id: Option<Id>,
    pub max_attempts: u32,
    pub max_dialers: u32,
    pub capture_keypress: bool,
    pub capture_stt: bool,
    pub is_timezone_aware: bool,
    pub is_schedule: bool,
    pub contact_file_url: Option<String>,
    pub timezone: Option<String>,
    pub phone_ids: Vec<Id>,
    pub attach_contact_label_ids: Vec<Id>,
    pub overwrite_phone_recipient: Option<OverwriteRecipient>,
    pub contact_field_ids: Vec<Id>,
    pub relative_time_config: Option<RelativeTimeDraft>,
    /// Whom to call.
    pub audience: AudienceFilter,
}

/// Whom callbacks to the campaign's phones are put through to, while it lasts.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "field for field the vendor's CreateOrUpdatePhoneRecipient schema")]
pub struct OverwriteRecipient {
    pub kind: RecipientType,
    pub receiver: Option<String>,
}

/// When to call, relative to a date in each contact's fields.
#[derive(Clone, Debug)]
pub struct RelativeTimeDraft {
    /// The distance from the date.
    pub distance: RelativeDistance,
    /// The contact field that holds the date.
    pub date_contact_field_id: Id,
    /// The contact field that holds the time of day.
    pub time_contact_field_id: Option<Id>,
}

/// A distance from a date in a contact's fields.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the vendor's RelativeTimeConfig schema")]
pub struct RelativeDistance {
    /// An IANA name.
    pub timezone: String,
    pub delta_years: i64,
    pub delta_months: i64,
    pub delta_days: i64,
    pub delta_hours: i64,
    pub delta_minutes: i64,
    /// HH:mm.
    pub absolute_time: Option<String>,
}
