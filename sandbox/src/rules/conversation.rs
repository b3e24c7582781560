use crate::{
    engine::plan::Conversation,
    world::draft::{CampaignType, Draft},
};

/// The assumed length of a recording whose length is unknown, in seconds.
const RECORDING_SECONDS: u64 = 20;

/// Returns what happens in a draft's calls when they are answered.
#[must_use]
pub fn conversation(draft: &Draft) -> Conversation {
    match draft.kind {
        CampaignType::AiAgent => Conversation::AiAgent,
        CampaignType::ProgressiveDialer => Conversation::HumanAgent,
        CampaignType::VoiceDrop => {
            let has_audio = draft.audio_url.as_deref().is_some_and(|url| !url.is_empty());
            let message = draft.message.as_deref().filter(|_| !has_audio).unwrap_or_default();
            Conversation::Recording { seconds: speech_seconds(message).unwrap_or(RECORDING_SECONDS) }
        }
    }
}

/// Returns how long text-to-speech takes to read a text, in seconds: about 15 Latin letters or 4 Chinese characters a
/// second, and at least 3 seconds. `None` for an empty text.
fn speech_seconds(text: &str) -> Option<u64> {
    let milliseconds: u64 = text.chars().map(|char| if char.is_ascii() { 67 } else { 250 }).sum();
    (milliseconds > 0).then(|| milliseconds.div_ceil(1_000).max(3))
}
