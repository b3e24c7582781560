use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};

/// Records which queries and bodies a handler accepts, as JSON schemas.
///
/// A handler is called with an empty request, and each field is recorded when the handler reads it, so the OpenAPI
/// document cannot differ from what the sandbox reads. Tools such as `aide` or `utoipa` derive schemas from types
/// that serde deserializes, but serde stops at the first error, while the API reports all errors in one 422.
///
/// It travels in the request's extensions. Requests from clients have none.
#[derive(Clone, Debug, Default)]
pub struct SchemaRecorder(Arc<Mutex<RecordedSchemas>>);

/// The schemas of one operation.
#[derive(Clone, Debug, Default)]
pub struct RecordedSchemas {
    /// The schema of its query.
    pub query: RecordedObject,
    /// The schema of its body; `None` if it reads none.
    pub body: Option<RecordedObject>,
}

impl SchemaRecorder {
    /// Changes the schemas.
    pub fn update(&self, change: impl FnOnce(&mut RecordedSchemas)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Returns the schemas so far.
    #[must_use]
    pub fn schemas(&self) -> RecordedSchemas {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The fields of an object, or the parameters of a query.
#[derive(Clone, Debug, Default)]
pub struct RecordedObject {
    fields: Vec<Field>,
}

/// A field or a parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its JSON schema.
    pub schema: Value,
    /// Whether it is required.
    pub is_required: bool,
}

impl RecordedObject {
    /// Records the schema of a field. Keywords that were recorded before stay, unless this schema has them too.
    pub fn record(&mut self, name: &str, schema: Value) {
        let field = self.field(name);
        match (&mut field.schema, schema) {
            (Value::Object(known), Value::Object(more)) => known.extend(more),
            (known, more) => *known = more,
        }
    }

    /// Records that a field is required.
    pub fn require(&mut self, name: &str) {
        self.field(name).is_required = true;
    }

    /// Returns the fields, in the order in which they were read.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns the JSON schema of an object with these fields.
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
