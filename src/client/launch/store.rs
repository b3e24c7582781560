//! Where tickets are stored, so that two launches with one key are one, wherever they run.

use crate::{
    error::Result,
    model::launch::{Ticket, TicketKey},
};

/// Stores tickets by their keys, where a crash leaves them.
///
/// A function that stores a ticket is one, too: it knows of no earlier ticket and forgets none.
pub trait TicketStore {
    /// The ticket stored for a key.
    fn load(&self, key: &TicketKey) -> impl Future<Output = Result<Option<Ticket>>>;

    /// Stores a ticket unless one is stored for its key, in one step that nothing comes between. Gives the ticket that was
    /// there.
    fn claim(&self, ticket: &Ticket) -> impl Future<Output = Result<Option<Ticket>>>;

    /// Stores a ticket in place of an earlier one.
    fn save(&self, ticket: &Ticket) -> impl Future<Output = Result<()>>;

    /// Forgets a ticket of which nothing came.
    fn forget(&self, key: &TicketKey) -> impl Future<Output = ()>;
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

    async fn forget(&self, _: &TicketKey) {}
}
