//! Converts errors into JavaScript values.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    error::{CampaignState, Code, Error},
    js::{
        object::{count, object, texts},
        untrusted::get,
        value,
    },
    model::launch::Ticket,
};

#[wasm_bindgen(raw_module = "../src/given.js")]
extern "C" {
    /// The `SeaxError` that a call rejects with if it fails. It is created when the call begins, so that its stack has the
    /// caller's frames.
    #[derive(Clone)]
    pub type Prepared;
    // It does not throw. But without `catch`, it would be imported without glue, from a separate module, whereas the build
    // gives all imports short names in one module.
    #[wasm_bindgen(catch)]
    fn prepared() -> std::result::Result<Prepared, JsValue>;
    fn fill(error: &Prepared, message: &str, details: &JsValue) -> JsValue;
}

impl Prepared {
    /// Returns the error of the call that begins.
    pub fn take() -> Self {
        prepared().unwrap_or_else(JsCast::unchecked_into)
    }
}

/// What a promise rejects with.
pub enum Failure {
    /// An error of the client.
    Error(Box<Error>),
    /// A value that JavaScript threw: the reason of an aborted signal, or why a file could not be loaded.
    Thrown(JsValue),
}

impl From<Box<Error>> for Failure {
    fn from(error: Box<Error>) -> Self {
        Self::Error(error)
    }
}

impl Failure {
    /// Converts it into the value that the promise rejects with.
    pub fn into_js(self, prepared: &Prepared) -> JsValue {
        match self {
            Self::Error(error) => to_js(&error, prepared),
            Self::Thrown(value) => value,
        }
    }
}

/// Converts an error into a `SeaxError`; or into the signal's reason, for an aborted launch with nothing else to report.
pub fn to_js(error: &Error, prepared: &Prepared) -> JsValue {
    let cause = error.cause.as_ref().and_then(|cause| cause.downcast_ref::<JsValue>());
    if let (Code::Aborted, Some(reason)) = (error.code, cause) {
        return reason.clone();
    }
    let preflight = error.preflight.as_ref().and_then(|preflight| value::parse(preflight.as_bytes()).ok());
    let findings = preflight.and_then(|preflight| get(&preflight, "findings").ok());
    let candidates = if error.candidates.is_empty() { JsValue::UNDEFINED } else { texts(&error.candidates) };
    let details = object(&[
        ("code", error.code.as_str().into()),
        ("status", error.status.into()),
        ("serverCode", error.server_code.as_deref().into()),
        ("requestId", error.request_id.as_deref().into()),
        ("path", error.path.as_deref().into()),
        ("attempts", error.attempts.into()),
        ("retryAfterMs", count(error.retry_after_ms)),
        ("rows", count(error.rows)),
        ("issues", parsed(error.issues.as_deref())),
        ("ticket", parsed(error.ticket.as_ref().map(Ticket::to_json).as_deref())),
        ("candidates", candidates),
        ("campaignState", error.campaign_state.map(CampaignState::as_str).into()),
        ("findings", findings.unwrap_or_default()),
        ("cause", cause.cloned().unwrap_or_default()),
    ]);
    fill(prepared, &error.message, &details)
}

/// Parses a JSON text; undefined if there is none.
fn parsed(json: Option<&str>) -> JsValue {
    json.and_then(|json| value::parse(json.as_bytes()).ok()).unwrap_or_default()
}
