use std::borrow::Cow;

use serde_json::{Value, json};

use crate::{
    enumeration::Enumeration,
    http::{
        error::{ApiError, Issue},
        json_schema,
        schema_recorder::{RecordedObject, SchemaRecorder},
    },
    id::Id,
    timestamp::Timestamp,
};

/// Reads a request's query, parameter by parameter, and collects all errors in it.
///
/// As in the API's framework, unknown parameters are ignored, and the last one counts if a parameter is repeated. A method
/// that reads an invalid value returns the default; [`Query::finish`] then rejects the request.
pub struct Query<'q> {
    pairs: Vec<(Cow<'q, str>, Cow<'q, str>)>,
    issues: Vec<Issue>,
    recorded: Option<(RecordedObject, SchemaRecorder)>,
}

impl<'q> Query<'q> {
    /// Parses a raw query, without its question mark.
    #[must_use]
    pub fn new(raw: &'q str) -> Self {
        Self { pairs: form_urlencoded::parse(raw.as_bytes()).collect(), issues: Vec::new(), recorded: None }
    }

    /// Records the schemas of the parameters that are read.
    #[must_use]
    pub fn recording_into(mut self, recorder: Option<SchemaRecorder>) -> Self {
        self.recorded = recorder.map(|recorder| (RecordedObject::default(), recorder));
        self
    }

    /// Reads a string.
    pub fn text(&mut self, name: &str) -> Option<&str> {
        self.record(name, json_schema::text);
        self.value(name)
    }

    /// Reads a non-negative integer.
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

    /// Reads a boolean in any of the spellings that the API's framework accepts.
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

    /// Reads a comma-separated list of strings, without empty ones.
    pub fn strings(&mut self, name: &str) -> Vec<String> {
        self.record(name, || json_schema::list(json_schema::text()));
        self.items(name)
    }

    /// Reads an id; `None` if it is absent or empty.
    pub fn id(&mut self, name: &str) -> Option<Id> {
        self.record(name, json_schema::id);
        self.parsed_ids(name).first().copied()
    }

    /// Reads a comma-separated list of ids.
    pub fn ids(&mut self, name: &str) -> Vec<Id> {
        self.record(name, || json_schema::list(json_schema::id()));
        self.parsed_ids(name)
    }

    /// Reads a member of an enumeration; `None` if it is absent or empty.
    pub fn choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.record(name, json_schema::member::<E>);
        self.parsed_choices(name).first().copied()
    }

    /// Reads a comma-separated list of members of an enumeration.
    pub fn choices<E: Enumeration>(&mut self, name: &str) -> Vec<E> {
        self.record(name, || json_schema::list(json_schema::member::<E>()));
        self.parsed_choices(name)
    }

    /// Reads a date and time.
    pub fn timestamp(&mut self, name: &str) -> Option<Timestamp> {
        self.record(name, json_schema::timestamp);
        let timestamp = Timestamp::parse(self.value(name)?);
        if timestamp.is_none() {
            self.refuse(name, "invalid datetime format", "value_error.datetime");
        }
        timestamp
    }

    /// Adds an error about a parameter.
    pub fn refuse(&mut self, name: &str, msg: &str, kind: &'static str) {
        self.issues.push(Issue { loc: vec!["query".into(), name.into()], msg: msg.to_owned(), kind });
    }

    /// Records the schema of a parameter.
    pub fn record(&mut self, name: &str, schema: impl FnOnce() -> Value) {
        if cfg!(feature = "openapi")
            && let Some((recorded, _)) = &mut self.recorded
        {
            recorded.record(name, schema());
        }
    }

    /// Finishes reading.
    ///
    /// # Errors
    /// Returns 422 with all errors that were found.
    pub fn finish(self) -> Result<(), ApiError> {
        if let Some((recorded, recorder)) = self.recorded {
            recorder.update(|schemas| schemas.query = recorded);
        }
        if self.issues.is_empty() { Ok(()) } else { Err(ApiError::unprocessable(self.issues)) }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }

    fn items(&self, name: &str) -> Vec<String> {
        let text = self.value(name).unwrap_or_default();
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    fn parsed_ids(&mut self, name: &str) -> Vec<Id> {
        let mut ids = Vec::new();
        for item in self.items(name) {
            match Id::parse(&item) {
                Some(id) => ids.push(id),
                None => self.refuse(name, "value is not a valid uuid", "type_error.uuid"),
            }
        }
        ids
    }

    fn parsed_choices<E: Enumeration>(&mut self, name: &str) -> Vec<E> {
        let mut members = Vec::new();
        for item in self.items(name) {
            match E::parse(&item) {
                Some(member) => members.push(member),
                None => self.refuse(name, &not_a_member::<E>(), "type_error.enum"),
            }
        }
        members
    }
}

/// Returns the API's message about a value that is not a member of an enumeration.
#[must_use]
pub fn not_a_member<E: Enumeration>() -> String {
    format!("value is not a valid enumeration member; permitted: {}", E::permitted())
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn the_last_of_repeated_parameters_counts() {
        assert_eq!(Query::new("limit=1&limit=2").count("limit", 10), 2);
    }

    #[test]
    fn every_error_is_reported_not_only_the_first() {
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
