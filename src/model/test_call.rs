//! Test calls. The API calls them dry runs.

use seax_dialer_derive::model;

use super::{ConversationConfigId, PhoneId, PhoneNumber};

/// A single call, as a campaign would place it.
#[model(tag = "type")]
pub enum TestCall {
    /// An AI agent holds the conversation.
    #[serde(rename = "AI_AGENT")]
    AiAgent(AiAgentTestCall),
    /// A recording or a text is played.
    #[serde(rename = "VOICE_DROP")]
    VoiceDrop(VoiceDropTestCall),
    /// A human agent holds the conversation.
    #[serde(rename = "PROGRESSIVE_DIALER")]
    ProgressiveDialer(ProgressiveDialerTestCall),
}

/// A test call with an AI agent.
#[model(input)]
pub struct AiAgentTestCall {
    /// The agent's `conversation_config_id`, from `agents.list`.
    pub ai_agent_conversation_config_id: ConversationConfigId,
    /// The agent's first message.
    pub ai_agent_starting_message: Option<String>,
    /// Fields of every test call.
    #[serde(flatten)]
    pub call: TestCallFields,
}

/// A test call that plays a recording or a text.
#[model(input)]
pub struct VoiceDropTestCall {
    /// Fields of every test call.
    #[serde(flatten)]
    pub call: TestCallFields,
}

/// A test call with a human agent.
#[model(input)]
pub struct ProgressiveDialerTestCall {
    /// Fields of every test call.
    #[serde(flatten)]
    pub call: TestCallFields,
}

/// Fields of every test call.
#[model(input)]
pub struct TestCallFields {
    /// The number to call. It is called immediately.
    pub dial_to: PhoneNumber,
    /// The ids of the phones to call from, as `phones.list` returns them.
    #[wire(ts = "readonly PhoneId[]")]
    pub phone_ids: Vec<PhoneId>,
    /// The message. A test call has no contact, so merge fields have no values.
    pub message: Option<String>,
    /// The text-to-speech language.
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
}
