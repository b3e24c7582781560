//! Builds plain JavaScript objects.
//!
//! serde could do it, with more code for each member and a hash table of their names.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// Creates an object with these members. Those that are undefined are left out.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        if !value.is_undefined() {
            // Setting a member of a plain object cannot fail.
            let _ = Reflect::set(&object, &JsValue::from_str(name), value);
        }
    }
    object.into()
}

/// A number; undefined for `None`.
pub fn count(number: impl Into<Option<u64>>) -> JsValue {
    number.into().map(|number| number as f64).into()
}

/// An array of strings.
pub fn texts(list: &impl serde::Serialize) -> JsValue {
    // Strings can always be converted.
    serde_wasm_bindgen::to_value(list).unwrap_or_default()
}
