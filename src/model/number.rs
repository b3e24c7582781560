//! Phone numbers, as callers write them.

use crate::shape::{Format, Kind, Shaped};

/// A phone number in the international form of ITU-T E.164, such as `+12345678900`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PhoneNumber(pub String);

impl Shaped for PhoneNumber {
    const KIND: Kind = Kind::Text(Format::Phone);
}
