use serde::Serialize;

use crate::{engine::call::AnsweredBy, id::Id, timestamp::Timestamp, world::draft::CampaignType};

/// A test call to one number.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the vendor's AutoDialerCampaignDryRunPayload, and how it went")]
pub struct DryRun {
    pub id: Id,
    /// When it was requested, in real time.
    pub created_time: Timestamp,
    /// The number that was called.
    pub dial_to: String,
    /// The number that called.
    pub from_number: String,
    #[serde(rename = "type")]
    pub kind: CampaignType,
    pub message: Option<String>,
    pub audio_url: Option<String>,
    pub tts_language: Option<String>,
    pub tts_voice: Option<String>,
    pub ai_agent_conversation_config_id: Option<Id>,
    pub ai_agent_starting_message: Option<String>,
    pub capture_keypress: bool,
    pub capture_stt: bool,
    pub answered_by: AnsweredBy,
    /// Seconds from the answer to the end.
    pub duration: f64,
}
