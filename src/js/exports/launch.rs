//! Implements `client.campaigns.launch`.

use std::any::Any;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, join, select};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    client::{self, Clock, Hours, LaunchOptions, Millis, Receipt, TicketStore},
    error::{CampaignState, Code, Error, Result},
    js::{
        clock::SystemClock,
        exports::{
            abort::{self, Signal},
            check_options::HOURS_OPTIONS,
            error::Prepared,
            hours, input,
            js_client::{JsClient, promise},
            options::{self, Options},
        },
        object::object,
        option_set::options,
        value,
    },
    model::{
        CampaignId,
        draft::CampaignDraft,
        launch::{Ticket, TicketKey},
    },
    preflight::hours::HoursSettings,
    schema::{Checked, Strictness},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/**
 * Stores tickets by their key, a UUID. Ready-made ones are in `seax-dialer/tickets`. Each answer is awaited up to the call's
 * `deadlineMs`; without one, nothing is sent (`ticket_not_stored`).
 */
export interface TicketStore {
  /**
   * Stores a ticket unless there is one for the key, as one atomic step. Returns the ticket that was there, or nothing if
   * this one was stored. Called before a draft is sent, and if its campaign is found by the key.
   */
  claim(key: string, ticket: Ticket): Awaitable<Ticket | null | undefined | void>;
  /** Returns the ticket of a key, or nothing. */
  load(key: string): Awaitable<Ticket | null | undefined>;
  /**
   * Replaces the stored ticket of a key, unless that one has a later `sent_at`. Called before a draft is sent again, and once the campaign is known, which the ticket
   * then names (`campaign_id`): a failure of that changes nothing for the launch.
   */
  save(key: string, ticket: Ticket): Awaitable<unknown>;
  /**
   * Removes a ticket whose launch created nothing, if it is still this one: if another process has stored one for the key since
   * (with another `sent_at`), that stays.
   */
  forget(key: string, ticket: Ticket): Awaitable<unknown>;
}

/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;

/** The result of a successful launch. */
export interface LaunchReceipt {
  /** `created`: the server confirmed it; `found`: found by its ticket's key; `draft`: a draft, which calls nobody. */
  outcome: "created" | "found" | "draft";
  /** The campaign, as it was when it was created or found. */
  campaign: Campaign;
  /** The launch's ticket, which names the campaign; none for a draft. */
  ticket?: Ticket;
  /** Whether a lookup showed this campaign, and no second one of this launch. */
  verified: boolean;
  /** How often this call sent the draft. */
  attempts: number;
  /** How many lookups of the campaign in the list this call made. */
  lookups: number;
}
"#;

options! {
    /// Options of a launch.
    ///
    /// Give `idempotencyKey`, and `tickets` where two processes may launch at the same moment. `onTicket` and `ticket` are
    /// the low-level way. Without any of them, a launch also creates at most one campaign, but only this call knows of it: if
    /// the process ends, or the reply and the error are lost, nobody can tell whether the campaign exists, and a second call
    /// creates a second campaign. A `warning` event says so.
    Given, NAMES: "LaunchOptions extends HoursOptions", with HOURS_OPTIONS;
    /// A name for this launch, such as `"survey-2026-11-28"`: 1 to 255 bytes of UTF-8. A second launch with the same key
    /// finds the first one's campaign (`outcome: "found"`), if that is in the list and was created within `keyLifetimeMs`
    /// (24 hours by default). After that, or if two processes launch at the same moment, only the ticket in `tickets` prevents
    /// a second campaign. Never reuse a key for another launch: with another draft, it is a `conflict`.
    idempotency_key = text "idempotencyKey",
    /// How far back to look for an earlier launch with the same `idempotencyKey`, in milliseconds; 86 400 000 (24 h) by
    /// default.
    key_lifetime = span "keyLifetimeMs",
    /// The store of tickets, by `idempotencyKey`: see `seax-dialer/tickets`.
    tickets = get "tickets" as "TicketStore",
    /// Stores the launch's ticket, with the draft, where they survive a crash or a reload. It is awaited: nothing is sent before
    /// it resolves, or if it rejects. It is called again whenever the ticket changes: before a draft is sent again, and with
    /// the campaigns that become known (`candidates`, `campaign_id`), where a failure changes nothing for the launch; and with
    /// the ticket that another call with the same key has sent.
    on_ticket = function "onTicket" as "(ticket: Ticket) => unknown",
    /// The ticket of an earlier launch of this same draft: looks for its campaign instead of creating another one. `null`,
    /// like undefined, means a first launch: a storage returns it if it has no ticket yet. (`null` is rejected for a key or a
    /// store, and undefined for a key, too: leave it out.)
    ticket = get "ticket" as "Ticket | null",
    /// With a stored ticket: sends the draft again if earlier requests created nothing, and no longer can. With `ticket`, it
    /// needs `onTicket`, which stores the new ticket.
    allow_resend = flag "allowResend",
    /// Sends the draft without checking it first. Unless a key or ticket is looked for, and unless `verify` is `false`, one
    /// campaign is read before, so that a wrong API key or workspace fails before anything is sent.
    skip_check = flag "skipCheck",
    /// Set it if a draft that selects no audience is meant to call the whole workspace. Otherwise, such a draft is an error,
    /// checked or not, and nothing is sent.
    everybody = flag "everybody",
    /// `false` trusts the server's reply without looking: it saves the list request after a success or a rejection. A
    /// connection or gateway that repeats requests can then create a second campaign that nobody reports.
    verify = flag "verify",
    /// Campaigns that you know are not from this launch, although they resemble the draft and carry no key: `candidates` of
    /// an error that somebody has compared, or the campaign that the draft is a copy of.
    unrelated = get "unrelated" as "readonly CampaignId[]",
    /// How long to look for the campaign if the reply is lost, in milliseconds; 30 000 by default.
    lookup_timeout = span "lookupTimeoutMs",
    /// Maximum delay before a sent request takes effect, in milliseconds; 600 000 by default. An edge's is used if it is longer.
    max_commit_delay = span "maxCommitDelayMs",
}

/// The option that names a launch.
const KEY: &str = "idempotencyKey";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random(bytes: &Uint8Array) -> std::result::Result<JsValue, JsValue>;
}

/// The arguments of a launch, validated.
struct LaunchArguments {
    draft: Checked<CampaignDraft>,
    options: LaunchOptions,
    hours: Option<HoursSettings>,
    store: JsTickets,
    signal: Option<Signal>,
}

/// Launches a campaign.
pub fn launch(client: &JsClient, draft: Option<String>, options: &JsValue) -> Promise {
    let (client, arguments) = (client.clone(), LaunchArguments::read(client, draft, options));
    // Until something is sent, only an earlier call with the same ticket or key can have created the campaign.
    let is_new = ["ticket", "idempotencyKey"].iter().all(|key| options::is_left_out(options, key));
    promise(Prepared::take(), async move {
        let prepared = async {
            client.check_open()?;
            let mut arguments = arguments?;
            let mut aborted = None;
            if let Some(hours) = arguments.hours.take().filter(|_| !arguments.options.skip_check) {
                match abort::or(arguments.signal.clone(), hours::load(hours)).await {
                    Ok(hours) => arguments.options.hours = Hours::Loaded(Rc::new(hours?)),
                    Err(reason) => aborted = Some(reason),
                }
            }
            Ok((arguments, aborted))
        };
        let (arguments, aborted) = prepared.await.map_err(|mut error: Box<Error>| {
            error.campaign_state = Some(if is_new { CampaignState::None } else { CampaignState::Unknown });
            error
        })?;
        let LaunchArguments { draft, options, store, signal, .. } = arguments;
        let abort = async {
            let reason = match aborted {
                Some(reason) => reason,
                None => abort::reason(signal).await,
            };
            Rc::new(reason) as Rc<dyn Any>
        };
        Ok(receipt(client.client().launch(&draft, &options, store, abort).await?)?)
    })
}

impl LaunchArguments {
    fn read(client: &JsClient, draft: Option<String>, options: &JsValue) -> Result<Self> {
        let given = &Options::new("options", options, NAMES)?;
        let draft = input::read_text("draft", draft, client.strictness())?;
        for key in [KEY, "tickets", "onTicket"] {
            given.refuse_missing(
                key,
                key == KEY,
                "is null or undefined: without it, a launch may create two campaigns. If that is intended, leave the option out",
            )?;
        }
        let (call, signal) = options::call(given)?;
        let hours = hours::settings(client, given)?;
        let given = Given::read(given)?;
        let mut options = LaunchOptions::new(entropy()?);
        options.call = call;
        options.ticket = given.ticket.map(|given| ticket(&given)).transpose()?;
        options.allow_resend = given.allow_resend.unwrap_or(false);
        options.skip_check = given.skip_check.unwrap_or(false);
        options.everybody = given.everybody.unwrap_or(false);
        options.verify = given.verify.unwrap_or(true);
        options.lookup_timeout = given.lookup_timeout.unwrap_or(options.lookup_timeout);
        options.max_commit_delay = given.max_commit_delay.unwrap_or(options.max_commit_delay);
        options.unrelated = unrelated(given.unrelated)?;
        let patience = client.client().deadline(options.call);
        let store = JsTickets { on_ticket: given.on_ticket, store: tickets(given.tickets)?, patience };
        if let Some(key) = given.idempotency_key {
            options.key = Some(client.client().key_for(&key)?);
            options.look_back = Some(given.key_lifetime.unwrap_or(LaunchOptions::KEY_LIFETIME));
        }
        options.check(store.store.is_some(), store.on_ticket.is_some())?;
        Ok(Self { draft, options, hours, store, signal })
    }
}

fn ticket(given: &JsValue) -> Result<Ticket> {
    let ticket = Ticket::of(&input::read("ticket", given, Strictness::Input)?);
    ticket.ok_or_else(|| Error::argument("key", "must be the key of a ticket that `onTicket` received"))
}

fn unrelated(list: Option<JsValue>) -> Result<Vec<CampaignId>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let wrong =
        || Error::argument("unrelated", "must be an array of campaign ids, such as an error's `candidates`");
    if !js_sys::Array::is_array(&list) {
        return Err(wrong());
    }
    let ids = js_sys::Array::from(&list);
    ids.iter().map(|id| id.as_string().and_then(CampaignId::new).ok_or_else(wrong)).collect()
}

/// Validates the caller's store: it must have every method of a ticket store.
fn tickets(store: Option<JsValue>) -> Result<Option<JsValue>> {
    let Some(store) = store else { return Ok(None) };
    for name in ["claim", "load", "save", "forget"] {
        let member = js_sys::Reflect::get(&store, &name.into());
        if !member.is_ok_and(|member| member.is_function()) {
            let clause = "must be a ticket store: an object with the methods claim, load, save and forget";
            return Err(Error::argument("tickets", clause));
        }
    }
    Ok(Some(store))
}

/// How long to wait for each answer of a store while a ticket is removed that nothing was sent with, in milliseconds.
const CLEANING: Millis = 5_000;

/// What a function of the caller returned, or threw.
type Called = std::result::Result<JsValue, JsValue>;

/// Where tickets are stored: the caller's store, the caller's function, both or neither.
#[derive(Clone)]
struct JsTickets {
    on_ticket: Option<Function>,
    store: Option<JsValue>,
    /// How long to wait for each answer.
    patience: Millis,
}

impl TicketStore for JsTickets {
    async fn load(&self, key: &TicketKey) -> Result<Option<Ticket>> {
        self.answer("load", self.start("load", &[key.as_str().into()])).await
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        let claim = self.start("claim", &[ticket.key.as_str().into(), plain(ticket)?]);
        let stored = match self.answer("claim", claim.clone()).await {
            Ok(stored) => stored,
            Err(error) => {
                self.forget_late(claim, ticket.clone());
                return Err(error);
            }
        };
        if stored.is_none()
            && let Err(mut error) = self.tell(ticket).await
        {
            // Nothing is sent with this ticket, so it must not keep the key from being used. If `onTicket` took long, another
            // process may have replaced it by one that was sent.
            let brief = Self { patience: self.patience.min(CLEANING), ..self.clone() };
            let is_gone = match brief.load(&ticket.key).await {
                Ok(stored) if stored.as_ref() != Some(ticket) => true,
                Ok(_) => client::forget(&brief, ticket).await,
                Err(_) => false,
            };
            if !is_gone {
                error.message.push_str(client::NOT_FORGOTTEN);
            }
            return Err(error);
        }
        Ok(stored)
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self.call("save", &[ticket.key.as_str().into(), plain(ticket)?]).await?;
        self.tell(ticket).await
    }

    async fn record(&self, ticket: &Ticket, is_stored: bool) {
        let Ok(plain) = plain(ticket) else { return };
        let method = if is_stored { "save" } else { "claim" };
        // Neither waits for the other, since either may not answer.
        let _ = join(self.call(method, &[ticket.key.as_str().into(), plain]), self.tell(ticket)).await;
    }

    async fn forget(&self, ticket: &Ticket) -> Result<()> {
        self.call("forget", &[ticket.key.as_str().into(), plain(ticket)?]).await.map(drop)
    }

    fn handle(&self) -> Rc<dyn Any> {
        Rc::new(self.clone())
    }

    fn is_covered_by(&self, handle: &dyn Any) -> bool {
        let covers = |other: &Self| {
            (self.on_ticket.is_none() || self.on_ticket == other.on_ticket)
                && (self.store.is_none() || self.store == other.store)
        };
        handle.downcast_ref().is_some_and(covers)
    }
}

impl JsTickets {
    /// Waits for a method of the store that returns a ticket, or nothing.
    async fn answer(&self, method: &str, started: Called) -> Result<Option<Ticket>> {
        let given = self.end(method, started).await?;
        if given.is_undefined() || given.is_null() {
            return Ok(None);
        }
        ticket(&given).map(Some).map_err(|error| {
            let why = ["`tickets.", method, "` must return the stored ticket, or nothing. ", &error.message];
            not_stored(&why.concat(), None)
        })
    }

    /// Forgets the ticket of a claim that is carried out although the launch has given it up: nothing is sent with it.
    fn forget_late(&self, claim: Called, ticket: Ticket) {
        let store = self.clone();
        spawn_local(async move {
            let Ok(claim) = claim else { return };
            let stored = JsFuture::from(Promise::resolve(&claim)).await;
            if stored.is_ok_and(|stored| stored.is_undefined() || stored.is_null()) {
                // There is nobody left to tell of a failure.
                let _ = store.forget(&ticket).await;
            }
        });
    }

    /// Calls a method of the store, and waits for it.
    async fn call(&self, method: &str, arguments: &[JsValue]) -> Result<JsValue> {
        self.end(method, self.start(method, arguments)).await
    }

    /// Calls a method of the store, if there is one.
    fn start(&self, method: &str, arguments: &[JsValue]) -> Called {
        let Some(store) = &self.store else { return Ok(JsValue::UNDEFINED) };
        let arguments = arguments.iter().collect::<js_sys::Array>();
        let member = js_sys::Reflect::get(store, &method.into());
        match member.map(JsCast::dyn_into::<Function>) {
            Ok(Ok(function)) => function.apply(store, &arguments),
            Ok(Err(thrown)) | Err(thrown) => Err(thrown),
        }
    }

    /// Waits for a method of the store.
    async fn end(&self, method: &str, started: Called) -> Result<JsValue> {
        let why = ["`tickets.", method, "` failed, so nothing was sent. Launch again once it works."];
        self.settled(started).await.map_err(|thrown| not_stored(&why.concat(), Some(thrown)))
    }

    /// Passes the ticket to the caller's function, and waits for it.
    async fn tell(&self, ticket: &Ticket) -> Result<()> {
        const WHY: &str =
            "`onTicket` failed, so nothing was sent. Launch again once the ticket can be stored.";
        let Some(on_ticket) = &self.on_ticket else { return Ok(()) };
        let told = self.settled(on_ticket.call1(&JsValue::UNDEFINED, &plain(ticket)?)).await;
        told.map(drop).map_err(|thrown| not_stored(WHY, Some(thrown)))
    }

    /// Waits for what a function returned, up to the call's deadline.
    async fn settled(&self, called: Called) -> Called {
        let answer = JsFuture::from(Promise::resolve(&called?));
        match select(answer, pin!(SystemClock.sleep(self.patience))).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(js_sys::Error::new("It did not settle before the deadline.").into()),
        }
    }
}

#[cold]
fn not_stored(message: &str, thrown: Option<JsValue>) -> Box<Error> {
    let mut error = Error::new(Code::TicketNotStored, message);
    error.cause = thrown.map(|thrown| Rc::new(thrown) as Rc<dyn Any>);
    error
}

/// Converts a ticket into a plain object.
fn plain(ticket: &Ticket) -> Result<JsValue> {
    value::parse(ticket.to_json().as_bytes())
}

/// Returns ten random bytes.
fn entropy() -> Result<[u8; 10]> {
    let (bytes, mut entropy) = (Uint8Array::new_with_length(10), [0; 10]);
    random(&bytes).map_err(|thrown| {
        let message =
            "There are no random numbers for the ticket. In a Worker, launch while handling a request.";
        let mut error = Error::new(Code::InvalidArgument, message);
        error.cause = Some(Rc::new(thrown));
        error
    })?;
    bytes.copy_to(&mut entropy);
    Ok(entropy)
}

fn receipt(receipt: Receipt) -> Result<JsValue> {
    let Receipt { outcome, campaign, ticket, verified, attempts, lookups } = receipt;
    let ticket = ticket.map(|ticket| plain(&ticket)).transpose()?;
    Ok(object(&[
        ("outcome", outcome.as_str().into()),
        ("campaign", value::parse(campaign.as_bytes())?),
        ("ticket", ticket.into()),
        ("verified", verified.into()),
        ("attempts", attempts.into()),
        ("lookups", lookups.into()),
    ]))
}
