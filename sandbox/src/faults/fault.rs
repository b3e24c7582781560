use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// A fault: what goes wrong with a request. Times are in milliseconds of the sandbox's clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// The request is not processed, and gets this reply.
    Status(Answer),
    /// The request is processed, and gets this reply.
    StatusAfterCommit(Answer),
    /// The request is not processed, and the connection is closed without a reply.
    DropRequest {},
    /// The request is processed, and the connection is closed without a reply.
    DropReply {},
    /// The reply is late.
    Delay {
        /// The delay.
        ms: u64,
        /// Whether the delay is before the request is processed or after.
        when: When,
    },
    /// The request is processed, but never answered.
    Hang {},
    /// The reply's body is truncated, but the HTTP message is complete.
    CutJson {
        /// The number of bytes that remain.
        bytes: usize,
    },
    /// The connection is aborted in the middle of the reply's body.
    CutStream {
        /// The number of bytes that are sent before that.
        bytes: usize,
    },
    /// The reply's body arrives in small chunks.
    Trickle {
        /// The number of bytes in a chunk.
        chunk: usize,
        /// The time between two chunks.
        delay_ms: u64,
    },
    /// A value in the reply's JSON is replaced or added.
    Patch {
        /// The JSON pointer (RFC 6901) to the value.
        pointer: String,
        /// The new value.
        value: Value,
    },
    /// The connection is closed without a reply, and the request is processed later.
    LateCommit {
        /// The time until it is processed.
        ms: u64,
    },
    /// The campaign that the request creates is hidden from lists for a while.
    Lag {
        /// How long it is hidden.
        ms: u64,
    },
    /// The campaign that the request creates loses its `draft_name`.
    ForgetDraftName {},
}

/// A reply in place of the real one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Additional headers.
    pub headers: BTreeMap<String, String>,
    /// The JSON body; without one, `{"detail": <reason phrase>}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

/// When a delay happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Before the request is processed.
    #[default]
    Before,
    /// After it has been processed.
    After,
}
