//! Sends the draft of a stored ticket, and names its campaign in the ticket.

use std::pin::pin;

use futures_util::future::{Either, select};

use crate::{
    client::{
        Client, Clock, Millis, Transport,
        launch::{
            Launch, Outcome, Receipt, TicketStore, fingerprint::ListedCampaign, reconcile::Evidence,
            send::Sent,
        },
    },
    error::Result,
    model::{campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// How long the store may take for a ticket after its draft was sent, in milliseconds.
const RECORDING: Millis = 5_000;

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends the draft of a stored ticket, and finds out what becomes of it.
    pub(super) async fn deliver(
        &self,
        launch: &Launch<'_>,
        mut ticket: Ticket,
        store: &impl TicketStore,
    ) -> Result<Receipt> {
        let (options, progress) = (launch.options, launch.progress);
        progress.ticket_is_stored();
        match self.send(launch, &ticket).await {
            Sent::Created(campaign) => {
                self.record(launch, &mut ticket, &campaign, store, true).await;
                let verified = options.verify && self.look_for_twins(launch, &campaign).await?;
                Ok(launch.receipt(Outcome::Created, campaign, ticket, verified))
            }
            Sent::Reconciled(reconciled) => launch.outcome(reconciled, ticket),
            Sent::Unsent(error) => Err(error),
            Sent::Refused(error) if options.verify => {
                self.conclude(launch, ticket, Evidence::Refused(error)).await
            }
            Sent::Refused(error) => {
                progress.nothing_can_take_effect();
                Err(error)
            }
            Sent::Unclear(error) => {
                if !error.candidates.is_empty() {
                    ticket.candidates = Some(error.candidates.clone());
                    progress.hold(ticket.clone());
                    self.flights.note(&ticket);
                    // A failure to save is ignored: the error carries the ticket, too.
                    self.in_time(async { store.save(&ticket).await.is_ok() }).await;
                }
                self.conclude(launch, ticket, Evidence::Unclear(error)).await
            }
        }
    }

    /// Looks up what became of a ticket's request, and returns that as the outcome.
    pub(super) async fn conclude(
        &self,
        launch: &Launch<'_>,
        ticket: Ticket,
        evidence: Evidence,
    ) -> Result<Receipt> {
        launch.outcome(self.reconcile(launch, &ticket, evidence).await, ticket)
    }

    /// Names the campaign in the launch's ticket, also where it is stored. Without that, a campaign that is deleted or becomes a
    /// draft could be launched again.
    pub(super) async fn record(
        &self,
        launch: &Launch<'_>,
        ticket: &mut Ticket,
        campaign: &Checked<Campaign>,
        store: &impl TicketStore,
        is_stored: bool,
    ) {
        ticket.campaign_id = ListedCampaign::of(campaign).id();
        launch.progress.campaign_is_recorded();
        self.flights.note_made(ticket);
        launch.progress.hold(ticket.clone());
        let recorded = async {
            store.record(ticket, is_stored).await;
            true
        };
        self.in_time(recorded).await;
    }

    /// Waits for a store after the draft was sent. One that does not answer does not keep the launch from its outcome.
    pub(super) async fn in_time(&self, work: impl Future<Output = bool>) -> bool {
        match select(pin!(work), pin!(self.clock.sleep(RECORDING))).await {
            Either::Left((done, _)) => done,
            Either::Right(_) => false,
        }
    }
}
