//! Converts errors into JavaScript values.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    error::{Code, Error},
    js::{
        bridge::write_details,
        object::{object, set},
        untrusted::get,
        value,
    },
    json::{Writer, ids},
    model::CampaignId,
    schema::Digits,
};

#[wasm_bindgen(raw_module = "../src/shared.js")]
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
    let mut json = String::new();
    let mut writer = Writer::new(&mut json);
    write_details(error, &mut writer);
    if let Some(rows) = error.rows {
        writer.raw("rows", &rows.digits());
    }
    if let Some(ticket) = &error.ticket {
        writer.raw("ticket", &ticket.to_json());
    }
    if !error.candidates.is_empty() {
        writer.raw("candidates", &ids(error.candidates.iter().map(CampaignId::as_str)));
    }
    if let Some(state) = error.campaign_state {
        writer.text("campaignState", state.as_str());
    }
    writer.end();
    // Its strings are UTF-8, and its JSON was checked.
    let details = value::parse(json.as_bytes()).unwrap_or_else(|_| object(&[]));
    if let Some(preflight) = &error.preflight
        && let Ok(preflight) = value::parse(preflight.as_bytes())
    {
        set(&details, "findings", &get(&preflight, "findings").unwrap_or_default());
    }
    if let Some(cause) = cause {
        set(&details, "cause", cause);
    }
    fill(prepared, &error.message, &details)
}
