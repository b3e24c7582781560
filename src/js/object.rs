//! Builds plain JavaScript objects.
//!
//! serde would need more code per member, and a hash table of member names.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// Creates an object with these members, except those that are undefined.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        if !value.is_undefined() {
            set(&object, name, value);
        }
    }
    object.into()
}

/// Sets a member of a plain object, which cannot fail.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Converts a list of strings into an array.
pub fn texts(list: &impl serde::Serialize) -> JsValue {
    // Strings can always be converted.
    serde_wasm_bindgen::to_value(list).unwrap_or_default()
}
