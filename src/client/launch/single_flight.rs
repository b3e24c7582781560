//! A client's launches: two calls with one ticket are one launch, and a call after another knows what that has sent.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::{
    client::{Millis, launch::Receipt},
    error::Result,
    model::launch::{Ticket, TicketKey},
};

/// A client's launches.
#[derive(Default)]
pub struct SingleFlight {
    under_way: RefCell<Vec<Rc<Flight>>>,
    /// The tickets that changed since they were issued, as they are used last: a call may come with an older copy.
    latest: RefCell<Vec<Ticket>>,
    /// The tickets of idempotency keys that were sent and may still take effect, each with the time until when.
    sent: RefCell<Vec<(Ticket, Millis)>>,
}

/// One launch under way.
pub struct Flight {
    key: String,
    /// What it launches.
    pub draft_digest: String,
    outcome: RefCell<Option<Result<Receipt>>>,
    ended: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// What a call does in its launch.
pub enum Role<'a> {
    /// It is the only one: it does the work.
    Lead(Lead<'a>),
    /// Another does the work: this one waits for the outcome.
    Follow(Rc<Flight>),
}

/// The call that does a launch's work. Dropped before it has landed, it leaves the work to a follower.
pub struct Lead<'a> {
    flights: &'a SingleFlight,
    flight: Rc<Flight>,
}

impl SingleFlight {
    /// Joins the launch with this ticket's key.
    pub fn join(&self, ticket: &Ticket) -> Role<'_> {
        let key = ticket.key.as_str();
        let mut flights = self.under_way.borrow_mut();
        if let Some(flight) = flights.iter().find(|flight| flight.key == key) {
            return Role::Follow(flight.clone());
        }
        let (ended, waiting) = (Cell::new(false), RefCell::default());
        let flight = Rc::new(Flight {
            key: key.into(),
            draft_digest: ticket.draft_digest.clone(),
            outcome: RefCell::new(None),
            ended,
            waiting,
        });
        flights.push(flight.clone());
        Role::Lead(Lead { flights: self, flight })
    }

    /// Notes that a ticket has changed: its draft is about to be sent again, or its answer named a campaign.
    pub fn note(&self, ticket: &Ticket) {
        let mut latest = self.latest.borrow_mut();
        match latest.iter_mut().find(|known| known.key == ticket.key) {
            Some(known) if known.sent_at > ticket.sent_at => {}
            Some(known) => *known = ticket.clone(),
            None => latest.push(ticket.clone()),
        }
    }

    /// The ticket as it was used last.
    pub fn latest(&self, ticket: &Ticket) -> Ticket {
        let latest = self.latest.borrow();
        let known = latest.iter().find(|known| known.key == ticket.key && known.sent_at >= ticket.sent_at);
        known.unwrap_or(ticket).clone()
    }

    /// Notes that the ticket of an idempotency key is about to be sent. What that does can come until the time `closes`; after
    /// it, the list of campaigns tells all there is to know.
    pub fn note_sent(&self, ticket: &Ticket, closes: Millis, now: Millis) {
        let mut sent = self.sent.borrow_mut();
        sent.retain(|(other, closes)| *closes > now && other.key != ticket.key);
        sent.push((ticket.clone(), closes));
    }

    /// The ticket of a key that was sent and may still take effect.
    pub fn sent(&self, key: &TicketKey, now: Millis) -> Option<Ticket> {
        let sent = self.sent.borrow();
        let found = sent.iter().find(|(ticket, closes)| ticket.key == *key && *closes > now);
        found.map(|(ticket, _)| ticket.clone())
    }

    /// Forgets a ticket of which nothing came.
    pub fn forget(&self, key: &TicketKey) {
        self.sent.borrow_mut().retain(|(ticket, _)| ticket.key != *key);
    }
}

impl Flight {
    /// Waits for the outcome. `None` if whoever did the work gave up.
    pub async fn outcome(&self) -> Option<Result<Receipt>> {
        poll_fn(|context| {
            if self.ended.get() {
                return Poll::Ready(self.outcome.borrow().clone());
            }
            let mut waiting = self.waiting.borrow_mut();
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}

impl Lead<'_> {
    /// Tells the followers how it ended.
    pub fn complete(self, outcome: &Result<Receipt>) {
        *self.flight.outcome.borrow_mut() = Some(outcome.clone());
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        self.flights.under_way.borrow_mut().retain(|flight| !Rc::ptr_eq(flight, &self.flight));
        self.flight.ended.set(true);
        for waker in self.flight.waiting.take() {
            waker.wake();
        }
    }
}
