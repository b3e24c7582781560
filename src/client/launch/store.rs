//! The interface of ticket stores, which make launches with one key a single launch, even across processes.

use std::any::Any;
use std::rc::Rc;

use crate::{
    error::Result,
    model::launch::{Ticket, TicketKey},
};

/// Stores tickets by their keys, where they survive a crash.
///
/// A function that saves a ticket implements this trait as well: it never returns an earlier ticket, never forgets one, and is
/// not told of the campaign, which the receipt's ticket names.
pub trait TicketStore {
    /// Returns the ticket stored for a key.
    fn load(&self, key: &TicketKey) -> impl Future<Output = Result<Option<Ticket>>>;

    /// Stores a ticket unless one is stored for its key, as one atomic step. Returns the ticket that was already there.
    fn claim(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Ticket>>>;

    /// Replaces the stored ticket.
    fn save(&self, ticket: &Ticket) -> impl Future<Output = Result<()>>;

    /// Stores a ticket that names its campaign: replaces the ticket that is known to be stored, and otherwise stores it only if
    /// there is none for its key. A failure changes nothing for the launch, which is over.
    fn record(&self, ticket: &Ticket, is_stored: bool) -> impl Future<Output = ()> {
        async move {
            let _ = match is_stored {
                true => self.save(ticket).await,
                false => self.claim(ticket).await.map(drop),
            };
        }
    }

    /// Forgets this ticket, which created no campaign, unless another one is stored for its key by now.
    fn forget(&self, ticket: &Ticket) -> impl Future<Output = Result<()>>;

    /// Returns a handle by which another call recognizes this store.
    fn handle(&self) -> Rc<dyn Any> {
        Rc::new(())
    }

    /// Whether the store with this handle keeps tickets for this one as well. If not, a call does not share the launch of a
    /// concurrent one, which stores its ticket elsewhere. By default, all calls of a client store their tickets in one place.
    fn is_covered_by(&self, _handle: &dyn Any) -> bool {
        true
    }
}

impl<F: AsyncFn(&Ticket) -> Result<()>> TicketStore for F {
    async fn load(&self, _: &TicketKey) -> Result<Option<Ticket>> {
        Ok(None)
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        self(ticket).await.map(|()| None)
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self(ticket).await
    }

    async fn record(&self, _: &Ticket, _: bool) {}

    async fn forget(&self, _: &Ticket) -> Result<()> {
        Ok(())
    }
}

/// What an error says if the ticket of its launch could not be forgotten: it would refuse a corrected draft.
pub const NOT_FORGOTTEN: &str =
    " Its ticket could not be removed from the store: remove it before you launch with this key again.";

/// Forgets the ticket of a launch that failed without effect. Returns whether the store does not have it any more.
pub async fn forget(store: &impl TicketStore, ticket: &Ticket) -> bool {
    if store.forget(ticket).await.is_ok() {
        return true;
    }
    // It may have been removed nevertheless. If another process has claimed the key since, its ticket stays.
    let is_ours =
        |stored: &Ticket| stored.sent_at == ticket.sent_at && stored.draft_digest == ticket.draft_digest;
    match store.load(&ticket.key).await {
        Ok(Some(stored)) if is_ours(&stored) => store.forget(ticket).await.is_ok(),
        stored => stored.is_ok(),
    }
}
