//! Decides what a launch does with its ticket: whether the draft is sent, or what became of it before.

use crate::{
    client::{
        Client, Clock, Transport,
        launch::{
            Launch, Outcome, Receipt, TicketStore,
            fingerprint::ListedCampaign,
            progress::Progress,
            reconcile::{Evidence, Reconciled},
        },
    },
    error::{CampaignState, Result},
    model::launch::Ticket,
};

/// What follows the steps before a draft is sent.
enum Decision {
    /// The draft is sent with this ticket, which is stored.
    Send(Ticket),
    /// Another launch with the key has begun meanwhile, so this one sends nothing: the ticket that was stored, and this launch's.
    Join(Ticket, Ticket),
    /// The campaign exists.
    Exists(Receipt),
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Takes the ticket that counts for the launch, decides, and does what was decided.
    pub(super) async fn carry_out(
        &self,
        launch: &Launch<'_>,
        ticket: Ticket,
        check: &impl AsyncFn() -> Result<()>,
        store: &impl TicketStore,
    ) -> Result<Receipt> {
        // A ticket that this client has sent counts as stored, since the list may not show its campaign yet.
        let sent = self.flights.sent(&ticket.key, self.clock.times());
        let (kept, adopted) = match &launch.options.ticket {
            Some(kept) => (Some(kept.clone()), None),
            None => {
                let kept = self.load(&ticket, sent.as_ref(), store).await?;
                let adopt = |kept: &Ticket| self.adopt(kept.clone(), &ticket, launch.progress);
                let adopted = kept.as_ref().map(adopt).transpose()?;
                (kept, adopted)
            }
        };
        let theirs = adopted.as_ref().map(|ticket| launch.looking_for(ticket));
        let (launch, ticket) = (theirs.as_ref().unwrap_or(launch), adopted.unwrap_or(ticket));
        let decision = match kept {
            Some(kept) => self.resume(launch, ticket, &kept, check, store).await?,
            None => self.begin(launch, ticket, sent, check, store).await?,
        };
        match decision {
            Decision::Send(ticket) => self.deliver(launch, ticket, store).await,
            Decision::Join(stored, ticket) => {
                let other = self.adopt(stored, &ticket, launch.progress)?;
                let launch = launch.looking_for(&other);
                self.conclude(&launch, other, Evidence::Ticket).await
            }
            Decision::Exists(receipt) => Ok(receipt),
        }
    }

    /// Returns the ticket that is stored for the key of a new one, or that this client has sent for the same draft.
    async fn load(
        &self,
        new: &Ticket,
        sent: Option<&Ticket>,
        store: &impl TicketStore,
    ) -> Result<Option<Ticket>> {
        let same = sent.filter(|sent| sent.draft_digest == new.draft_digest);
        Ok(match (store.load(&new.key).await?, same) {
            // Another call of this client has sent the ticket, and stored it elsewhere. Another process may have stored one
            // here since. A failure to store is ignored: the outcome carries the ticket, and nothing is sent before it is
            // stored.
            (None, Some(same)) => store.claim(same).await.ok().flatten().or_else(|| Some(same.clone())),
            (kept, _) => kept,
        })
    }

    /// Launches with a ticket that may have been sent before: the draft is sent again only if its campaign certainly does not
    /// exist. `kept` is the ticket as it is stored.
    async fn resume(
        &self,
        launch: &Launch<'_>,
        mut ticket: Ticket,
        kept: &Ticket,
        check: &impl AsyncFn() -> Result<()>,
        store: &impl TicketStore,
    ) -> Result<Decision> {
        let (options, progress) = (launch.options, launch.progress);
        // Another call may have sent the caller's ticket since.
        let is_kept = *kept == ticket || store.save(&ticket).await.is_ok();
        if is_kept && ticket.campaign_id.is_some() {
            progress.campaign_is_recorded();
        }
        match self.reconcile(launch, &ticket, Evidence::Ticket).await {
            Reconciled::Exists(campaign, whole) => {
                return Ok(Decision::Exists(launch.receipt(Outcome::Found, campaign, ticket, whole)));
            }
            Reconciled::Unknown(error) => return Err(error),
            Reconciled::DoesNotExist(error) if !options.allow_resend => return Err(error),
            // Another process may be sending with this ticket: nothing is final before the store was read again.
            Reconciled::DoesNotExist(_) => {}
        }
        let checked = check().await;
        let judged = ticket.sent_at;
        self.renew(&mut ticket);
        // During the lookup and the check, another process may have sent the draft with this ticket.
        if let Some(stored) = store.load(&ticket.key).await?
            && (stored.campaign_id.is_some() || stored.sent_at > judged)
        {
            return Ok(Decision::Join(stored, ticket));
        }
        progress.nothing_can_take_effect();
        checked?;
        ticket.candidates = None;
        if let Err(error) = store.save(&ticket).await {
            // It may be stored nevertheless: then it is the one to forget.
            if store.load(&ticket.key).await.is_ok_and(|stored| stored.as_ref() == Some(&ticket)) {
                progress.hold(ticket);
            }
            return Err(error);
        }
        progress.hold(ticket.clone());
        self.flights.note(&ticket);
        Ok(Decision::Send(ticket))
    }

    /// Launches with a new ticket. `sent` is the one that this client has sent with the same key, for another draft.
    async fn begin(
        &self,
        launch: &Launch<'_>,
        mut ticket: Ticket,
        sent: Option<Ticket>,
        check: &impl AsyncFn() -> Result<()>,
        store: &impl TicketStore,
    ) -> Result<Decision> {
        let (options, progress) = (launch.options, launch.progress);
        if let Some(look_back) = options.look_back {
            match (self.look_back(launch, &ticket).await?, sent) {
                // A campaign with the key is the other draft's, however alike.
                (found, Some(other)) => {
                    let mut error = other.conflict();
                    if let Some((campaign, _)) = found {
                        error.candidates = ListedCampaign::of(&campaign).id().into_iter().collect();
                        error.campaign_state = Some(CampaignState::Exists);
                    }
                    return Err(error);
                }
                (Some((campaign, whole)), None) => {
                    // It was sent by an earlier launch, nobody knows when.
                    ticket.predate(look_back);
                    return Ok(Decision::Exists(launch.receipt(Outcome::Found, campaign, ticket, whole)));
                }
                (None, None) => {}
            }
            progress.nothing_can_take_effect();
        } else if options.skip_check && options.verify {
            self.try_access(options.call).await?;
        }
        let checked = check().await;
        self.renew(&mut ticket);
        // Until the ticket is claimed, another process may be sending with this key.
        let is_shared = options.look_back.is_some();
        if is_shared {
            progress.request_may_take_effect();
        }
        if let Err(error) = checked {
            if is_shared && let Some(other) = store.load(&ticket.key).await? {
                return Ok(Decision::Join(other, ticket));
            }
            progress.nothing_can_take_effect();
            return Err(error);
        }
        progress.hold(ticket.clone());
        let claimed = store.claim(&ticket).await?;
        progress.nothing_can_take_effect();
        Ok(match claimed {
            Some(other) => Decision::Join(other, ticket),
            None => Decision::Send(ticket),
        })
    }

    /// Prepares a ticket for what is sent now, which creates another campaign.
    fn renew(&self, ticket: &mut Ticket) {
        // If the clock was set back since, use the key's time: a ticket cannot be older than its key.
        ticket.sent_at = self.clock.now().max(ticket.key.time().unwrap_or(0));
        ticket.campaign_id = None;
    }

    /// Adopts the ticket that was stored for the key of a new one.
    fn adopt(&self, stored: Ticket, new: &Ticket, progress: &Progress) -> Result<Ticket> {
        stored.validate(self.clock.now())?;
        if stored.draft_digest != new.draft_digest || stored.key != new.key {
            return Err(stored.conflict());
        }
        progress.request_may_take_effect();
        progress.ticket_is_stored();
        let ticket = self.flights.latest(&stored);
        progress.hold(ticket.clone());
        Ok(ticket)
    }
}
