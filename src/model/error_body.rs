//! What the API says when it refuses a request.

use seax_dialer_derive::model;
use serde_json::Value;

/// The body of a refusal.
#[model]
pub struct ErrorBody {
    /// What is wrong: a sentence, or for a 422 a list of issues.
    #[wire(ts = "unknown")]
    pub detail: Option<Value>,
    /// How long to wait, in seconds, for a 429.
    pub retry_after: Option<f64>,
}

/// One thing that is wrong with what was sent.
#[model]
pub struct ValidationIssue {
    /// Where: `["body", "phone_ids", 0]`.
    #[wire(ts = "(string | number)[]")]
    pub loc: Vec<Value>,
    /// What is wrong.
    pub msg: String,
    /// The rule's name.
    pub r#type: String,
}
