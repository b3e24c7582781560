use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that goes wrong with a request. Times are in milliseconds of real time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// Answered so, and not processed.
    Status(Answer),
    /// Processed, then answered so.
    StatusAfterCommit(Answer),
    /// Not processed, and the connection is closed without an answer.
    DropRequest {},
    /// Processed, and the connection is closed without an answer.
    DropReply {},
    /// Nothing but slow.
    Delay {
        /// How long it waits.
        ms: u64,
        /// Whether it waits before the request is processed or after.
        #[serde(default)]
        when: When,
    },
    /// Processed, and never answered.
    Hang {},
    /// The reply's body is only the first bytes, but complete as HTTP.
    CutJson {
        /// How many bytes.
        bytes: usize,
    },
    /// The reply's body breaks off after so many bytes, and with it the connection.
    CutStream {
        /// How many bytes.
        bytes: usize,
    },
    /// The reply's body comes in small pieces.
    Trickle {
        /// Bytes in a piece.
        chunk: usize,
        /// The time between two pieces.
        delay_ms: u64,
    },
    /// One value in the reply's JSON is replaced, or added.
    Patch {
        /// Where, as a JSON pointer (RFC 6901).
        pointer: String,
        /// The value in its place.
        value: Value,
    },
    /// The connection is closed without an answer, and the request is processed only so much later.
    LateCommit {
        /// How much later.
        ms: u64,
    },
    /// The campaign that the request creates is missing from lists for a while.
    Lag {
        /// How long.
        ms: u64,
    },
    /// The campaign that the request creates does not keep its `draft_name`.
    ForgetDraftName {},
}

/// A reply instead of the real one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers besides the usual ones.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The JSON body; without one, `{"detail": <reason phrase>}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

/// When a delay takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Before the request is processed.
    #[default]
    Before,
    /// After it has been processed.
    After,
}
