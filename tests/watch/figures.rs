//! Figures as JSON.

use seax_dialer::model::figures::{Figures, Members};
use serde_json::{Map, Value, json};

/// Returns figures as JSON, like a JavaScript client has them.
pub fn to_json(figures: &dyn Figures) -> Value {
    let mut object = Object(Map::new());
    figures.write(&mut object);
    Value::Object(object.0)
}

/// Returns a number as JavaScript writes it: without a fraction if it is whole.
pub fn json_number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}

struct Object(Map<String, Value>);

impl Object {
    fn set(&mut self, name: &str, value: Value) {
        assert_eq!(self.0.insert(name.to_owned(), value), None, "{name} is added twice");
    }
}

impl Members for Object {
    fn flag(&mut self, name: &'static str, value: bool) {
        self.set(name, json!(value));
    }

    fn number(&mut self, name: &'static str, value: f64) {
        self.set(name, json_number(value));
    }

    fn text(&mut self, name: &'static str, value: &str) {
        self.set(name, json!(value));
    }

    fn json(&mut self, name: &'static str, value: &[u8]) {
        self.set(name, serde_json::from_slice(value).expect("JSON"));
    }

    fn object(&mut self, name: &'static str, value: &dyn Figures) {
        self.set(name, to_json(value));
    }
}
