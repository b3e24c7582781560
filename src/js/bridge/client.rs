//! What calls of one request need of a client.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    engine::{CallOptions, Config, Session, check_key, driver::OutSlot},
    error::{Code, Error, Result},
    js::{
        bridge::{
            failure::leave_error,
            mailbox::{Arguments, leave},
            slots::Slots,
        },
        client_config::CLIENT_CONFIG,
        option_checks::{check_names, count, span},
    },
    model::WorkspaceId,
    schema::Strictness,
};

/// A client's session, and how strictly its arguments are checked.
pub struct ClientState {
    /// The state that its calls share.
    pub session: Rc<Session>,
    /// How strictly arguments are checked.
    pub strictness: Strictness,
}

thread_local! {
    static CLIENTS: RefCell<Slots<Rc<ClientState>>> = const { RefCell::new(Slots::new()) };
}

/// Returns the client with this number.
pub fn client_state(number: u32) -> Option<Rc<ClientState>> {
    CLIENTS.with_borrow_mut(|clients| clients.get(number).cloned())
}

/// Creates a client, and leaves its base URL and its workspace. Returns its number, or 0 with an error left.
///
/// A number that is left out is NaN, and a value that is not a number is -1. `credentials` is 0 for none, 1 for a key, 2 for
/// an `auth` function, 3 for both. `unsafe_place` says that a key is not allowed in this runtime. Texts: the names of the
/// options, the workspace, the base URL, the API key.
#[wasm_bindgen(skip_typescript)]
pub fn client(
    timeout: f64,
    deadline: f64,
    retries: f64,
    bytes: f64,
    credentials: u32,
    unsafe_place: bool,
    open: bool,
    seed: f64,
) -> u32 {
    let made =
        configured((timeout, deadline, retries), bytes, credentials, unsafe_place).map(|(config, key)| {
            let strictness = if open { Strictness::OpenInput } else { Strictness::Input };
            Rc::new(ClientState { session: Rc::new(Session::new(config, key, seed as u64)), strictness })
        });
    match made {
        Ok(client) => {
            let config = &client.session.config;
            leave(OutSlot::Payload, config.base_url.as_bytes());
            leave(OutSlot::Workspace, config.workspace.as_str().as_bytes());
            CLIENTS.with_borrow_mut(|clients| clients.add(client))
        }
        Err(error) => {
            leave_error(&error);
            0
        }
    }
}

/// Wipes a client's key, and leaves the error with which every later call is rejected.
#[wasm_bindgen(skip_typescript)]
pub fn close(client: u32) {
    if let Some(client) = client_state(client) {
        client.session.close();
    }
    leave_error(&Error::closed());
}

/// Removes a client that was garbage-collected. Calls in progress keep its session, whose key is wiped with the last of them.
#[wasm_bindgen(skip_typescript)]
pub fn forget(client: u32) {
    CLIENTS.with_borrow_mut(|clients| clients.remove(client));
}

fn configured(
    numbers: (f64, f64, f64),
    bytes: f64,
    credentials: u32,
    unsafe_place: bool,
) -> Result<(Config, Option<String>)> {
    let mut given = Arguments::take();
    check_names("config", given.text(), CLIENT_CONFIG)?;
    let workspace = WorkspaceId::new(given.text()).ok_or_else(|| {
        Error::argument("workspaceId", "must be the workspace's id: 8-4-4-4-12 hexadecimal digits")
    })?;
    let mut config = Config::new(&workspace, given.some().as_deref())?;
    config.limits = limits(numbers)?;
    config.limits.max_reply_bytes = match bytes {
        bytes if bytes.is_nan() => None,
        bytes if (1.0..=536_870_912.0).contains(&bytes) => Some(bytes as usize),
        _ => return Err(Error::argument("maxReplyBytes", "must be a number of bytes from 1 to 536870912")),
    };
    let key = match credentials {
        0 => return Err(Error::argument("apiKey", "or `auth` is needed")),
        1 if unsafe_place => {
            return Err(Error::new(
                Code::UnsafeBrowserKey,
                "Every visitor can read an API key in a browser, even in a worker. Call through your own server and \
                 pass `auth`, or set `dangerouslyAllowBrowser: true` if nobody else can open the page.",
            ));
        }
        1 => {
            let key = given.text();
            check_key(key)?;
            Some(key.into())
        }
        2 => None,
        _ => return Err(Error::argument("apiKey", "and `auth` cannot both be given")),
    };
    Ok((config, key))
}

/// Validates the limits of a call or a client. NaN stands for one that is left out.
pub fn limits((timeout, deadline, retries): (f64, f64, f64)) -> Result<CallOptions> {
    let given = |number: f64| (!number.is_nan()).then_some(number);
    Ok(CallOptions {
        timeout: given(timeout).map(|timeout| span("timeoutMs", timeout)).transpose()?,
        deadline: given(deadline).map(|deadline| span("deadlineMs", deadline)).transpose()?,
        max_retries: given(retries).map(|retries| count("maxRetries", retries)).transpose()?,
        ..CallOptions::default()
    })
}
