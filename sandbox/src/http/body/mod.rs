//! Reading JSON bodies. This file handles a body as a whole; `values` and `nested` read its fields.

mod nested;
mod values;

use serde_json::{Map, Value};

use crate::http::{
    error::{ApiError, Issue, LocSegment},
    schema_recorder::{RecordedObject, SchemaRecorder},
};

/// Reads a JSON object from a request's body, field by field, and collects all errors in it.
///
/// As in the API's framework, unknown fields are ignored, and `null` counts as absent for an optional field. A method that
/// reads an invalid value returns a substitute; [`Body::finish`] then rejects the request.
pub struct Body {
    object: Map<String, Value>,
    /// The location of this object, starting with `body`.
    location: Vec<LocSegment>,
    issues: Vec<Issue>,
    recorded: Option<RecordedObject>,
    recorder: Option<SchemaRecorder>,
}

impl Body {
    /// Parses a request's body. One whose content type is not JSON is not an object, whatever is in it.
    ///
    /// # Errors
    /// Returns 422 if it is empty, not JSON, or not an object.
    pub fn parse(bytes: &[u8], is_json: bool) -> Result<Self, ApiError> {
        let refuse = |loc: Vec<LocSegment>, msg: String, kind| {
            Err(ApiError::unprocessable(vec![Issue { loc, msg, kind }]))
        };
        if bytes.is_empty() {
            return refuse(vec!["body".into()], "field required".into(), "value_error.missing");
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(object)) if is_json => Ok(Self::new(object, vec!["body".into()], None)),
            Err(error) if is_json => refuse(
                vec!["body".into(), error.column().into()],
                error.to_string(),
                "value_error.jsondecode",
            ),
            _ => refuse(vec!["body".into()], "value is not a valid dict".into(), "type_error.dict"),
        }
    }

    /// Creates an empty body that records the schemas of the fields that are read.
    #[must_use]
    pub fn recording_into(recorder: SchemaRecorder) -> Self {
        let mut body = Self::new(Map::new(), vec!["body".into()], Some(RecordedObject::default()));
        body.recorder = Some(recorder);
        body
    }

    fn new(object: Map<String, Value>, location: Vec<LocSegment>, recorded: Option<RecordedObject>) -> Self {
        Self { object, location, issues: Vec::new(), recorded, recorder: None }
    }

    /// Adds an error about a field. Returns `None`, in place of its value.
    pub fn refuse<T>(&mut self, name: &str, msg: &str, kind: &'static str) -> Option<T> {
        let loc = self.loc_of(name);
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
        None
    }

    /// Adds an error about an item of a list.
    pub fn refuse_item(&mut self, name: &str, index: usize, msg: &str, kind: &'static str) {
        let mut loc = self.loc_of(name);
        loc.push(index.into());
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
    }

    /// Adds an error if a field is missing.
    pub fn require(&mut self, name: &str) {
        if cfg!(feature = "openapi")
            && let Some(recorded) = &mut self.recorded
        {
            recorded.require(name);
        }
        match self.object.get(name) {
            None => {
                self.refuse::<()>(name, "field required", "value_error.missing");
            }
            Some(Value::Null) => {
                let msg = "none is not an allowed value";
                self.refuse::<()>(name, msg, "type_error.none.not_allowed");
            }
            Some(_) => {}
        }
    }

    /// Finishes reading.
    ///
    /// # Errors
    /// Returns 422 with all errors that were found.
    pub fn finish(self) -> Result<(), ApiError> {
        if let Some(recorder) = self.recorder {
            recorder.update(|schemas| schemas.body = self.recorded);
        }
        if self.issues.is_empty() { Ok(()) } else { Err(ApiError::unprocessable(self.issues)) }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// Records the schema of a field.
    fn record(&mut self, name: &str, schema: impl FnOnce() -> Value) {
        if cfg!(feature = "openapi")
            && let Some(recorded) = &mut self.recorded
        {
            recorded.record(name, schema());
        }
    }

    fn loc_of(&self, name: &str) -> Vec<LocSegment> {
        let mut loc = self.location.clone();
        loc.push(name.into());
        loc
    }
}
