//! Looks at things that may be anything: what a caller's `fetch` gives, and what that has in it.

use std::rc::Rc;

use wasm_bindgen::{JsCast, prelude::*};

use crate::client::TransportError;

/// What came of a look. The error is what was thrown, or `None` where a thing is just not what it was taken for.
pub type Odd<T> = std::result::Result<T, Option<JsValue>>;

#[wasm_bindgen]
extern "C" {
    /// A `Uint8Array`, whose constructor throws at what cannot become one. js-sys does not expect that.
    #[wasm_bindgen(extends = js_sys::Uint8Array, js_name = Uint8Array)]
    type Bytes;
    #[wasm_bindgen(catch, constructor, js_class = "Uint8Array")]
    fn new(buffer: &JsValue) -> std::result::Result<Bytes, JsValue>;
}

/// The value at a key.
pub fn get(object: &JsValue, key: &str) -> Odd<JsValue> {
    js_sys::Reflect::get(object, &JsValue::from_str(key)).map_err(|_| None)
}

/// The function at a key.
pub fn method(object: &JsValue, key: &str) -> Odd<js_sys::Function> {
    get(object, key)?.dyn_into().map_err(|_| None)
}

/// Adds the bytes of a buffer, or of a view of one.
pub fn bytes(buffer: &JsValue, bytes: &mut Vec<u8>) -> Odd<()> {
    get(buffer, "byteLength")?.as_f64().ok_or(None)?;
    let array = Bytes::new(buffer).map_err(Some)?;
    match bytes.is_empty() {
        true => *bytes = array.to_vec(),
        false => bytes.extend_from_slice(&array.to_vec()),
    }
    Ok(())
}

/// What went wrong while an answer was read: what was thrown, or nothing where it is just no response.
pub fn odd_error(thrown: Option<JsValue>) -> TransportError {
    match thrown {
        Some(thrown) => network(thrown),
        None => {
            let message = "`fetch` gave something that is no Response.".into();
            TransportError::Network { message, cause: None }
        }
    }
}

/// The failure for something that was thrown.
pub fn network(thrown: JsValue) -> TransportError {
    let said = js_sys::Reflect::get(&thrown, &"message".into()).ok().and_then(|said| said.as_string());
    let message = match said.as_deref() {
        Some(said) if !said.is_empty() => ["The network failed: ", said, "."].concat(),
        _ => "The network failed.".into(),
    };
    TransportError::Network { message, cause: Some(boxed(thrown)) }
}

/// Something that was thrown, as an error's cause.
pub fn boxed(thrown: JsValue) -> Rc<dyn std::any::Any> {
    Rc::new(thrown)
}
