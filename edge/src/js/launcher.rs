//! Launches campaigns by the client's own protocol, with a key chosen by the operator's client.

use std::any::Any;
use std::future::pending;
use std::rc::Rc;

use js_sys::{Function, Promise};
use seax_dialer::{
    client::{CallOptions, Client, Clock, LaunchOptions, Receipt},
    error::{CampaignState, Code, Error, Result},
    js::{clock::SystemClock, fetch::Fetch, object::object},
    model::launch::{Ticket, TicketKey},
    schema::Checked,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::{
    config::{EdgeConfig, Workspace},
    draft,
    js::{client, key_rejected},
    redact::Redactor,
    refusal::Refusal,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The outcome of a launch. `ticket` is JSON, to be stored. */
export type LaunchOutcome =
  | { state: "made"; outcome: "created" | "found"; /** JSON. */ campaign: string }
  | ({ state: "refused" | "unknown"; ticket?: string } & Refusal);
"#;

/// Launches campaigns in a workspace.
#[wasm_bindgen]
pub struct CampaignLauncher {
    client: Rc<Client<Fetch, SystemClock>>,
    config: Rc<EdgeConfig>,
    redactor: Rc<Redactor>,
}

impl CampaignLauncher {
    pub(super) fn new(
        config: &Rc<EdgeConfig>,
        workspace: &Workspace,
        redactor: &Rc<Redactor>,
    ) -> Result<Self> {
        let client = client(config, workspace)?;
        Ok(Self { client, config: config.clone(), redactor: redactor.clone() })
    }
}

#[wasm_bindgen]
impl CampaignLauncher {
    /// Launches the draft in the body of a create. With a stored `ticket`, it first looks for the campaign of that launch.
    /// `allow_resend` lets it send the draft again once the first request can no longer take effect. `first_sent_at` is when a
    /// draft with its key was first sent, in milliseconds since 1970, if one was: a launch without a ticket then looks for its
    /// campaign before it sends anything. `unrelated` are the ids of campaigns that are not this launch's, separated by commas.
    ///
    /// Calls `on_ticket` to store the ticket, and awaits it before sending the draft.
    #[wasm_bindgen(unchecked_return_type = "Promise<LaunchOutcome>")]
    pub fn launch(
        &self,
        body: Vec<u8>,
        ticket: Option<String>,
        allow_resend: bool,
        first_sent_at: Option<f64>,
        unrelated: &str,
        #[wasm_bindgen(unchecked_param_type = "(ticket: string) => Promise<void>")] on_ticket: Function,
    ) -> Promise {
        let (client, limits) = (self.client.clone(), self.config.limits);
        let answer = Answer(self.redactor.clone());
        let unrelated = draft::unrelated(unrelated).unwrap_or_default();
        future_to_promise(async move {
            let launch = match draft::read(body) {
                Ok(launch) => launch,
                Err(refusal) => return Ok(answer.refused(&refusal)),
            };
            // The draft has a key already, so no random bytes are needed.
            let mut options = LaunchOptions::new([0; 10]);
            let ticket = match ticket.map(read_ticket) {
                // Ignoring an unreadable ticket would send the draft as if for the first time.
                Some(None) => {
                    return Ok(answer.failed("unknown", 504, "launch_unconfirmed", UNREADABLE_TICKET, None));
                }
                read => read.flatten(),
            };
            options.look_back = look_back(first_sent_at, launch.key.as_ref());
            options.key = launch.key;
            options.allow_resend = allow_resend && ticket.is_some();
            options.ticket = ticket;
            options.unrelated = unrelated;
            options.lookup_timeout = limits.lookup_timeout_ms;
            options.max_commit_delay = limits.max_commit_delay_ms;
            let store = async |ticket: &Ticket| store(&on_ticket, ticket).await;
            let never = pending::<Rc<dyn Any>>();
            // A launch that may have sent something looks for its campaign instead.
            if options.ticket.is_none()
                && options.look_back.is_none()
                && let Err(refusal) = test_access(&client).await
            {
                return Ok(answer.refused(&refusal));
            }
            // The operator's client has checked the draft already.
            let check = async || Ok(());
            Ok(match client.launch_checked(&launch.draft, &options, check, store, never).await {
                Ok(receipt) => answer.made(&receipt),
                Err(error) => answer.error(&error),
            })
        })
    }
}

/// Returns how far back to look for a campaign with this key before sending, if it may have been sent before, in milliseconds.
fn look_back(first_sent_at: Option<f64>, key: Option<&TicketKey>) -> Option<u64> {
    match first_sent_at {
        Some(at) => Some(SystemClock.now().saturating_sub(at as u64).saturating_add(CLOCK_MARGIN)),
        // A key without a time comes from an idempotency key, which may have been used without this edge.
        None => key.is_some_and(|key| key.time().is_none()).then_some(LaunchOptions::KEY_LIFETIME),
    }
}

/// The maximum difference between the clock by which a draft was first sent and this one, in milliseconds. Twice what a client
/// allows between machines: the clock can have been set, too, and looking further back only reads more of the list.
const CLOCK_MARGIN: u64 = 600_000;

/// Tests the edge's own access, so that nothing is sent with a key that SeaX rejects, or to a server that is not SeaX. Unlike for
/// the client's own launches, other failures keep no launch from being sent: they may pass, and a ticket is stored.
async fn test_access(client: &Client<Fetch, SystemClock>) -> std::result::Result<(), Refusal> {
    let options =
        CallOptions { deadline: Some(MAX_ACCESS_MS), max_retries: Some(0), ..CallOptions::default() };
    let Err(error) = client.try_access(options).await else { return Ok(()) };
    match (error.code, error.status) {
        (_, Some(401)) => Err(key_rejected()),
        (Code::MalformedReply, _) | (_, Some(301 | 302 | 303 | 307 | 308 | 404)) => {
            Err(Refusal::new(404, "upstream_not_found", NOT_SEAX))
        }
        _ => Ok(()),
    }
}

/// How long the reading before a launch may take, in milliseconds: the caller's client waits 30 s for all of the launch.
const MAX_ACCESS_MS: u64 = 4_000;
const NOT_SEAX: &str = "The edge's `upstream` has no campaigns of this workspace that can be read. Is one of the two wrong? Nothing was sent.";
const UNREADABLE_TICKET: &str =
    "The stored ticket cannot be read. Look for its campaign, and launch with a new ticket if there is none.";

fn read_ticket(json: String) -> Option<Ticket> {
    Ticket::of(&Checked::input(json).ok()?)
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

/// Builds the outcome objects, with the workspace's key redacted.
struct Answer(Rc<Redactor>);

impl Answer {
    fn made(&self, receipt: &Receipt) -> JsValue {
        let campaign = self.0.text(&String::from_utf8_lossy(receipt.campaign.as_bytes()));
        object(&[
            ("state", "made".into()),
            ("outcome", receipt.outcome.as_str().into()),
            ("campaign", campaign.into()),
        ])
    }

    fn error(&self, error: &Error) -> JsValue {
        let is_refused = error.campaign_state == Some(CampaignState::None);
        let status = match (error.code, error.status) {
            (Code::LaunchedTwice, _) => 500,
            (Code::Conflict, None) => 409,
            // The caller would take any other status for a definite answer to its launch.
            _ if !is_refused => 504,
            (_, Some(401)) | (Code::AuthFailed, None) => return self.refused(&key_rejected()),
            (_, Some(status)) => status,
            (Code::InvalidArgument, None) => 422,
            _ => 503,
        };
        let state = if is_refused { "refused" } else { "unknown" };
        self.failed(state, status, error.code.as_str(), &error.message, Some(error))
    }

    fn refused(&self, refusal: &Refusal) -> JsValue {
        self.failed("refused", refusal.status, refusal.code, &refusal.message, None)
    }

    fn failed(&self, state: &str, status: u16, code: &str, message: &str, error: Option<&Error>) -> JsValue {
        let wait = error.and_then(|error| error.retry_after_ms).map(|wait| wait as f64);
        let issues = error.and_then(|error| error.issues.as_deref()).map(|issues| self.0.text(issues));
        let ticket = error.and_then(|error| error.ticket.as_ref()).map(Ticket::to_json);
        object(&[
            ("state", state.into()),
            ("status", status.into()),
            ("code", code.into()),
            ("message", self.0.message(message).into()),
            ("issues", issues.into()),
            ("retryAfterMs", wait.into()),
            ("ticket", ticket.into()),
        ])
    }
}
