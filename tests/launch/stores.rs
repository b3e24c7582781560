//! Ticket stores, and launches with an idempotency key or with one of these stores.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::pending;
use std::rc::Rc;

use seax_dialer::{
    client::{Client, LaunchOptions, Receipt, TicketStore},
    error::{Code, Error, Result},
    model::launch::{Ticket, TicketKey},
};

use crate::{
    scene::Scene,
    world::{Watch, Wire, draft_with},
};

/// A ticket store in memory.
#[derive(Default)]
pub struct Memory(pub RefCell<Vec<Ticket>>);

impl TicketStore for &Memory {
    async fn load(&self, key: &TicketKey) -> Result<Option<Ticket>> {
        Ok(self.0.borrow().iter().find(|ticket| ticket.key == *key).cloned())
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        let stored = self.load(&ticket.key).await?;
        if stored.is_none() {
            self.0.borrow_mut().push(ticket.clone());
        }
        Ok(stored)
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self.0.borrow_mut().retain(|stored| stored.key != ticket.key);
        self.0.borrow_mut().push(ticket.clone());
        Ok(())
    }

    async fn forget(&self, ticket: &Ticket) -> Result<()> {
        self.0.borrow_mut().retain(|stored| stored.key != ticket.key || stored.sent_at != ticket.sent_at);
        Ok(())
    }
}

/// A store that is known by its number.
#[derive(Default)]
pub struct Numbered {
    pub number: u32,
    pub tickets: Memory,
    pub claims: Cell<u32>,
    pub forgets: Cell<u32>,
    /// How many times forgetting fails.
    pub stuck: u32,
    /// The ticket that another process has stored when it fails, because the first one was removed nevertheless.
    pub rival: Cell<Option<Ticket>>,
    /// Whether it never ends what is asked of it after a claim.
    pub hangs: bool,
    /// How many times that fails.
    pub lost: Cell<u32>,
    /// Whether replacing a ticket fails although it is replaced.
    pub unsure: bool,
}

impl Numbered {
    async fn hang(&self) {
        if self.hangs {
            pending::<()>().await;
        }
    }
}

impl TicketStore for &Numbered {
    async fn load(&self, key: &TicketKey) -> Result<Option<Ticket>> {
        (&self.tickets).load(key).await
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        self.claims.set(self.claims.get() + 1);
        (&self.tickets).claim(ticket).await
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self.hang().await;
        (&self.tickets).save(ticket).await?;
        if self.unsure { Err(Error::new(Code::TicketNotStored, "The store is gone.")) } else { Ok(()) }
    }

    async fn record(&self, ticket: &Ticket, is_stored: bool) {
        self.hang().await;
        match self.lost.get() {
            0 => (&self.tickets).record(ticket, is_stored).await,
            lost => self.lost.set(lost - 1),
        }
    }

    async fn forget(&self, ticket: &Ticket) -> Result<()> {
        self.hang().await;
        self.forgets.set(self.forgets.get() + 1);
        if self.forgets.get() > self.stuck {
            return (&self.tickets).forget(ticket).await;
        }
        if let Some(other) = self.rival.take() {
            (&self.tickets).save(&other).await?;
        }
        Err(Error::new(Code::TicketNotStored, "The store is locked."))
    }

    fn handle(&self) -> Rc<dyn Any> {
        Rc::new(self.number)
    }

    fn is_covered_by(&self, handle: &dyn Any) -> bool {
        handle.downcast_ref() == Some(&self.number)
    }
}

/// A store in which another process stores its tickets just after the first read.
pub struct Late<'a> {
    pub store: &'a Memory,
    pub tickets: RefCell<Vec<Ticket>>,
}

impl TicketStore for &Late<'_> {
    async fn load(&self, key: &TicketKey) -> Result<Option<Ticket>> {
        let stored = self.store.load(key).await;
        self.store.0.borrow_mut().append(&mut self.tickets.borrow_mut());
        stored
    }

    async fn claim(&self, ticket: &Ticket) -> Result<Option<Ticket>> {
        self.store.claim(ticket).await
    }

    async fn save(&self, ticket: &Ticket) -> Result<()> {
        self.store.save(ticket).await
    }

    async fn record(&self, ticket: &Ticket, is_stored: bool) {
        self.store.record(ticket, is_stored).await;
    }

    async fn forget(&self, ticket: &Ticket) -> Result<()> {
        self.store.forget(ticket).await
    }
}

impl Scene {
    pub fn keyed(&self, key: &str) -> LaunchOptions {
        let key = Some(self.client.key_for(key).unwrap());
        LaunchOptions { key, look_back: Some(86_400_000), ..self.options() }
    }

    /// Launches in a new process, without a stored ticket.
    pub fn anew(&self, options: &LaunchOptions) -> Result<Receipt> {
        let process = Scene { world: self.world.clone(), client: self.world.client() };
        process.launch(options).0
    }

    /// Has the world, which checks that a ticket is stored before anything is sent, expect one with the options' key.
    pub fn expect(&self, options: &LaunchOptions) {
        *self.world.stored.borrow_mut() = options.key.clone().map(|key| Ticket {
            key,
            sent_at: self.world.clock(),
            draft_digest: String::new(),
            name: None,
            candidates: None,
            campaign_id: None,
        });
    }

    pub fn stored(&self, options: &LaunchOptions, members: &str, store: &Memory) -> Result<Receipt> {
        self.stored_by(&self.world.client(), options, members, store)
    }

    pub fn stored_by(
        &self,
        client: &Client<Wire, Watch>,
        options: &LaunchOptions,
        members: &str,
        store: &Memory,
    ) -> Result<Receipt> {
        self.expect(options);
        self.world.time.finish(client.launch(&draft_with(members), options, store, pending()))
    }
}
