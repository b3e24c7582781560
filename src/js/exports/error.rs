//! Errors on their way to JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    error::{CampaignState, Code, Error},
    js::{
        object::{count, object, texts},
        value,
    },
    model::launch::Ticket,
};

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
  /** It is not known whether a launch made its campaign. Launch again with `ticket` or the `idempotencyKey` to find out. */
  | "launch_unconfirmed"
  /** A launch was sent more than once: there is more than one campaign. Stop all of `candidates` but one. */
  | "launched_twice"
  /** The check of a campaign found errors, so it was not launched. `findings` has them; nothing was sent. */
  | "preflight_failed"
  /** `onTicket` or `tickets` failed, so nothing was sent. `cause` is what it threw. */
  | "ticket_not_stored"
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

/// What a promise rejects with: a `SeaxError`; or the reason of the signal that stopped it, where that is all there is to
/// say.
pub fn to_js(error: &Error) -> JsValue {
    let cause = error.cause.as_ref().and_then(|cause| cause.downcast_ref::<JsValue>());
    if let (Code::Aborted, Some(reason)) = (error.code, cause) {
        return reason.clone();
    }
    let preflight = error.preflight.as_ref().and_then(|preflight| value::parse(preflight.as_bytes()).ok());
    let preflight = preflight.unwrap_or_default();
    let candidates = if error.candidates.is_empty() { JsValue::UNDEFINED } else { texts(&error.candidates) };
    let details = object(&[
        ("code", error.code.as_str().into()),
        ("status", error.status.into()),
        ("requestId", error.request_id.as_deref().into()),
        ("path", error.path.as_deref().into()),
        ("attempts", error.attempts.into()),
        ("retryAfterMs", count(error.retry_after_ms)),
        ("rows", count(error.rows)),
        ("issues", parsed(error.issues.as_deref())),
        ("ticket", parsed(error.ticket.as_ref().map(Ticket::to_json).as_deref())),
        ("candidates", candidates),
        ("campaignState", error.campaign_state.map(CampaignState::as_str).into()),
        ("findings", js_sys::Reflect::get(&preflight, &"findings".into()).unwrap_or_default()),
        ("cause", cause.cloned().unwrap_or_default()),
    ]);
    SeaxError::new(&error.message, &details).into()
}

/// The value of some JSON; undefined where there is none.
fn parsed(json: Option<&str>) -> JsValue {
    json.and_then(|json| value::parse(json.as_bytes()).ok()).unwrap_or_default()
}
