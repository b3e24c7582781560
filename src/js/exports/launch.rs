//! `client.campaigns.launch`

use std::any::Any;
use std::rc::Rc;

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{LaunchOptions, Receipt},
    error::{Code, Error, Result},
    js::{
        exports::{
            abort::{self, Signal},
            core::{Core, promise},
            error::{Failure, Prepared},
            input,
            options::{self, Options},
        },
        object::object,
        value,
    },
    model::{draft::CampaignDraft, launch::Ticket},
    schema::{Checked, Strictness},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** How to launch a campaign. */
export interface LaunchOptions extends CallOptions {
  /**
   * Stores the launch's ticket where a reload, or the end of the Worker, leaves it. It is waited for: nothing is sent
   * before, or if it fails. Store the draft with it. It is called again before a draft is sent again.
   */
  onTicket?: (ticket: Ticket) => unknown;
  /** The ticket of an earlier launch of this very draft: looks for its campaign instead of making another one. */
  ticket?: Ticket | null | undefined;
  /** With `ticket`: sends the draft again, if it is certain that nothing came, or will come, of sending it before. */
  allowResend?: boolean;
  /** Sends the draft without checking it first, whatever is wrong with it. */
  skipCheck?: boolean;
  /** How long to look for the campaign, in milliseconds, if its answer was lost; 30 000 if left out. */
  lookupTimeoutMs?: number;
  /** How long a request may still do something after it was sent, in milliseconds; 600 000 if left out. */
  maxCommitDelayMs?: number;
}

/** What a launch that worked out gives. */
export interface LaunchReceipt {
  /** How it is known: the server said so, it was found by its ticket's key, or it is a draft, which calls nobody. */
  outcome: "created" | "found" | "draft";
  /** The campaign, as it was when it was made or found. */
  campaign: Campaign;
  /** The launch's ticket; none for a draft. */
  ticket?: Ticket;
  /** How often this call sent the draft. */
  attempts: number;
  /** How often this call looked for the campaign. */
  looks: number;
}
"#;

const KEYS: [&str; 10] = [
    "signal",
    "timeoutMs",
    "deadlineMs",
    "maxRetries",
    "onTicket",
    "ticket",
    "allowResend",
    "skipCheck",
    "lookupTimeoutMs",
    "maxCommitDelayMs",
];

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random(bytes: &Uint8Array) -> std::result::Result<JsValue, JsValue>;
}

/// What a launch gets from JavaScript.
struct Order {
    draft: Checked<CampaignDraft>,
    options: LaunchOptions,
    on_ticket: Option<Function>,
    signal: Option<Signal>,
}

/// Launches a campaign.
pub fn launch(core: &Core, draft: &JsValue, options: &JsValue) -> Promise {
    let (core, order) = (core.clone(), Order::read(core, draft, options));
    promise(Prepared::take(), async move {
        let outcome = async {
            core.check_open()?;
            let Order { draft, options, on_ticket, signal } = order?;
            let store = async |ticket: &Ticket| store(on_ticket.as_ref(), ticket).await;
            let abort = async { Rc::new(abort::reason(signal).await) as Rc<dyn Any> };
            receipt(core.client().launch(&draft, &options, store, abort).await?)
        };
        outcome.await.map_err(Failure::Error)
    })
}

impl Order {
    fn read(core: &Core, draft: &JsValue, options: &JsValue) -> Result<Self> {
        let draft = input::read("draft", draft, core.strictness())?;
        let given = Options::new("options", options, &KEYS)?;
        let (call, signal) = options::call(&given)?;
        let mut options = LaunchOptions::new(entropy()?);
        options.call = call;
        options.ticket = given.get("ticket")?.map(|ticket| self::ticket(&ticket)).transpose()?;
        options.allow_resend = given.flag("allowResend")?.unwrap_or(false);
        options.skip_check = given.flag("skipCheck")?.unwrap_or(false);
        options.lookup_timeout = given.span("lookupTimeoutMs")?.unwrap_or(options.lookup_timeout);
        options.max_commit_delay = given.span("maxCommitDelayMs")?.unwrap_or(options.max_commit_delay);
        if options.allow_resend && options.ticket.is_none() {
            return Err(Error::argument(
                "allowResend",
                "needs the `ticket` of the launch that is to be sent again",
            ));
        }
        Ok(Self { draft, options, on_ticket: given.function("onTicket")?, signal })
    }
}

fn ticket(given: &JsValue) -> Result<Ticket> {
    let ticket = Ticket::of(&input::read("ticket", given, Strictness::Input)?);
    ticket.ok_or_else(|| Error::argument("ticket", "must be the ticket that `onTicket` was given"))
}

/// Ten bytes that nobody else has.
fn entropy() -> Result<[u8; 10]> {
    let (bytes, mut entropy) = (Uint8Array::new_with_length(10), [0; 10]);
    random(&bytes).map_err(|thrown| {
        let message =
            "There are no random numbers for the ticket. In a Worker, launch while a request is handled.";
        let mut error = Error::new(Code::InvalidArgument, message);
        error.cause = Some(Rc::new(thrown));
        error
    })?;
    bytes.copy_to(&mut entropy);
    Ok(entropy)
}

/// Hands the ticket to whoever stores it, and waits.
async fn store(on_ticket: Option<&Function>, ticket: &Ticket) -> Result<()> {
    let Some(on_ticket) = on_ticket else { return Ok(()) };
    let stored = match on_ticket.call1(&JsValue::UNDEFINED, &value::parse(ticket.to_json().as_bytes())?) {
        Ok(given) => JsFuture::from(Promise::resolve(&given)).await,
        Err(thrown) => Err(thrown),
    };
    stored.map(drop).map_err(|thrown| {
        let message = "`onTicket` failed, so nothing was sent. Launch again once the ticket can be stored.";
        let mut error = Error::new(Code::TicketNotStored, message);
        error.cause = Some(Rc::new(thrown));
        error
    })
}

fn receipt(receipt: Receipt) -> Result<JsValue> {
    let Receipt { outcome, campaign, ticket, attempts, looks } = receipt;
    let ticket = ticket.map(|ticket| value::parse(ticket.to_json().as_bytes())).transpose()?;
    Ok(object(&[
        ("outcome", outcome.as_str().into()),
        ("campaign", value::parse(campaign.as_bytes())?),
        ("ticket", ticket.into()),
        ("attempts", attempts.into()),
        ("looks", looks.into()),
    ]))
}
