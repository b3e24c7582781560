//! JavaScript values on their way in: as the JSON text that the engine makes of them, checked by their table.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    error::{Error, Result},
    shape::{Checked, Shaped},
};

/// Takes an argument as a `T`. Left out, it is an empty object.
pub fn read<T: Shaped>(name: &str, value: &JsValue) -> Result<Checked<T>> {
    Ok(Checked::input(json(name, value)?)?)
}

/// Takes an argument as far as a `T` goes: members that a `T` does not have are let be.
pub fn read_part<T: Shaped>(name: &str, value: &JsValue) -> Result<Checked<T>> {
    Checked::reply(json(name, value)?.into_bytes()).map_err(|fault| {
        let field = fault.field();
        Error::argument(if field.is_empty() { name } else { &field }, &fault.clause())
    })
}

/// An argument as JSON. Left out, it is an empty object.
pub fn json(name: &str, value: &JsValue) -> Result<String> {
    if value.is_undefined() || value.is_null() {
        return Ok("{}".into());
    }
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| {
        // `stringify` gives undefined for a function or a symbol, whatever its declared type says.
        text.dyn_ref::<js_sys::JsString>().and_then(|text| text.as_string())
    });
    text.ok_or_else(|| Error::argument(name, "must be plain data: no function, BigInt or cycle can be sent"))
}

/// Takes an argument as a string.
pub fn text(name: &str, value: &JsValue) -> Result<String> {
    value.as_string().ok_or_else(|| Error::argument(name, "must be a string"))
}
