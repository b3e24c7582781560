//! OpenAPI documents: the vendor's, and the sandbox's.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fields::Fields;

const WORKSPACE: &str = "/api/v1/workspace/{workspace_id}/";

/// An OpenAPI document.
pub struct Document(Value);

impl Document {
    /// Finds the vendor's document. Prints a note if there is none.
    pub fn find() -> Option<Self> {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).take(2);
        let beside = folders.map(|folder| folder.join("shared/seax-openapi.json"));
        let places = match std::env::var_os("SEAX_OPENAPI") {
            Some(named) => vec![PathBuf::from(named)],
            None => beside.collect(),
        };
        let Some(text) = places.into_iter().find_map(|path| std::fs::read_to_string(path).ok()) else {
            eprintln!("skipped: there is no ../shared/seax-openapi.json, and SEAX_OPENAPI names no other");
            return None;
        };
        Some(Self(serde_json::from_str(&text).expect("the vendor's document is JSON")))
    }

    /// Wraps a document.
    #[allow(dead_code, reason = "the client has none")]
    pub fn new(document: Value) -> Self {
        Self(document)
    }

    /// Returns the schema of an operation's reply, with all that it refers to.
    #[allow(dead_code, reason = "the client's replies are the sandbox's")]
    pub fn schema_of_reply(&self, operation: &Value) -> Value {
        let mut schema = Self::success(operation)["content"]["application/json"]["schema"].clone();
        if schema.is_object() {
            schema["components"] = self.0["components"].clone();
        }
        schema
    }

    /// Returns every method and path, as the client spells them.
    pub fn paths(&self) -> impl Iterator<Item = (String, String)> {
        let paths = self.0["paths"].as_object().expect("paths").iter();
        paths.flat_map(|(path, methods)| {
            methods.as_object().expect("methods").keys().map(|method| (method.to_uppercase(), plain(path)))
        })
    }

    /// Returns an operation.
    pub fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let paths = self.0["paths"].as_object().expect("paths");
        let (_, methods) = paths.iter().find(|(there, _)| plain(there) == path)?;
        methods.get(method.to_lowercase())
    }

    /// Returns the parameters of an operation's query.
    pub fn query(&self, operation: &Value) -> Fields {
        let mut fields = Fields::default();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "query" {
                let required = parameter["required"] == true;
                fields.add(parameter["name"].as_str().expect("a name"), required, "text", Fields::default());
            }
        }
        fields
    }

    /// Returns the fields of an operation's JSON body.
    pub fn body(&self, operation: &Value) -> Fields {
        self.fields(&operation["requestBody"]["content"]["application/json"]["schema"], 0)
    }

    /// Returns the fields of an operation's reply.
    pub fn reply(&self, operation: &Value) -> Fields {
        self.fields(&Self::success(operation)["content"]["application/json"]["schema"], 0)
    }

    fn success(operation: &Value) -> &Value {
        let replies = operation["responses"].as_object().expect("responses");
        replies.iter().find(|(status, _)| status.starts_with('2')).map_or(&Value::Null, |(_, reply)| reply)
    }

    /// Returns the fields of a schema, or of the elements of its arrays.
    fn fields(&self, schema: &Value, depth: usize) -> Fields {
        let mut fields = Fields::default();
        if depth > 6 {
            return fields;
        }
        let required = |schema: &Value, name: &str| {
            schema["required"].as_array().is_some_and(|names| names.iter().any(|each| each == name))
        };
        for schema in self.parts(schema) {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let inner = self.fields(field, depth + 1);
                fields.add(name, required(schema, name), self.sort(field), inner);
                if !field["default"].is_null() {
                    fields.add_default(name);
                }
            }
        }
        fields
    }

    /// Returns the type of a field, in a word that both sides share.
    fn sort(&self, schema: &Value) -> &'static str {
        let schema = self.parts(schema).next().unwrap_or(schema);
        let types = schema["type"].as_array();
        let nullable = types.and_then(|types| types.iter().find(|each| *each != "null"));
        match nullable.unwrap_or(&schema["type"]).as_str() {
            _ if schema["enum"].is_array() => "text",
            Some("string") => "text",
            Some("integer" | "number") => "number",
            Some("boolean") => "bool",
            Some("array") => "list",
            Some("object") => "object",
            _ => "any",
        }
    }

    /// Returns the schemas that a schema consists of, with references resolved; for an array, also those of its elements.
    fn parts<'a>(&'a self, schema: &'a Value) -> Box<dyn Iterator<Item = &'a Value> + 'a> {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().expect("a name");
            return self.parts(&self.0["components"]["schemas"][name]);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            if let Some(parts) = schema[key].as_array() {
                return Box::new(parts.iter().flat_map(|part| self.parts(part)));
            }
        }
        if schema["properties"].is_null() && schema["items"].is_object() {
            // First the array itself, which gives the field's type; then its elements.
            return Box::new(std::iter::once(schema).chain(self.parts(&schema["items"])));
        }
        Box::new(std::iter::once(schema))
    }
}

/// Returns a path below the workspace, with the same name for every id.
fn plain(path: &str) -> String {
    let path = path.strip_prefix(WORKSPACE).expect("every path is below a workspace");
    let steps = path.split('/').map(|step| if step.starts_with('{') { "{id}" } else { step });
    steps.collect::<Vec<_>>().join("/")
}
