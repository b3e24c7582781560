use crate::timestamp::Timestamp;

/// Everything that decides how a campaign goes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The workspace's seed.
    pub seed: u64,
    /// Tells the workspace's campaigns apart.
    pub campaign: u64,
    /// What is done with somebody who answers.
    pub conversation: Conversation,
    /// When dialing begins, on the campaign's clock.
    pub starts: Timestamp,
    /// From when on nobody is called any more; calls that are under way go on to their end.
    pub ends: Option<Timestamp>,
    /// How often somebody is called at most. Above 0.
    pub max_attempts: u32,
    /// How many calls there are at a time, at most. Above 0.
    pub max_dialers: u32,
    /// Whom to call, in this order.
    pub callees: Vec<Callee>,
    /// How many numbers there are to call from; calls take turns. With 0, the campaign fails.
    pub lines: u32,
    /// Whether the campaign waits for further contacts until its end, even with nobody left to
    /// call.
    pub stays_open: bool,
}

/// What is done with somebody who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversation {
    /// A recording of so many seconds is played.
    Recording {
        /// Its length.
        seconds: u64,
    },
    /// An AI agent talks.
    AiAgent,
    /// The call is put through to a human agent.
    HumanAgent,
}

/// Somebody to be called.
#[derive(Clone, Copy, Debug)]
pub struct Callee {
    /// The contact's place in the workspace.
    pub contact: usize,
    /// Tells contacts apart in the draws; does not depend on the place.
    pub key: u64,
    /// How likely it is that somebody picks up.
    pub line: Line,
}

/// The state of a callee's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An ordinary number.
    Good,
    /// One where hardly ever anybody picks up.
    Poor,
    /// No number that a carrier would put a call through to.
    Dead,
}
