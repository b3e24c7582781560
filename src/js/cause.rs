//! Causes of errors, without the credential.

use wasm_bindgen::prelude::*;

use crate::{
    engine::redact::{redact, repeats},
    js::untrusted::{get, own_names, string},
};

/// How far into a cause to look. What lies deeper is no longer about the failure.
const DEPTH: u32 = 6;

/// How many of its values to look at.
const VALUES: u32 = 500;

/// What to show of a cause: itself, unless it repeats the credential anywhere; then an error with the same name and
/// message, where that is masked.
pub fn redacted(cause: &JsValue, credential: &str) -> JsValue {
    if !repeats_in(cause, credential, DEPTH, &mut VALUES.clone()) {
        return cause.clone();
    }
    if let Some(text) = cause.as_string() {
        return redact(text, credential).into();
    }
    let masked = |key: &str| string(cause, key).map(|text| redact(text, credential));
    let error = js_sys::Error::new(&masked("message").unwrap_or_default());
    if let Some(name) = masked("name") {
        error.set_name(&name);
    }
    error.into()
}

fn repeats_in(value: &JsValue, credential: &str, depth: u32, left: &mut u32) -> bool {
    if let Some(text) = value.as_string() {
        return repeats(&text, credential);
    }
    if depth == 0 || *left == 0 || !(value.is_object() || value.is_function()) {
        return false;
    }
    *left -= 1;
    // The members of an error's prototype are read as well: some engines have them there.
    let names = own_names(value).into_iter().chain(["name", "message", "stack", "cause"].map(String::from));
    names.into_iter().any(|name| {
        repeats(&name, credential)
            || get(value, &name).is_ok_and(|inner| repeats_in(&inner, credential, depth - 1, left))
    })
}
