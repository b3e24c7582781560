//! Messages with merge fields.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde::Serialize;

/// The fields of a draft that determine its message.
#[model]
pub struct MessageTemplate {
    /// The message, with merge fields such as `{name}`.
    pub message: Option<String>,
    /// Values of merge fields by key, the same for every contact.
    pub message_variables: Option<BTreeMap<String, String>>,
}

/// A message as one contact would hear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "RenderedMessage"))]
pub struct Rendered {
    /// The message.
    pub text: String,
    /// The keys of merge fields without a value, which are read out literally: `event_name` if `{event_name}` is read out.
    pub missing: Vec<String>,
    /// The keys of merge fields with an empty value, which leave a gap in the message.
    pub empty: Vec<String>,
}
