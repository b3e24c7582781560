//! Texts that have to look like something.

use crate::shape::{Format, Kind, Shaped};

/// A string that is not empty.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Filled(pub String);

impl Shaped for Filled {
    const KIND: Kind = Kind::Text(Format::Filled);
}

/// A time of day, as `HH:mm`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClockTime(pub String);

impl Shaped for ClockTime {
    const KIND: Kind = Kind::Text(Format::ClockTime);
}
