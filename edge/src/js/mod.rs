//! The exports for the Worker's scripts. Results are plain objects, whose types each file declares beside its exports.

mod core;
mod launcher;
mod reader;
mod redactor;

use std::rc::Rc;

use seax_dialer::{
    client::{Client, Config},
    engine::Session,
    error::Result,
    js::{clock::SystemClock, fetch::Fetch, object::object},
};
use wasm_bindgen::prelude::*;

use crate::{
    config::{EdgeConfig, Workspace},
    refusal::Refusal,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** Why a request is refused, or could not be carried out. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  /** The issues of a 422, as JSON. */
  issues?: string;
  retryAfterMs?: number;
}
";

#[wasm_bindgen(raw_module = "../src/runtime.js")]
extern "C" {
    // It does not throw. But without `catch`, it would be imported without glue, from a separate module, whereas the build gives
    // all imports short names in one module.
    #[wasm_bindgen(catch, js_name = requestTraits)]
    fn request_traits() -> std::result::Result<JsValue, JsValue>;
}

/// Returns a client for a workspace that uses the edge's own key.
fn client(config: &EdgeConfig, workspace: &Workspace) -> Result<Rc<Client<Fetch, SystemClock>>> {
    let mut settings = Config::new(&workspace.id, Some(&config.upstream))?;
    settings.limits.timeout = Some(config.limits.upstream_ms);
    settings.limits.deadline = Some(config.limits.upstream_ms);
    let seed = (js_sys::Math::random() * (1u64 << 53) as f64) as u64;
    let session = Rc::new(Session::new(settings, Some(workspace.api_key.clone()), seed));
    let transport = Fetch::new(None, None, session.clone(), &request_traits().unwrap_or_default());
    Ok(Rc::new(Client::of(session, transport, SystemClock, None)))
}

/// Returns the refusal for a 401 of SeaX: a 401 of the edge's would tell the caller that its own token is invalid.
fn key_rejected() -> Refusal {
    Refusal::new(403, "upstream_refused", "SeaX rejected this edge's API key.")
}

fn refused(refusal: &Refusal) -> JsValue {
    object(&[
        ("status", refusal.status.into()),
        ("code", refusal.code.into()),
        ("message", refusal.message.as_str().into()),
    ])
}

fn thrown(message: &str) -> JsValue {
    js_sys::Error::new(message).into()
}
