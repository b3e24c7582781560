//! Errors on their way to JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::Error;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** What sort of failure a `SeaxError` is. */
export type ErrorCode =
  /** Something that the caller gave cannot be; nothing was sent. */
  | "invalid_argument"
  /** 401: no key, a wrong one, or the `auth` function failed. */
  | "unauthorized"
  /** 403: the key is good, but not for this. */
  | "forbidden"
  /** 404: there is no such thing. */
  | "not_found"
  /** 409: it is not in a state for this. */
  | "conflict"
  /** 422, or another 4xx: the server does not take what it got. `issues` says why. */
  | "unprocessable"
  /** 429: too many requests. `retryAfterMs` says how long to wait, where the server does. */
  | "rate_limited"
  /** 5xx: the server failed. */
  | "server_error"
  /** No answer came through. */
  | "network"
  /** No answer came in time. */
  | "timeout"
  /** The answer is not what the API says. `path` points to the place. */
  | "malformed_reply"
  /** An API key in a browser page, where every visitor can read it. */
  | "unsafe_browser_key"
  /** The package's WebAssembly could not be loaded. */
  | "not_loaded";
"#;

#[wasm_bindgen(raw_module = "../error.js")]
extern "C" {
    type SeaxError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, details: &JsValue) -> SeaxError;
}

/// What an error has beside its message.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Details<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    attempts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<f64>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    issues: JsValue,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    cause: JsValue,
}

/// The `SeaxError` that a promise rejects with.
pub fn to_js(error: &Error) -> JsValue {
    let issues = error.issues.as_deref().and_then(|json| js_sys::JSON::parse(json).ok());
    let cause = error.cause.as_ref().and_then(|cause| cause.downcast_ref::<JsValue>());
    let details = serde_wasm_bindgen::to_value(&Details {
        code: error.code.as_str(),
        status: error.status,
        request_id: error.request_id.as_deref(),
        path: error.path.as_deref(),
        attempts: error.attempts,
        retry_after_ms: error.retry_after_ms.map(|span| span as f64),
        issues: issues.unwrap_or_default(),
        cause: cause.cloned().unwrap_or_default(),
    });
    SeaxError::new(&error.message, &details.unwrap_or_default()).into()
}
