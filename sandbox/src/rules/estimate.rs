use crate::{
    engine::plan::Conversation,
    rules::conversation::conversation,
    world::{campaign::Campaign, workspace::Workspace},
};

/// The average time until a call is answered or given up, in seconds.
const RING_SECONDS: f64 = 20.0;

/// The average duration of a conversation, in seconds.
const TALK_SECONDS: f64 = 70.0;

/// Returns how long a campaign plays to one contact, in seconds; for conversations, their average duration.
#[must_use]
pub fn play_seconds(campaign: &Campaign) -> f64 {
    let audio = campaign.resolved.audio.as_ref().map(|audio| audio.duration);
    match conversation(&campaign.draft) {
        Conversation::Recording { seconds } => audio.unwrap_or(seconds as f64),
        Conversation::AiAgent | Conversation::HumanAgent => TALK_SECONDS,
    }
}

/// Returns how long it takes to call all contacts once, in seconds, if all of them answer.
#[must_use]
pub fn sending_seconds(workspace: &Workspace, campaign: &Campaign) -> f64 {
    let contacts = campaign.statistics(|| workspace.callable_count(campaign)).total;
    let rounds = contacts.div_ceil(campaign.draft.max_dialers);
    f64::from(rounds) * (RING_SECONDS + play_seconds(campaign))
}
