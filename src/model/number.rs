//! Phone numbers in input.

use crate::schema::{Format, HasSchema, Schema};

/// A phone number in the international format (ITU-T E.164), such as `+12345678900`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PhoneNumber(pub String);

impl HasSchema for PhoneNumber {
    const SCHEMA: Schema = Schema::Text(Format::Phone);
}
