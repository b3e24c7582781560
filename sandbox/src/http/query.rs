use std::borrow::Cow;

use serde_json::{Value, json};

use crate::{
    enumeration::Enumeration,
    http::{
        error::{ApiError, Issue},
        schema_recorder::{self, RecordedObject, SchemaRecorder},
    },
    id::Id,
    timestamp::Timestamp,
};

/// Reads a request's query, parameter by parameter, and collects everything that is wrong with it.
///
/// Parameters that nobody asks for are ignored, and of a repeated parameter the last one counts, as
/// in the vendor's framework. A reading method gives the default for a faulty value;
/// [`Query::finish`] then refuses the request.
pub struct Query<'q> {
    pairs: Vec<(Cow<'q, str>, Cow<'q, str>)>,
    issues: Vec<Issue>,
    /// What was asked for, and where to say so, if somebody wants to know.
    schema_recorder: Option<(RecordedObject, SchemaRecorder)>,
}

impl<'q> Query<'q> {
    /// Takes the raw query, without its question mark.
    #[must_use]
    pub fn new(raw: &'q str) -> Self {
        Self {
            pairs: form_urlencoded::parse(raw.as_bytes()).collect(),
            issues: Vec::new(),
            schema_recorder: None,
        }
    }

    /// Notes what is asked of it.
    #[must_use]
    pub fn recording_into(mut self, book: Option<SchemaRecorder>) -> Self {
        self.schema_recorder = book.map(|book| (RecordedObject::default(), book));
        self
    }

    /// The parameter as text, if it is there.
    pub fn text(&mut self, name: &str) -> Option<&str> {
        self.record(name, schema_recorder::text);
        self.value(name)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }

    /// A whole number, 0 or more.
    pub fn count(&mut self, name: &str, default: usize) -> usize {
        self.record(name, || json!({ "type": "integer", "minimum": 0, "default": default }));
        let Some(text) = self.value(name) else { return default };
        match text.trim().parse::<i128>() {
            Ok(number) if number < 0 => {
                self.refuse(
                    name,
                    "ensure this value is greater than or equal to 0",
                    "value_error.number.not_ge",
                );
                default
            }
            Ok(number) => usize::try_from(number).unwrap_or(usize::MAX),
            Err(_) => {
                self.refuse(name, "value is not a valid integer", "type_error.integer");
                default
            }
        }
    }

    /// A boolean value, in any of the spellings that the vendor's framework reads; `None` if it is
    /// not there.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        self.record(name, || json!({ "type": "boolean" }));
        let text = self.value(name)?.to_ascii_lowercase();
        match text.as_str() {
            "true" | "1" | "on" | "t" | "y" | "yes" => Some(true),
            "false" | "0" | "off" | "f" | "n" | "no" => Some(false),
            _ => {
                self.refuse(name, "value could not be parsed to a boolean", "type_error.bool");
                None
            }
        }
    }

    /// A comma-separated list of words, without empty ones.
    pub fn strings(&mut self, name: &str) -> Vec<String> {
        self.record(name, || schema_recorder::commas("words"));
        let text = self.value(name).unwrap_or_default();
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// One id; `None` if it is not there or empty.
    pub fn id(&mut self, name: &str) -> Option<Id> {
        let id = self.ids(name).first().copied();
        self.record(name, || json!({ "format": "uuid", "description": "An id." }));
        id
    }

    /// A comma-separated list of ids.
    pub fn ids(&mut self, name: &str) -> Vec<Id> {
        let mut ids = Vec::new();
        let words = self.strings(name);
        self.record(name, || schema_recorder::commas("ids"));
        for word in words {
            match Id::parse(&word) {
                Some(id) => ids.push(id),
                None => self.refuse(name, "value is not a valid uuid", "type_error.uuid"),
            }
        }
        ids
    }

    /// One word of an enumeration; `None` if it is not there or empty.
    pub fn choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        let choice = self.choices(name).first().copied();
        self.record(name, schema_recorder::word::<E>);
        choice
    }

    /// A comma-separated list of words of an enumeration.
    pub fn choices<E: Enumeration>(&mut self, name: &str) -> Vec<E> {
        let mut members = Vec::new();
        let words = self.strings(name);
        self.record(name, || schema_recorder::commas(&E::permitted()));
        for word in words {
            match E::parse(&word) {
                Some(member) => members.push(member),
                None => self.refuse(name, &not_a_member::<E>(), "type_error.enum"),
            }
        }
        members
    }

    /// A date and time; `None` if it is not there.
    pub fn timestamp(&mut self, name: &str) -> Option<Timestamp> {
        self.record(name, schema_recorder::timestamp);
        let timestamp = Timestamp::parse(self.value(name)?);
        if timestamp.is_none() {
            self.refuse(name, "invalid datetime format", "value_error.datetime");
        }
        timestamp
    }

    /// Notes that a parameter is wrong.
    pub fn refuse(&mut self, name: &str, msg: &str, kind: &'static str) {
        self.issues.push(Issue { loc: vec!["query".into(), name.into()], msg: msg.to_owned(), kind });
    }

    /// Notes what is asked for, if somebody wants to know.
    pub fn record(&mut self, name: &str, schema: impl FnOnce() -> Value) {
        if let Some((schema_recorder, _)) = &mut self.schema_recorder {
            schema_recorder.record(name, schema());
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A 422 with every issue that was found.
    pub fn finish(self) -> Result<(), ApiError> {
        if let Some((schema_recorder, book)) = self.schema_recorder {
            book.update(|recorded| recorded.query = schema_recorder);
        }
        if self.issues.is_empty() { Ok(()) } else { Err(ApiError::unprocessable(self.issues)) }
    }
}

/// The vendor's sentence for a word that is no member of an enumeration.
#[must_use]
pub fn not_a_member<E: Enumeration>() -> String {
    format!("value is not a valid enumeration member; permitted: {}", E::permitted())
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn of_a_repeated_parameter_the_last_one_counts() {
        assert_eq!(Query::new("limit=1&limit=2").count("limit", 10), 2);
    }

    #[test]
    fn every_fault_is_reported_not_only_the_first() {
        let mut query = Query::new("limit=ten&offset=-1&enabled=maybe");
        query.count("limit", 10);
        query.count("offset", 0);
        query.boolean("enabled");
        assert_eq!(query.issues.len(), 3);
    }

    #[test]
    fn an_unescaped_plus_is_a_space() {
        assert_eq!(Query::new("keyword=+1415").text("keyword"), Some(" 1415"));
        assert_eq!(Query::new("keyword=%2B1415").text("keyword"), Some("+1415"));
    }
}
