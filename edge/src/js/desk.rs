//! Launches, by the client's own protocol, with a key that the operator's client has chosen.

use std::any::Any;
use std::future::pending;
use std::rc::Rc;

use js_sys::{Function, Promise};
use seax_dialer::{
    client::{Client, LaunchOptions, Receipt},
    error::{Code, Error, Result},
    js::{clock::SystemClock, fetch::Fetch, object::object},
    model::{WorkspaceId, launch::Ticket},
    schema::Checked,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::{draft, js::client, rules::Rules};

/// What launches in a workspace.
#[wasm_bindgen(skip_typescript)]
pub struct Desk {
    client: Rc<Client<Fetch, SystemClock>>,
    rules: Rc<Rules>,
}

impl Desk {
    pub(super) fn new(rules: &Rc<Rules>, workspace: &WorkspaceId, key: &str) -> Result<Self> {
        let client = client(workspace, &rules.upstream, key, &rules.limits)?;
        Ok(Self { client, rules: rules.clone() })
    }
}

#[wasm_bindgen]
impl Desk {
    /// Launches the draft in a create's body; with the ticket that was stored, goes on with its launch. `on_ticket` stores
    /// the ticket, and is waited for. `allow_resend` allows to send it again once nothing can have come of it.
    pub fn launch(
        &self,
        body: Vec<u8>,
        ticket: Option<String>,
        allow_resend: bool,
        on_ticket: Function,
    ) -> Promise {
        let (client, limits) = (self.client.clone(), self.rules.limits);
        future_to_promise(async move {
            let launch = match draft::read(body) {
                Ok(launch) => launch,
                Err(refusal) => return Ok(answer("refused", refusal.status, &refusal.message, None)),
            };
            // The key is there already, so that no random bytes are needed.
            let mut options = LaunchOptions::new([0; 10]);
            let ticket = ticket.and_then(|json| Ticket::of(&Checked::input(json).ok()?));
            options.key = launch.key;
            options.allow_resend = allow_resend && ticket.is_some();
            options.ticket = ticket;
            options.lookup_timeout = limits.lookup_timeout_ms;
            options.max_commit_delay = limits.max_commit_delay_ms;
            let resumed = options.ticket.is_some();
            let store = async |ticket: &Ticket| store(&on_ticket, ticket).await;
            let never = pending::<Rc<dyn Any>>();
            // The operator's client has checked it, and said what is wrong.
            let checked = async || Ok(());
            Ok(match client.launch_checked(&launch.draft, &options, checked, store, never).await {
                Ok(receipt) => made(&receipt),
                // Nothing was sent by this call; what was sent before may still come of it.
                Err(error) if resumed && error.status.is_none() && error.code != Code::TicketNotStored => {
                    unknown(&error, 504)
                }
                Err(error) => failed(&error),
            })
        })
    }
}

async fn store(on_ticket: &Function, ticket: &Ticket) -> Result<()> {
    let stored = match on_ticket.call1(&JsValue::UNDEFINED, &ticket.to_json().into()) {
        Ok(given) => JsFuture::from(Promise::resolve(&given)).await,
        Err(thrown) => Err(thrown),
    };
    stored
        .map(drop)
        .map_err(|_| Error::new(Code::TicketNotStored, "The ticket could not be stored. Nothing was sent."))
}

fn made(receipt: &Receipt) -> JsValue {
    let campaign = String::from_utf8_lossy(receipt.campaign.as_bytes());
    object(&[
        ("state", "made".into()),
        ("outcome", receipt.outcome.as_str().into()),
        ("campaign", campaign.as_ref().into()),
    ])
}

fn failed(error: &Error) -> JsValue {
    let status = match (error.code, error.status) {
        (Code::LaunchUnconfirmed, _) => return unknown(error, 504),
        (Code::LaunchedTwice, _) => return unknown(error, 500),
        // The edge's own key is meant. To the caller a 401 would mean that its token is no good.
        (_, Some(401)) | (Code::AuthFailed, None) => 403,
        (_, Some(status)) => status,
        (Code::Conflict, None) => 409,
        (Code::InvalidArgument, None) => 422,
        _ => 503,
    };
    answer("refused", status, &error.message, Some(error))
}

fn unknown(error: &Error, status: u16) -> JsValue {
    answer("unknown", status, &error.message, Some(error))
}

fn answer(state: &str, status: u16, message: &str, error: Option<&Error>) -> JsValue {
    let wait = error.and_then(|error| error.retry_after_ms).map(|wait| wait as f64);
    object(&[
        ("state", state.into()),
        ("status", status.into()),
        ("code", error.map_or("invalid_draft", |error| error.code.as_str()).into()),
        ("message", message.into()),
        ("issues", error.and_then(|error| error.issues.as_deref()).into()),
        ("retryAfterMs", wait.into()),
    ])
}
