//! JSON schemas of the values that requests hold.

use serde_json::{Value, json};

use crate::enumeration::{self, Enumeration};

/// Text.
#[must_use]
pub fn text() -> Value {
    json!({ "type": "string" })
}

/// An id.
#[must_use]
pub fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

/// A date and time; without an offset, it is UTC.
#[must_use]
pub fn timestamp() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// A member of an enumeration.
#[must_use]
pub fn member<E: Enumeration>() -> Value {
    enumeration::schema::<E>().to_value()
}

/// A list. In a query, its items are separated by commas.
#[must_use]
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}
