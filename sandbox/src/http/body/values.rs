//! Reading single values.

use serde_json::{Value, json};

use super::Body;
use crate::{
    enumeration::Enumeration,
    http::{json_schema, query::not_a_member},
    id::Id,
    timestamp::{Timestamp, is_time_of_day},
    world::contact::is_e164,
};

impl Body {
    /// Reads a required string.
    pub fn required_text(&mut self, name: &str) -> String {
        self.require(name);
        self.text(name).unwrap_or_default()
    }

    /// Reads a string.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.record(name, json_schema::text);
        match self.value(name)? {
            Value::String(text) => Some(text.clone()),
            _ => self.refuse(name, "str type expected", "type_error.str"),
        }
    }

    /// Reads a boolean.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        self.record(name, || json!({ "type": "boolean" }));
        match self.value(name)? {
            Value::Bool(flag) => Some(*flag),
            _ => self.refuse(name, "value could not be parsed to a boolean", "type_error.bool"),
        }
    }

    /// Reads an integer.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        self.record(name, || json!({ "type": "integer" }));
        match self.value(name)?.as_i64() {
            Some(number) => Some(number),
            None => self.refuse(name, "value is not a valid integer", "type_error.integer"),
        }
    }

    /// Reads an integer above 0, or returns `default`. An integer above `u32::MAX` becomes `u32::MAX`.
    pub fn positive(&mut self, name: &str, default: u32) -> u32 {
        self.record(name, || json!({ "exclusiveMinimum": 0, "default": default }));
        match self.integer(name) {
            None => default,
            Some(number) if number > 0 => u32::try_from(number).unwrap_or(u32::MAX),
            Some(_) => {
                let msg = "ensure this value is greater than 0";
                self.refuse(name, msg, "value_error.number.not_gt").unwrap_or(default)
            }
        }
    }

    /// Reads a string that must not be blank.
    pub fn non_empty_text(&mut self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        if text.trim().is_empty() {
            let msg = "ensure this value has at least 1 characters";
            return self.refuse(name, msg, "value_error.any_str.min_length");
        }
        Some(text)
    }

    /// Reads an E.164 number.
    pub fn phone_number(&mut self, name: &str) -> Option<String> {
        self.record(name, || json!({ "pattern": r"^\+[1-9]\d{6,14}$" }));
        let number = self.text(name)?;
        if !is_e164(&number) {
            let msg = "value is not an E.164 number, such as +12025550143";
            return self.refuse(name, msg, "value_error");
        }
        Some(number)
    }

    /// Reads a required E.164 number.
    pub fn required_phone_number(&mut self, name: &str) -> String {
        self.require(name);
        self.phone_number(name).unwrap_or_default()
    }

    /// Reads an id.
    pub fn id(&mut self, name: &str) -> Option<Id> {
        self.record(name, json_schema::id);
        let text = self.text(name)?;
        match Id::parse(&text) {
            Some(id) => Some(id),
            None => self.refuse(name, "value is not a valid uuid", "type_error.uuid"),
        }
    }

    /// Reads a time of day, `HH:mm` or `HH:mm:ss`.
    pub fn time_of_day(&mut self, name: &str) -> Option<String> {
        self.record(name, || json!({ "format": "time" }));
        let text = self.text(name)?;
        if is_time_of_day(&text) {
            return Some(text);
        }
        self.refuse(name, "invalid time format", "value_error.time")
    }

    /// Reads a member of an enumeration.
    pub fn choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.record(name, json_schema::member::<E>);
        let value = self.value(name)?;
        match value.as_str().and_then(E::parse) {
            Some(member) => Some(member),
            None => self.refuse(name, &not_a_member::<E>(), "type_error.enum"),
        }
    }

    /// Reads a required member of an enumeration.
    pub fn required_choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.require(name);
        self.choice(name)
    }

    /// Reads a date and time.
    pub fn timestamp(&mut self, name: &str) -> Option<Timestamp> {
        self.record(name, json_schema::timestamp);
        let text = self.text(name)?;
        match Timestamp::parse(&text) {
            Some(timestamp) => Some(timestamp),
            None => self.refuse(name, "invalid datetime format", "value_error.datetime"),
        }
    }
}
