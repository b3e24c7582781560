//! Strings with a format.

use crate::schema::{Format, HasSchema, Schema};

/// A string that is not empty.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NonEmptyString(pub String);

impl HasSchema for NonEmptyString {
    const SCHEMA: Schema = Schema::Text(Format::NonEmpty);
}

/// A time of day, as `HH:mm` (24 hours).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClockTime(pub String);

impl HasSchema for ClockTime {
    const SCHEMA: Schema = Schema::Text(Format::ClockTime);
}
