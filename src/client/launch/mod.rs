//! A launch: creates at most one campaign for each ticket, and never reports a wrong outcome.
//!
//! The API has no idempotency key, and every campaign calls people. So a launch has a **ticket**: its key, when it was sent,
//! and a digest of the draft.
//!
//! 1. If the ticket was stored before, or its key may have been sent before, the launch looks for the campaign first. If it
//!    exists, that is the outcome. A client also remembers the keys that it has sent itself, as long as they may take effect,
//!    and passes what it knows of a ticket to the store of each call.
//! 2. The draft is checked, unless `skip_check` is set. A draft with errors goes no further. Without a check and a lookup, one
//!    campaign is read, so that a caller without access is rejected before anything is sent.
//! 3. The ticket is stored. Nothing has been sent yet.
//! 4. The draft is sent once, with the key as its `draft_name`. Only a 429 is followed by another attempt.
//! 5. A success names the campaign. One lookup follows: if something on the way duplicated the request, there are two
//!    campaigns. A ticket whose campaign is known names it: it is never sent again, even if the campaign is deleted.
//! 6. A refusal is followed by one lookup, too: it may be the response to the second copy of the request.
//! 7. After anything else the outcome is unknown: the launch looks for the campaign by its key until it appears or time is up.
//! 8. With a stored ticket, the draft is sent again only if `allow_resend` is set, `max_commit_delay` has passed by any clock, a
//!    complete lookup since then has found neither the campaign nor one that could be it, and nobody has stored a newer ticket
//!    meanwhile.
//!
//! Without `verify`, the reads of steps 2, 5 and 6 are left out.
//!
//! Assumptions: the effect of a request appears in the list within `max_commit_delay`, or never. If something on the way repeats
//! a request, the effect of earlier copies is visible when the response to the last one arrives. Nobody deletes the campaign,
//! makes it a draft again or removes its `draft_name`, nor, where the server drops that, renames it or changes its type or agent,
//! before a ticket that names it is stored. Campaigns of the same time keep their order between the pages of a list. The clocks
//! of the machines that share a ticket agree within five minutes; the server's clock may be wrong.

mod access;
mod decide;
mod deliver;
mod digest;
mod fingerprint;
mod likeness;
mod lookup;
mod options;
mod progress;
mod receipt;
mod reconcile;
mod send;
mod sha256;
mod single_flight;
mod store;
mod ticket;

pub use digest::digest;
pub use options::{LaunchOptions, MAX_UNRELATED};
pub use receipt::{Outcome, Receipt};
pub use single_flight::SingleFlight;
pub use store::{NOT_FORGOTTEN, TicketStore, forget};
pub use ticket::HORIZON_MARGIN;

use std::any::Any;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};

use crate::{
    api::campaigns,
    client::{
        Client, Clock, Event, Millis, Transport,
        launch::{
            fingerprint::Fingerprint, progress::Progress, reconcile::Reconciled, send::is_unsent,
            single_flight::Role,
        },
    },
    engine::retry::is_refusal,
    error::{CampaignState, Code, Error, Result},
    model::{campaign::Campaign, draft::CampaignDraft, launch::Ticket},
    preflight::{content, draft::Draft},
    schema::Checked,
};

/// A ticket's request leaves within this time of its `sent_at`, or never, including the time for storing the ticket, getting a
/// credential and waiting after a 429. `max_commit_delay` starts at its end.
const SENDING: Millis = 120_000;

/// The error for a draft that would call the whole workspace, if `everybody` is not set.
const EVERYBODY: &str = "selects no label, keyword or contact, so the campaign would call everybody in the workspace. Nothing was \
                         sent. Select an audience, or set `everybody: true`.";

/// One launch by one caller.
struct Launch<'a> {
    draft: &'a Checked<CampaignDraft>,
    options: &'a LaunchOptions,
    progress: &'a Progress,
    fingerprint: Fingerprint,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Creates a campaign, which calls people: at most one for each ticket.
    ///
    /// `store` keeps the ticket. Nothing is sent before it has finished, or if it fails. The draft's own `draft_name` is
    /// replaced by the ticket's key. A draft of the stage `DRAFT` calls nobody: it is sent like any create, unchecked and
    /// without a ticket.
    ///
    /// When `abort` resolves, the launch ends at once, and the value becomes the error's `cause`. Dropping the future has the
    /// same effect without a result. Concurrent calls with the same key share the outcome of the first one if they share its
    /// store. Otherwise, each waits for the one before.
    ///
    /// Apart from the check, `store` and such a wait, a launch takes at most twice the call's deadline and `lookup_timeout` for
    /// each request that is sent and each lookup.
    ///
    /// # Errors
    /// `campaign_state` says whether the campaign exists.
    /// * `launch_unconfirmed`: it is not known whether it does. `candidates` may be it. If `campaign_state` is `exists`, they are
    ///   what the ticket names, and it is not known whether there is a second one.
    /// * `launched_twice`: the request was sent more than once. `candidates` are all campaigns that were created.
    /// * `conflict` without a status: the ticket or key belongs to another draft. Nothing was sent.
    /// * `preflight_failed`: the check found errors. Nothing was sent. `preflight` has them. If all of them are that something could
    ///   not be read, the code is that of the first failed request.
    /// * `aborted`: `abort` resolved first. Nothing was created.
    /// * Any other: the campaign does not exist, and never will, unless a stored ticket could not be looked up.
    ///
    /// After `store` was given the ticket, every error carries it.
    pub async fn launch(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        store: impl TicketStore,
        abort: impl Future<Output = Rc<dyn Any>>,
    ) -> Result<Receipt> {
        let check = async || match options.skip_check {
            // `skip_check` does not confirm that everybody is to be called: only `everybody` does.
            true if !options.everybody && content::calls_everybody(&Draft::new(draft)) => {
                Err(Error::argument("draft", EVERYBODY))
            }
            true => Ok(()),
            false => self.pass(draft, options.everybody, &options.hours, options.call).await,
        };
        self.launch_checked(draft, options, check, store, abort).await
    }

    /// Launches a draft with `check` in place of the built-in check, at the same point.
    ///
    /// # Errors
    /// As for [`Client::launch`], and those of `check`, after which nothing was sent.
    pub async fn launch_checked(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        check: impl AsyncFn() -> Result<()>,
        store: impl TicketStore,
        abort: impl Future<Output = Rc<dyn Any>>,
    ) -> Result<Receipt> {
        let progress = Progress::new(options);
        let work = pin!(self.launch_to_the_end(draft, options, &progress, check, store));
        let outcome = match select(pin!(abort), work).await {
            Either::Left((reason, _)) => {
                let left = progress.ticket().map_or(0, |ticket| self.left(&ticket, options));
                Err(progress.aborted(reason, options, left))
            }
            Either::Right((outcome, _)) => outcome,
        };
        outcome.map_err(|error| self.complete(error, &progress))
    }

    /// Returns how long something that this ticket has sent may still take effect.
    fn left(&self, ticket: &Ticket, options: &LaunchOptions) -> Millis {
        self.flights.left(ticket, self.closes(ticket, options), self.clock.times())
    }

    /// Returns the time after which nothing that this ticket has sent can take effect any more. An edge may know that SeaX is slower
    /// than the caller assumes.
    fn closes(&self, ticket: &Ticket, options: &LaunchOptions) -> Millis {
        ticket.closes(options.max_commit_delay.max(self.session.commit_delay.get()))
    }

    /// Completes a launch's error: with the ticket, and with what is known of the campaign.
    fn complete(&self, mut error: Box<Error>, progress: &Progress) -> Box<Error> {
        // Another call may have sent the draft since: return its newer ticket instead of an older copy.
        let ticket = error.ticket.take().or_else(|| progress.ticket());
        error.ticket = ticket.map(|ticket| self.flights.latest(&ticket));
        progress.state_of(error)
    }

    async fn launch_to_the_end(
        &self,
        draft: &Checked<CampaignDraft>,
        options: &LaunchOptions,
        progress: &Progress,
        check: impl AsyncFn() -> Result<()>,
        store: impl TicketStore,
    ) -> Result<Receipt> {
        let digest = digest(draft);
        if let Some(ticket) = &options.ticket {
            ticket.validate(self.clock.now())?;
            if ticket.draft_digest != digest {
                return Err(ticket.conflict());
            }
        }
        let plain = campaigns::create(draft)?;
        if Draft::new(draft).calls_nobody() {
            progress.request_may_take_effect();
            let saved = self.call(&plain, options.call).await;
            // Attempts before the last one were refused with a 429.
            let undone = saved.as_ref().is_err_and(|error| is_refusal(error) || is_unsent(error));
            if undone {
                progress.nothing_can_take_effect();
            }
            return Ok(Receipt::new(Outcome::Draft, saved?, None));
        }
        if options.is_untraceable {
            self.observe(Event::Warning {
                operation: "campaigns.launch",
                code: "launch_without_ticket",
                message: "This launch has no `idempotencyKey`, `tickets` or `onTicket`: if this process ends before the reply \
                          arrives, there is no way to tell whether the campaign exists.",
            });
        }
        let ticket = match &options.ticket {
            Some(ticket) => ticket.clone(),
            None => Ticket::issue(self.clock.now(), options, digest, &fingerprint::name(draft)),
        };
        let look_back = options.look_back.unwrap_or(0);
        let launch =
            Launch { draft, options, progress, fingerprint: Fingerprint::new(draft, &ticket, look_back) };
        loop {
            match self.flights.join(&ticket, &store) {
                Role::Lead(lead) => {
                    let ticket = self.flights.latest(&ticket);
                    if options.ticket.is_some() {
                        progress.hold(ticket.clone());
                    }
                    let outcome = self.lead(&launch, ticket, &check, &store).await;
                    let outcome = outcome.map_err(|error| self.complete(error, progress));
                    lead.complete(&outcome);
                    return outcome;
                }
                Role::Follow(flight) if flight.ticket.draft_digest != ticket.draft_digest => {
                    let mut error = flight.ticket.conflict();
                    // The ticket changes until the draft is sent.
                    error.ticket = self.flights.sent(&ticket.key, self.clock.times());
                    return Err(error);
                }
                Role::Follow(flight) => {
                    // If there is something to store elsewhere, this call's own store has to know of it: the call goes on by
                    // itself, with what the other one has sent.
                    let is_shared = |outcome: &Result<Receipt>| {
                        let is_over = outcome.as_ref().is_err_and(|error| {
                            error.campaign_state == Some(CampaignState::None)
                                && error.code != Code::TicketNotStored
                        });
                        is_over || store.is_covered_by(&*flight.store)
                    };
                    if let Some(outcome) = flight.outcome().await.filter(is_shared) {
                        return outcome;
                    }
                }
            }
        }
    }

    /// Does the work of a launch, and forgets its ticket if it is certain that no campaign was created.
    async fn lead(
        &self,
        launch: &Launch<'_>,
        ticket: Ticket,
        check: &impl AsyncFn() -> Result<()>,
        store: &impl TicketStore,
    ) -> Result<Receipt> {
        let mut outcome = self.carry_out(launch, ticket, check, store).await;
        if let Ok(Receipt { campaign, ticket: Some(ticket), .. }) = &mut outcome
            && !launch.progress.is_recorded()
        {
            // What a look back has found may be stored by another process, perhaps for another draft.
            let is_stored = launch.options.ticket.is_some() || launch.progress.is_stored();
            self.record(launch, ticket, campaign, store, is_stored).await;
        }
        let mut outcome = outcome.map_err(|error| launch.progress.state_of(error));
        let gone = outcome.as_ref().is_err_and(|error| {
            // After an edge's conflict, the key would find the campaign of the other draft.
            let taken = error.code == Code::Conflict && launch.progress.attempts() > 0;
            taken || error.campaign_state == Some(CampaignState::None)
        });
        if let Err(error) = &mut outcome
            && gone
            && launch.progress.is_stored()
            && let Some(ticket) = launch.progress.ticket()
        {
            self.flights.forget(&ticket.key);
            if !self.in_time(forget(store, &ticket)).await {
                error.message.push_str(NOT_FORGOTTEN);
            }
        }
        outcome
    }
}

impl<'a> Launch<'a> {
    /// Returns the same launch for a stored ticket. `look_back` does not apply to it: the ticket itself says when it was sent.
    fn looking_for(&self, ticket: &Ticket) -> Launch<'a> {
        let Self { draft, options, progress, .. } = *self;
        Launch { draft, options, progress, fingerprint: Fingerprint::new(draft, ticket, 0) }
    }

    fn outcome(&self, reconciled: Reconciled, ticket: Ticket) -> Result<Receipt> {
        match reconciled {
            Reconciled::Exists(campaign, whole) => Ok(self.receipt(Outcome::Found, campaign, ticket, whole)),
            Reconciled::Unknown(error) => Err(error),
            Reconciled::DoesNotExist(error) => {
                // After a refusal, the error is the refusal itself, and nothing can take effect any more.
                if error.code != Code::LaunchUnconfirmed {
                    self.progress.nothing_can_take_effect();
                }
                Err(error)
            }
        }
    }

    fn receipt(
        &self,
        outcome: Outcome,
        campaign: Checked<Campaign>,
        ticket: Ticket,
        verified: bool,
    ) -> Receipt {
        Receipt {
            verified,
            attempts: self.progress.attempts(),
            lookups: self.progress.lookups(),
            ..Receipt::new(outcome, campaign, Some(ticket))
        }
    }
}
