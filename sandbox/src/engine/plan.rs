use crate::timestamp::Timestamp;

/// The input of a simulation.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The workspace's seed.
    pub seed: u64,
    /// Distinguishes the workspace's campaigns.
    pub campaign: u64,
    /// What happens in a call that is answered.
    pub conversation: Conversation,
    /// When dialing starts, on the campaign's clock.
    pub starts: Timestamp,
    /// When dialing ends. Calls that are running at that time are not cut off.
    pub ends: Option<Timestamp>,
    /// The maximum number of calls to one contact. Above 0.
    pub max_attempts: u32,
    /// The maximum number of concurrent calls. Above 0.
    pub max_dialers: u32,
    /// The contacts to call, in this order.
    pub callees: Vec<Callee>,
    /// The number of phone numbers that the campaign can call from, in turn. With 0, the campaign fails.
    pub lines: u32,
    /// Whether the campaign waits for more contacts until its end, if it has one, even when all have been called.
    pub stays_open: bool,
}

/// What happens in a call that is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversation {
    /// A recording is played.
    Recording {
        /// Its length.
        seconds: u64,
    },
    /// An AI agent talks.
    AiAgent,
    /// The call is connected to a human agent.
    HumanAgent,
}

/// A contact to call.
#[derive(Clone, Copy, Debug)]
pub struct Callee {
    /// The contact's index in the workspace.
    pub contact: usize,
    /// The key of the random draws for this contact. It does not depend on the index.
    pub key: u64,
    /// How likely the contact is to answer.
    pub line: Line,
}

/// The quality of a callee's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An ordinary number.
    Good,
    /// A number that is hardly ever answered.
    Poor,
    /// A number that no carrier would connect.
    Dead,
}
