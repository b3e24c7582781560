//! How the Worker's scripts ask. Plain objects go out, with the members that `edge/js/seax_edge.d.ts` declares.

mod core;
mod launcher;
mod reader;

use std::rc::Rc;

use seax_dialer::{
    client::{CallOptions, Client, Config},
    error::Result,
    js::{
        clock::SystemClock,
        fetch::{Fetch, Identity, check_key},
        object::object,
    },
    model::WorkspaceId,
};
use wasm_bindgen::prelude::*;

use crate::{config::Limits, refusal::Refusal};

/// The client of a workspace, with the edge's own key.
fn client(
    workspace: &WorkspaceId,
    upstream: &str,
    key: &str,
    limits: &Limits,
) -> Result<Rc<Client<Fetch, SystemClock>>> {
    check_key(key)?;
    let mut config = Config::new(workspace, Some(upstream))?;
    config.timeout = limits.upstream_ms;
    config.deadline = limits.upstream_ms;
    let transport = Fetch::new(None, Identity::Key(key.into()));
    let seed = (js_sys::Math::random() * (1u64 << 53) as f64) as u64;
    Ok(Rc::new(Client::new(config, transport, SystemClock, None, seed)))
}

/// One request for the edge's own watches: what failed is incoming again when the next reading is due.
fn once() -> CallOptions {
    CallOptions { max_retries: Some(0), ..CallOptions::default() }
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
