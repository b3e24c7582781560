//! What the API says when it refuses a request.

use seax_dialer_derive::model;
use serde_json::Value;

/// The body of a refusal.
#[model]
pub struct Problem {
    /// What is wrong: a sentence, or for a 422 a list of issues.
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

impl ValidationIssue {
    /// Where, in words: `body.phone_ids.0`.
    pub fn place(&self) -> String {
        let steps = self.loc.iter().map(|step| match step {
            Value::String(name) => name.clone(),
            other => other.to_string(),
        });
        steps.collect::<Vec<_>>().join(".")
    }
}
