use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};

use crate::enumeration::{self, Enumeration};

/// What a reader of queries or bodies asks for, as a JSON schema.
///
/// Nobody writes it down: a handler is called with nothing at all, and every question that its readers ask is noted. So the
/// document that the sandbox serves of itself can't say anything else than what the sandbox reads.
#[derive(Clone, Debug, Default)]
pub struct RecordedObject {
    fields: Vec<Field>,
}

/// A field or a parameter that was asked for.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its JSON schema.
    pub schema: Value,
    /// Whether it has to be there.
    pub is_required: bool,
}

impl RecordedObject {
    /// Notes that a field was asked for. What was said of it before is kept where this says nothing else.
    pub fn record(&mut self, name: &str, schema: Value) {
        let field = self.field(name);
        match (&mut field.schema, schema) {
            (Value::Object(known), Value::Object(more)) => known.extend(more),
            (known, more) => *known = more,
        }
    }

    /// Notes that a field has to be there.
    pub fn require(&mut self, name: &str) {
        self.field(name).is_required = true;
    }

    /// The fields, in the order in which they were asked for.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The JSON schema of an object with these fields.
    #[must_use]
    pub fn schema(&self) -> Value {
        let properties = self.fields.iter().map(|field| (field.name.clone(), field.schema.clone()));
        let properties: Map<String, Value> = properties.collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        let required = self.fields.iter().filter(|field| field.is_required).map(|field| field.name.as_str());
        let required: Vec<&str> = required.collect();
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        schema
    }

    fn field(&mut self, name: &str) -> &mut Field {
        let index = self.fields.iter().position(|field| field.name == name).unwrap_or_else(|| {
            self.fields.push(Field { name: name.to_owned(), schema: json!({}), is_required: false });
            self.fields.len() - 1
        });
        &mut self.fields[index]
    }
}

/// Where the readers of one request leave their recorded; it travels in the request's extensions. Requests that come in from
/// outside have none.
#[derive(Clone, Debug, Default)]
pub struct SchemaRecorder(Arc<Mutex<RecordedSchemas>>);

/// What was asked of one request.
#[derive(Clone, Debug, Default)]
pub struct RecordedSchemas {
    /// Of its query.
    pub query: RecordedObject,
    /// Of its body.
    pub body: Option<RecordedObject>,
}

impl SchemaRecorder {
    /// Changes what is in it.
    pub fn update(&self, change: impl FnOnce(&mut RecordedSchemas)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What is in it.
    #[must_use]
    pub fn recorded(&self) -> RecordedSchemas {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The schema of a text.
#[must_use]
pub fn text() -> Value {
    json!({ "type": "string" })
}

/// The schema of an id.
#[must_use]
pub fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

/// The schema of a date and time.
#[must_use]
pub fn timestamp() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// The schema of one word of an enumeration.
#[must_use]
pub fn word<E: Enumeration>() -> Value {
    enumeration::schema::<E>().to_value()
}

/// The schema of a comma-separated list.
#[must_use]
pub fn commas(of: &str) -> Value {
    json!({ "type": "string", "description": format!("Comma-separated: {of}.") })
}
