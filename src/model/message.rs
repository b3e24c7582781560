//! Messages with merge fields.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde::Serialize;

/// The part of a draft that determines the message.
#[model]
pub struct MessageTemplate {
    /// The message, with merge fields such as `{name}`.
    pub message: Option<String>,
    /// Values of merge fields, the same for every contact.
    pub message_variables: Option<BTreeMap<String, String>>,
}

/// A message as one contact would hear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "RenderedMessage"))]
pub struct Rendered {
    /// The message.
    pub text: String,
    /// Merge fields without a value, which are read out literally: `event_name` for a literal `{event_name}`.
    pub missing: Vec<String>,
    /// Merge fields with an empty value, which leave a gap.
    pub empty: Vec<String>,
}
