//! Converts snapshots and reports into JavaScript objects.

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::{
    error::Result,
    js::{object::set, value},
    model::figures::{Figures, Members},
};

/// Converts figures into an object.
///
/// # Errors
/// If there is no memory for what they have as JSON.
pub fn to_js(figures: &dyn Figures) -> Result<JsValue> {
    let mut object = JsObject { object: Object::new().into(), outcome: Ok(()) };
    figures.write(&mut object);
    object.outcome.map(|()| object.object)
}

struct JsObject {
    object: JsValue,
    /// A failure: the last one, if there are several.
    outcome: Result<()>,
}

impl JsObject {
    fn set(&self, name: &str, value: impl Into<JsValue>) {
        set(&self.object, name, &value.into());
    }
}

impl Members for JsObject {
    fn flag(&mut self, name: &'static str, value: bool) {
        self.set(name, value);
    }

    fn number(&mut self, name: &'static str, value: f64) {
        self.set(name, value);
    }

    fn text(&mut self, name: &'static str, value: &str) {
        self.set(name, value);
    }

    fn json(&mut self, name: &'static str, value: &[u8]) {
        match value::parse(value) {
            Ok(value) => self.set(name, value),
            Err(error) => self.outcome = Err(error),
        }
    }

    fn object(&mut self, name: &'static str, value: &dyn Figures) {
        match to_js(value) {
            Ok(value) => self.set(name, value),
            Err(error) => self.outcome = Err(error),
        }
    }
}
