use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    enumeration::enumeration,
    id::Id,
    timestamp::Timestamp,
    world::{audience::AudienceFilter, phone::RecipientType},
};

enumeration! {
    /// What happens when somebody answers.
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
    /// Whether a campaign is a draft or is to run.
    CampaignStage { Draft = "DRAFT", Instance = "INSTANCE" }
}

/// A validated campaign draft, as its creator describes the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "field for field the vendor's CreateAutoDialerCampaign schema")]
pub struct Draft {
    pub name: String,
    pub draft_name: Option<String>,
    pub kind: CampaignType,
    pub mode: CampaignMode,
    pub stage: CampaignStage,
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    pub message: Option<String>,
    /// Values of merge fields, the same for all contacts.
    pub message_variables: Option<BTreeMap<String, String>>,
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
    /// Which contacts to call.
    pub audience: AudienceFilter,
}

impl Draft {
    /// Creates an empty draft.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            name: String::new(),
            draft_name: None,
            kind: CampaignType::VoiceDrop,
            mode: CampaignMode::Web,
            stage: CampaignStage::Draft,
            start_time: None,
            end_time: None,
            message: None,
            message_variables: None,
            tts_language: None,
            tts_voice: None,
            audio_url: None,
            ai_agent_id: None,
            ai_agent_conversation_config_id: None,
            max_attempts: 1,
            max_dialers: 20,
            capture_keypress: false,
            capture_stt: false,
            is_timezone_aware: false,
            is_schedule: false,
            contact_file_url: None,
            timezone: None,
            phone_ids: Vec::new(),
            attach_contact_label_ids: Vec::new(),
            overwrite_phone_recipient: None,
            contact_field_ids: Vec::new(),
            relative_time_config: None,
            audience: AudienceFilter::default(),
        }
    }

    /// Returns the fields in which two drafts differ, by their names in JSON.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        macro_rules! fields {
            ($($name:literal: $($field:ident).+),+ $(,)?) => {
                [$(($name, self.$($field).+ != other.$($field).+)),+]
            };
        }
        let fields = fields! {
            "name": name,
            "draft_name": draft_name,
            "type": kind,
            "mode": mode,
            "stage": stage,
            "start_time": start_time,
            "end_time": end_time,
            "message": message,
            "message_variables": message_variables,
            "tts_language": tts_language,
            "tts_voice": tts_voice,
            "audio_url": audio_url,
            "ai_agent_id": ai_agent_id,
            "ai_agent_conversation_config_id": ai_agent_conversation_config_id,
            "max_attempts": max_attempts,
            "max_dialers": max_dialers,
            "capture_keypress": capture_keypress,
            "capture_stt": capture_stt,
            "is_timezone_aware": is_timezone_aware,
            "is_schedule": is_schedule,
            "contact_file_url": contact_file_url,
            "timezone": timezone,
            "phone_ids": phone_ids,
            "attach_contact_label_ids": attach_contact_label_ids,
            "overwrite_phone_recipient": overwrite_phone_recipient,
            "contact_field_ids": contact_field_ids,
            "relative_time_config": relative_time_config,
            "all_contact_label_ids": audience.all_labels,
            "any_contact_label_ids": audience.any_labels,
            "addition_contact_ids": audience.additions,
            "exclude_contact_ids": audience.excluded_contacts,
            "exclude_any_contact_label_ids": audience.excluded_any_labels,
            "exclude_all_contact_label_ids": audience.excluded_all_labels,
            "keyword": audience.keyword,
            "whatsapp_phone_only": audience.whatsapp_phone_only,
        };
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

/// The recipient that the phones' calls, callbacks included, are connected to while the campaign runs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "field for field the vendor's CreateOrUpdatePhoneRecipient schema")]
pub struct OverwriteRecipient {
    pub kind: RecipientType,
    pub receiver: Option<String>,
}

/// When to call, relative to a date in each contact's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelativeTimeDraft {
    /// The distance from the date.
    pub distance: RelativeDistance,
    /// The contact field that holds the date.
    pub date_contact_field_id: Id,
    /// The contact field that holds the time of day.
    pub time_contact_field_id: Option<Id>,
}

/// A distance from a date in a contact's fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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

impl RelativeDistance {
    /// Returns a distance of zero, in UTC.
    #[must_use]
    pub fn none() -> Self {
        Self {
            timezone: "UTC".to_owned(),
            delta_years: 0,
            delta_months: 0,
            delta_days: 0,
            delta_hours: 0,
            delta_minutes: 0,
            absolute_time: None,
        }
    }
}
