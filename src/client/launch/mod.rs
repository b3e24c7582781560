//! A launch: at most one campaign for each ticket, and no answer that is not so.
//!
//! The API has no idempotency key, and every campaign calls people. So a launch has a **ticket**: its key, when it was
//! sent, and a digest of the draft.
//!
//! 1. The draft is checked, unless the caller says `skip_check`. A draft with errors goes no further.
//! 2. The caller gets the ticket, to store it, and is waited for. Nothing has left yet.
//! 3. The draft is sent once, with the key as its `draft_name`. Only a 429 is followed by another attempt.
//! 4. A refusal that leaves nothing behind is handed on. A readable answer is the campaign; where something below may have
//!    sent the request twice by itself, a look follows.
//! 5. After anything else nobody knows: the campaign is looked for, by its key, until it shows or time is up.
//! 6. With a ticket that was stored, a launch begins at step 5. It goes on to step 1 only if the caller says `allow_resend`, the
//!    that delay has passed, and a whole look since then has found neither the campaign nor one that could be it.
//!
//! This rests on assumptions. What a request does shows in the list within `max_commit_delay`, or it never happens. A ticket is in
//! the hands of one client at a time, the one that stored it last. Nobody deletes the campaign meanwhile. The clocks of the
//! machines that share a ticket agree but for a small part of `max_commit_delay`; the server's may be off by a day.

mod digest;
mod fingerprint;
mod lookup;
mod options;
mod progress;
mod receipt;
mod reconcile;
mod send;
mod single_flight;

pub use digest::digest;
pub use options::LaunchOptions;
pub use receipt::{Outcome, Receipt};
pub use single_flight::SingleFlight;

use std::any::Any;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};

use crate::{
    api::campaigns,
    client::{
        Client, Clock, Millis, Transport,
        launch::{
            fingerprint::Fingerprint, progress::Progress, reconcile::Outlook, send::Sent, single_flight::Role,
        },
    },
    error::{Code, Error, Result},
    model::{campaign::Campaign, draft::CampaignDraft, launch::Ticket},
    preflight,
    schema::Checked,
};

/// A ticket's request leaves within this time of its `sent_at`, or never: storing the ticket, getting a credential and
/// waiting after a 429 included. `max_commit_delay` is counted from its end.
const SENDING: Millis = 120_000;

/// One launch by one caller.
struct Launch<'a> {
    draft: &'a Checked<CampaignDraft>,
    options: &'a LaunchOptions,
    progress: &'a Progress,
    mark: Fingerprint,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a campaign, which calls people: at most one for each ticket.
    ///
    /// `on_ticket` stores the ticket, in place of an earlier one; nothing leaves before it is done, or if it fails. It is
    /// asked again before a draft is sent again. The draft's own `draft_name` gives way to the ticket's key.
    /// A draft of the stage `DRAFT` calls nobody: it is sent plainly, unchecked and without a ticket.
    ///
    /// When `abort` is done, the launch ends at once; what `abort` gives becomes the error's `cause`. To drop the future
    /// is the same without an answer. Calls with one ticket at one time share the outcome of the first of them.
    ///
    /// An answer comes, the check and `on_ticket` not counted, within twice the call's deadline and `lookup_timeout`; with `allow_resend`,
    /// within twice that.
    ///
    /// # Errors
    /// * `launch_unconfirmed`: it is not known whether the campaign exists. `candidates` may be it.
    /// * `launched_twice`: more than one campaign carries the ticket's key, since something below the transport sent the
    ///   request twice. `candidates` are all of them.
    /// * `conflict` without a status: the ticket is another draft's. Nothing was sent.
    /// * `preflight_failed`: the check found errors. Nothing was sent. `preflight` has them.
    /// * `aborted`: `abort` was done first. Nothing was sent, or nothing but what the server refused with a 429.
    /// * Every other: the campaign does not exist, and never will; the ticket can be thrown away. If the error is
    ///   `on_ticket`'s own, that holds for a new ticket.
    ///
    /// Every error carries the ticket, from when `on_ticket` was handed it.
    pub async fn launch(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        on_ticket: impl AsyncFn(&Ticket) -> Result<()>,
        abort: impl Future<Output = Rc<dyn Any>>,
    ) -> Result<Receipt> {
        let check = async || match options.skip_check {
            true => Ok(()),
            false => self.pass(draft, options).await,
        };
        self.launch_checked(draft, options, check, on_ticket, abort).await
    }

    /// The same for a draft that is checked in another way: by `check`, at the same point.
    ///
    /// # Errors
    /// As for [`Client::launch`], and those of `check`, after which nothing was sent.
    pub async fn launch_checked(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        check: impl AsyncFn() -> Result<()>,
        on_ticket: impl AsyncFn(&Ticket) -> Result<()>,
        abort: impl Future<Output = Rc<dyn Any>>,
    ) -> Result<Receipt> {
        let progress = Progress::new(options.ticket.clone());
        let work = pin!(self.launch_to_the_end(draft, options, &progress, check, on_ticket));
        let outcome = match select(pin!(abort), work).await {
            Either::Left((reason, _)) => Err(progress.aborted(reason, options, self.clock.now())),
            Either::Right((outcome, _)) => outcome,
        };
        outcome.map_err(|mut error| {
            // Another call may have sent it since: no older copy of the ticket must get out.
            let ticket = error.ticket.take().or_else(|| progress.ticket());
            error.ticket = ticket.map(|ticket| self.flights.latest(&ticket));
            error
        })
    }

    async fn launch_to_the_end(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        progress: &Progress,
        check: impl AsyncFn() -> Result<()>,
        on_ticket: impl AsyncFn(&Ticket) -> Result<()>,
    ) -> Result<Receipt> {
        let digest = digest(draft);
        if options.ticket.as_ref().is_some_and(|ticket| ticket.draft_digest != digest) {
            return Err(Error::new(Code::Conflict, "This ticket is another draft's. Nothing was sent."));
        }
        let plain = campaigns::create(draft)?;
        if fingerprint::calls_nobody(draft) {
            progress.open.set(true);
            let campaign = self.call(&plain, options.call).await?;
            return Ok(Receipt::new(Outcome::Draft, campaign, None));
        }
        let ticket = match &options.ticket {
            Some(ticket) => ticket.clone(),
            None => Ticket::issue(self.clock.now(), options, digest),
        };
        let launch = Launch { draft, options, progress, mark: Fingerprint::new(draft, &ticket) };
        loop {
            match self.flights.join(ticket.key.as_str()) {
                Role::Lead(lead) => {
                    let ticket = self.flights.latest(&ticket);
                    if options.ticket.is_some() {
                        progress.hold(ticket.clone());
                    }
                    let outcome = self.lead(&launch, ticket, &check, &on_ticket).await;
                    lead.complete(&outcome);
                    return outcome;
                }
                Role::Follow(flight) => {
                    if let Some(outcome) = flight.outcome().await {
                        return outcome;
                    }
                }
            }
        }
    }

    async fn lead(
        &self,
        launch: &Launch<'_>,
        mut ticket: Ticket,
        check: &impl AsyncFn() -> Result<()>,
        on_ticket: &impl AsyncFn(&Ticket) -> Result<()>,
    ) -> Result<Receipt> {
        let resumed = launch.options.ticket.is_some();
        if resumed {
            match self.reconcile(launch, &ticket, None).await {
                Outlook::Found(campaign) => return Ok(launch.receipt(Outcome::Found, campaign, ticket)),
                Outlook::Open(error) => return Err(error),
                Outlook::Gone(error) if !launch.options.allow_resend => return Err(error),
                Outlook::Gone(_) => {}
            }
        }
        check().await?;
        ticket.sent_at = self.clock.now();
        if !resumed {
            launch.progress.hold(ticket.clone());
        }
        on_ticket(&ticket).await?;
        if resumed {
            launch.progress.hold(ticket.clone());
            self.flights.note(&ticket);
        }
        let failure = match self.send(launch, &ticket).await {
            Sent::Made(campaign) => {
                if self.transport.may_repeat() {
                    self.look_for_twins(launch).await?;
                }
                return Ok(launch.receipt(Outcome::Created, campaign, ticket));
            }
            Sent::Refused(error) => return Err(error),
            Sent::Unknown(error) => error,
        };
        match self.reconcile(launch, &ticket, Some(failure)).await {
            Outlook::Found(campaign) => Ok(launch.receipt(Outcome::Found, campaign, ticket)),
            Outlook::Open(error) | Outlook::Gone(error) => Err(error),
        }
    }
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Lets a draft pass that has no errors.
    async fn pass(&self, draft: &Checked<CampaignDraft>, options: &LaunchOptions) -> Result<()> {
        let preflight = self.check(draft, options.call).await;
        let errors = preflight::finding::errors(&preflight);
        if errors.is_empty() { Ok(()) } else { Err(Error::preflight(preflight, &errors)) }
    }
}

impl Launch<'_> {
    fn receipt(&self, outcome: Outcome, campaign: Checked<Campaign>, ticket: Ticket) -> Receipt {
        Receipt {
            attempts: self.progress.attempts.get(),
            looks: self.progress.looks.get(),
            ..Receipt::new(outcome, campaign, Some(ticket))
        }
    }
}
