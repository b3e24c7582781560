use crate::{faults::effects::FaultEffects, timestamp::Timestamp};

/// A request that may have changed something.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// When it was carried out.
    pub at: Timestamp,
    /// The HTTP method.
    pub method: String,
    /// The path and query.
    pub target: String,
    /// The `Content-Type` of the body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
    /// The effects of a fault on how it was handled.
    pub effects: FaultEffects,
    /// The status of its reply.
    pub status: u16,
}

/// Marks a refusal that has changed something: it is recorded, as successful replies are.
#[derive(Clone, Copy, Debug)]
pub struct Recorded;
