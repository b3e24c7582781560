//! JSON bodies: what is true of the whole body is here, the reading of its fields below.

mod nested;
mod values;

use serde_json::{Map, Value};

use crate::http::{
    error::{ApiError, Issue, Step},
    schema_recorder::{RecordedObject, SchemaRecorder},
};

/// Reads a JSON object out of a request's body, field by field, and collects everything that is
/// wrong with it.
///
/// Unknown fields are ignored, and `null` is as good as absent for a field that need not be there,
/// as in the vendor's framework. A reading method gives a stand-in for a faulty value;
/// [`Body::finish`] then refuses the request.
pub struct Body {
    object: Map<String, Value>,
    /// The way from `body` to this object.
    at: Vec<Step>,
    issues: Vec<Issue>,
    /// What was asked for, if somebody wants to know.
    schema_recorder: Option<RecordedObject>,
    book: Option<SchemaRecorder>,
}

impl Body {
    /// Reads a request's body.
    ///
    /// # Errors
    /// A 422 if it is empty, no JSON, or no object.
    pub fn parse(bytes: &[u8]) -> Result<Self, ApiError> {
        let refuse = |at: Vec<Step>, msg: String, kind| {
            Err(ApiError::unprocessable(vec![Issue { loc: at, msg, kind }]))
        };
        if bytes.is_empty() {
            return refuse(vec!["body".into()], "field required".into(), "value_error.missing");
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(object)) => Ok(Self::new(object, vec!["body".into()], None)),
            Ok(_) => refuse(vec!["body".into()], "value is not a valid dict".into(), "type_error.dict"),
            Err(error) => refuse(
                vec!["body".into(), error.column().into()],
                error.to_string(),
                "value_error.jsondecode",
            ),
        }
    }

    /// A body of which nothing is known but where to note what is asked of it.
    #[must_use]
    pub fn unknown(book: SchemaRecorder) -> Self {
        let mut body = Self::new(Map::new(), vec!["body".into()], Some(RecordedObject::default()));
        body.book = Some(book);
        body
    }

    fn new(object: Map<String, Value>, at: Vec<Step>, schema_recorder: Option<RecordedObject>) -> Self {
        Self { object, at, issues: Vec::new(), schema_recorder, book: None }
    }

    /// Notes that a field is wrong. ResponseSpec `None`, to stand in for its value.
    pub fn refuse<T>(&mut self, name: &str, msg: &str, kind: &'static str) -> Option<T> {
        let loc = self.loc_of(name);
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
        None
    }

    /// Notes that an item of a list is wrong.
    pub fn refuse_item(&mut self, name: &str, index: usize, msg: &str, kind: &'static str) {
        let mut loc = self.loc_of(name);
        loc.push(index.into());
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A 422 with every issue that was found.
    pub fn finish(self) -> Result<(), ApiError> {
        if let Some(book) = self.book {
            book.update(|recorded| recorded.body = self.schema_recorder);
        }
        if self.issues.is_empty() { Ok(()) } else { Err(ApiError::unprocessable(self.issues)) }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// Notes that a field is missing, if it is.
    pub fn require(&mut self, name: &str) {
        if let Some(schema_recorder) = &mut self.schema_recorder {
            schema_recorder.require(name);
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

    /// Notes what is asked for, if somebody wants to know.
    fn record(&mut self, name: &str, schema: impl FnOnce() -> Value) {
        if let Some(schema_recorder) = &mut self.schema_recorder {
            schema_recorder.record(name, schema());
        }
    }

    fn loc_of(&self, name: &str) -> Vec<Step> {
        let mut way = self.at.clone();
        way.push(name.into());
        way
    }
}
