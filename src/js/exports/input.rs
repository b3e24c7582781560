//! Converts JavaScript arguments into JSON text, and validates it against their schemas.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    api::{Listing, Operation, Request},
    error::{Error, Result},
    schema::{Checked, Format, HasSchema, Schema, Strictness, check_input},
};

#[wasm_bindgen(raw_module = "../src/options.js")]
extern "C" {
    /// Serializes an argument: see there.
    #[wasm_bindgen(js_name = json)]
    fn to_json(value: &JsValue) -> Option<String>;
}

/// Validates an argument as a `T`. If it is left out, it is an empty object.
pub fn read<T: HasSchema>(name: &str, value: &JsValue, strictness: Strictness) -> Result<Checked<T>> {
    Ok(Checked::input_as(json(name, value)?, strictness)?)
}

/// Like [`read`], for JSON that was created when the method was called.
pub fn read_text<T: HasSchema>(
    name: &str,
    json: Option<String>,
    strictness: Strictness,
) -> Result<Checked<T>> {
    Ok(Checked::input_as(plain(name, json)?, strictness)?)
}

/// Returns the JSON of an argument, if it could be created.
pub fn plain(name: &str, json: Option<String>) -> Result<String> {
    json.ok_or_else(|| {
        Error::argument(
            name,
            "must be plain data: no function, BigInt, cycle, Map or class with accessors can be sent",
        )
    })
}

/// A method's arguments for its request: an id, and a value as JSON with the name that users know it by.
pub type Arguments<'a> = (Option<&'a JsValue>, Option<(&'a str, Option<String>)>);

/// Creates the request of an operation from a method's arguments.
pub fn request(
    operation: &'static Operation,
    (thing, argument): Arguments<'_>,
    strictness: Strictness,
) -> Result<Request> {
    let request = Request::new(operation, &thing.map(path_id).transpose()?.unwrap_or_default());
    match (operation.request.schema(), argument) {
        (Some(kind), Some((name, value))) => {
            request.with(&check_input(&plain(name, value)?, kind, strictness)?)
        }
        _ => Ok(request),
    }
}

/// Creates the listing of an operation from a method's arguments.
pub fn list(
    operation: &'static Operation,
    (thing, argument): Arguments<'_>,
    strictness: Strictness,
) -> Result<Listing> {
    let id = thing.map(path_id).transpose()?.unwrap_or_default();
    let query = argument.map_or(Ok("{}".into()), |(name, value)| plain(name, value))?;
    let query = check_input(&query, operation.request.schema().unwrap_or(&Schema::Any), strictness)?;
    Ok(Listing::new(operation, &id, &query))
}

/// Validates an argument as an id for a path, which needs no escaping there.
fn path_id(value: &JsValue) -> Result<String> {
    id(value, |id| Format::Uuid.fits(id.as_bytes()).then_some(id))
}

/// Validates an argument as an id.
pub fn id<I>(value: &JsValue, take: impl Fn(String) -> Option<I>) -> Result<I> {
    take(text("id", value)?)
        .ok_or_else(|| Error::argument("id", "must be an id of 8-4-4-4-12 hexadecimal digits"))
}

/// Validates those members of an argument that a `T` has, and ignores the others.
pub fn read_part<T: HasSchema>(name: &str, value: &JsValue) -> Result<Checked<T>> {
    Checked::reply(json(name, value)?.into_bytes()).map_err(|fault| {
        let field = fault.field();
        Error::argument(if field.is_empty() { name } else { &field }, &fault.clause())
    })
}

/// Serializes an argument as JSON. If it is left out, it is an empty object.
pub fn json(name: &str, value: &JsValue) -> Result<String> {
    plain(name, to_json(value))
}

/// Serializes contacts, which are sent nowhere: what JSON leaves out of them does no harm.
pub fn contacts(name: &str, value: &JsValue) -> Result<String> {
    if value.is_undefined() || value.is_null() {
        return Ok("{}".into());
    }
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| {
        // `stringify` returns undefined for a function or a symbol, although its declared type does not say so.
        text.dyn_ref::<js_sys::JsString>().and_then(|text| text.as_string())
    });
    plain(name, text)
}

/// Returns an argument that is a string.
pub fn text(name: &str, value: &JsValue) -> Result<String> {
    value.as_string().ok_or_else(|| Error::argument(name, "must be a string"))
}
