//! JSON schemas of values in requests.

use serde_json::{Value, json};

use crate::enumeration::{self, Enumeration};

/// Returns the schema of a string.
#[must_use]
pub fn text() -> Value {
    json!({ "type": "string" })
}

/// Returns the schema of an id.
#[must_use]
pub fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

/// Returns the schema of a date and time. Without an offset, it is UTC.
#[must_use]
pub fn timestamp() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// Returns the schema of a member of an enumeration.
#[must_use]
pub fn member<E: Enumeration>() -> Value {
    enumeration::schema::<E>().to_value()
}

/// Returns the schema of a list. In a query, its items are separated by commas.
#[must_use]
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}
