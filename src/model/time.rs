//! Times as the API writes them.

use crate::schema::{Format, HasSchema, Schema};

/// A time in a reply: UTC, without an offset, often with microseconds (`2025-07-08T03:19:40.160564`).
///
/// `new Date(time)` would parse it as *local* time. Use `parseApiTime(time)`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ApiTime(pub String);

/// A time in a request: a `Date`, or an RFC 3339 string with an offset (`2026-07-08T03:15:00Z`, `2026-07-08T11:15:00+08:00`).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct OffsetTime(#[cfg_attr(target_arch = "wasm32", tsify(type = "string | Date"))] pub String);

impl HasSchema for ApiTime {
    const SCHEMA: Schema = Schema::Text(Format::Plain);
}

impl HasSchema for OffsetTime {
    const SCHEMA: Schema = Schema::Text(Format::Timestamp);
}
