//! Error bodies of the API.

use seax_dialer_derive::model;
use serde_json::Value;

/// An error body.
#[model]
pub struct ErrorBody {
    /// A sentence, or a list of issues for a 422.
    #[wire(ts = "unknown")]
    pub detail: Option<Value>,
    /// The same, as gateways and other frameworks call it: a sentence, or an object with one.
    #[wire(ts = "unknown")]
    pub message: Option<Value>,
    /// The same.
    #[wire(ts = "unknown")]
    pub error: Option<Value>,
    /// The server's own code for the error.
    #[wire(ts = "unknown")]
    pub code: Option<Value>,
    /// How long to wait, in seconds, for a 429.
    pub retry_after: Option<f64>,
}

/// An issue with a request.
#[model]
pub struct ValidationIssue {
    /// The location: `["body", "phone_ids", 0]`.
    #[wire(ts = "(string | number)[]")]
    pub loc: Vec<Value>,
    /// What is wrong.
    pub msg: String,
    /// The name of the violated rule.
    pub r#type: String,
}
