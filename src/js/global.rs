//! What tells one runtime from another.

use wasm_bindgen::prelude::*;

/// Whether the global scope has an object of this name.
pub fn has_global(name: &str) -> bool {
    let object = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str(name));
    object.is_ok_and(|object| object.is_object())
}
