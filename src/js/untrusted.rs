//! Access to untrusted JavaScript values, such as what a caller's `fetch` returns: they can be anything.
//!
//! Imports that can throw return an `Option` here, even where JavaScript always returns a value: when an import throws,
//! wasm-bindgen allocates a slot for the missing return value and never frees it. `None` needs no slot.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{Failure, TransportError},
    js::cause,
};

/// The result of an access. The error is the thrown value, or `None` if the value is not of the expected type.
pub type Access<T> = std::result::Result<T, Option<JsValue>>;

#[wasm_bindgen]
extern "C" {
    /// A `Uint8Array`, whose constructor throws for a value that it cannot convert. js-sys does not expect that.
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

/// Returns the value at a key; undefined if it is null.
pub fn get(object: &JsValue, key: &str) -> Access<JsValue> {
    member(object, key).map(Option::unwrap_or_default).map_err(|_| None)
}

/// Returns the string at a key.
pub fn string(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).ok()?.as_string()
}

/// Returns the function at a key.
pub fn method(object: &JsValue, key: &str) -> Access<Function> {
    get(object, key)?.dyn_into().map_err(|_| None)
}

/// Calls a function with at most one argument.
///
/// # Errors
/// The value that the function throws.
pub fn call(
    function: &Function,
    this: &JsValue,
    argument: Option<&JsValue>,
) -> std::result::Result<JsValue, JsValue> {
    let arguments = argument.map_or_else(Array::new, Array::of1);
    apply(function, this, &arguments).map(Option::unwrap_or_default)
}

/// Returns the bytes of a buffer as a view, or those of a typed array as a copy.
pub fn bytes(buffer: &JsValue) -> Access<Uint8Array> {
    get(buffer, "byteLength")?.as_f64().ok_or(None)?;
    Ok(Bytes::new(buffer).map_err(Some)?.into())
}

/// Converts a failed access to a response or its body into an error.
pub fn access_error(thrown: Option<JsValue>) -> TransportError {
    match thrown {
        Some(thrown) => network(thrown),
        None => Failure::Network("`fetch` returned something that is not a Response.".into()).into(),
    }
}

/// Converts a thrown value into a network error.
pub fn network(thrown: JsValue) -> TransportError {
    TransportError { failure: Failure::Network(cause::reason(&thrown)), cause: Some(boxed(thrown)) }
}

/// Ignores the outcome of what may be a promise: an unhandled rejection ends some processes.
pub fn ignore(outcome: &JsValue) {
    drop(JsFuture::from(Promise::resolve(outcome)));
}

/// Boxes a thrown value as the cause of an error.
pub fn boxed(thrown: JsValue) -> Rc<dyn std::any::Any> {
    Rc::new(thrown)
}
