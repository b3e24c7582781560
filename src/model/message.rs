//! Messages with merge fields, and what becomes of them.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde::Serialize;

/// The part of a draft that says what is said.
#[model]
pub struct MessageTemplate {
    /// What is said, with merge fields such as `{name}`.
    pub message: Option<String>,
    /// One value for the whole campaign for each merge field in the message.
    pub message_variables: Option<BTreeMap<String, String>>,
}

/// A message as one contact would hear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "RenderedMessage"))]
pub struct Rendered {
    /// What is said.
    pub text: String,
    /// The keys without a value, whose placeholders are read aloud: `event_name` for a literal `{event_name}`.
    pub missing: Vec<String>,
    /// The keys with an empty value, where a gap is heard.
    pub empty: Vec<String>,
}
