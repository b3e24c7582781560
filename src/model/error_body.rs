//! Error bodies of the API.

use seax_dialer_derive::model;
use serde_json::Value;

/// The body of an error response.
#[model]
pub struct ErrorBody {
    /// The error message; for a 422, a list of validation issues.
    #[wire(ts = "unknown")]
    pub detail: Option<Value>,
    /// The error message of gateways and other frameworks: a string, or an object that contains one.
    #[wire(ts = "unknown")]
    pub message: Option<Value>,
    /// Another name for `message`.
    #[wire(ts = "unknown")]
    pub error: Option<Value>,
    /// The server's error code.
    #[wire(ts = "unknown")]
    pub code: Option<Value>,
    /// For a 429, how long to wait, in seconds: a number, or a string with one.
    #[wire(ts = "unknown")]
    pub retry_after: Option<Value>,
}

/// A validation issue in a request.
#[model]
pub struct ValidationIssue {
    /// Where it is, such as `["body", "phone_ids", 0]`.
    #[wire(ts = "(string | number)[]")]
    pub loc: Option<Vec<Value>>,
    /// What is wrong.
    pub msg: String,
    /// The name of the violated rule.
    pub r#type: Option<String>,
}
