//! Access to values that can be anything: what a caller's `fetch` returns, and what is in it.
//!
//! Imports that can throw return an `Option` here, even where JavaScript always returns something: wasm-bindgen keeps a
//! slot for the value that a throwing import does not return, and never frees it. There is no such slot for `None`.

use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};

use crate::client::TransportError;

/// The outcome of an access. The error is what was thrown, or `None` where a value just is not what it was taken for.
pub type Odd<T> = std::result::Result<T, Option<JsValue>>;

#[wasm_bindgen]
extern "C" {
    /// A `Uint8Array`, whose constructor throws at what cannot become one. js-sys does not expect that.
    #[wasm_bindgen(extends = Uint8Array, js_name = Uint8Array)]
    type Bytes;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn new(buffer: &JsValue) -> std::result::Result<Bytes, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn member(object: &JsValue, key: &str) -> std::result::Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = apply)]
    fn apply(
        function: &JsValue,
        this: &JsValue,
        arguments: &Array,
    ) -> std::result::Result<Option<JsValue>, JsValue>;
}

/// The value at a key; undefined where it is null.
pub fn get(object: &JsValue, key: &str) -> Odd<JsValue> {
    member(object, key).map(Option::unwrap_or_default).map_err(|_| None)
}

/// The string at a key.
pub fn string(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).ok()?.as_string()
}

/// The function at a key.
pub fn method(object: &JsValue, key: &str) -> Odd<Function> {
    get(object, key)?.dyn_into().map_err(|_| None)
}

/// Calls a function.
///
/// # Errors
/// What it throws.
pub fn call(
    function: &Function,
    this: &JsValue,
    argument: Option<&JsValue>,
) -> std::result::Result<JsValue, JsValue> {
    let arguments = argument.map_or_else(Array::new, Array::of1);
    apply(function, this, &arguments).map(Option::unwrap_or_default)
}

/// The bytes of a buffer, or of a view of one.
pub fn bytes(buffer: &JsValue) -> Odd<Uint8Array> {
    get(buffer, "byteLength")?.as_f64().ok_or(None)?;
    Ok(Bytes::new(buffer).map_err(Some)?.into())
}

/// The error of a body or a response: what was thrown, or that it is not what it was taken for.
pub fn odd_error(thrown: Option<JsValue>) -> TransportError {
    match thrown {
        Some(thrown) => network(thrown),
        None => {
            let message = "`fetch` returned something that is not a Response.".into();
            TransportError::Network { message, cause: None }
        }
    }
}

/// The error for something that was thrown.
pub fn network(thrown: JsValue) -> TransportError {
    let said = |error: &JsValue| string(error, "message").filter(|said| !said.is_empty());
    let mut message = said(&thrown).unwrap_or_else(|| "The network failed".into());
    // Node says why in the cause: an error, or one of several, if a name has several addresses.
    let cause = get(&thrown, "cause").unwrap_or_default();
    let first = get(&cause, "errors").and_then(|errors| get(&errors, "0")).unwrap_or_default();
    if let Some(reason) = said(&cause).or_else(|| said(&first)).or_else(|| string(&cause, "code")) {
        message.extend([": ", &reason]);
    }
    if !message.ends_with('.') {
        message.push('.');
    }
    TransportError::Network { message, cause: Some(boxed(thrown)) }
}

/// Something that was thrown, as an error's cause.
pub fn boxed(thrown: JsValue) -> Rc<dyn std::any::Any> {
    Rc::new(thrown)
}
