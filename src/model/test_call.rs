//! Test calls: one call, to the phone of the person who makes the campaign. The API calls it a dry run.

use seax_dialer_derive::model;

use super::{ConversationConfigId, PhoneId, PhoneNumber};

/// A call to one number, as a campaign would make it. `type` says who talks.
#[model(tag = "type")]
pub enum TestCall {
    /// An AI agent talks.
    #[serde(rename = "AI_AGENT")]
    AiAgent(AiAgentTestCall),
    /// A recording or a text is played.
    #[serde(rename = "VOICE_DROP")]
    VoiceDrop(TestCallFields),
    /// A person talks.
    #[serde(rename = "PROGRESSIVE_DIALER")]
    ProgressiveDialer(TestCallFields),
}

/// A call in which an AI agent talks.
#[model(input)]
pub struct AiAgentTestCall {
    /// The agent, by the `conversation_config_id` that `agents.list` gives.
    pub ai_agent_conversation_config_id: ConversationConfigId,
    /// What the agent says first.
    pub ai_agent_starting_message: Option<String>,
    /// What every such call has.
    #[serde(flatten)]
    pub call: TestCallFields,
}

/// What every such call has, whoever talks.
#[model(input)]
pub struct TestCallFields {
    /// The number to call. It is called at once.
    pub dial_to: PhoneNumber,
    /// The phones to call from, by the `id` that `phones.list` gives.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Vec<PhoneId>,
    /// What is said. Merge fields have nobody to come from.
    pub message: Option<String>,
    /// The language of the text-to-speech.
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
}
