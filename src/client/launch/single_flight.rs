//! Launches under way: two calls with one ticket are one launch.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::{
    client::{Millis, launch::Receipt},
    error::Result,
    model::launch::Ticket,
};

/// A client's launches under way.
#[derive(Default)]
pub struct SingleFlight {
    under_way: RefCell<Vec<Rc<Flight>>>,
    /// The keys whose drafts were sent again, and when last: a call may come with an older copy of the ticket.
    resent: RefCell<Vec<(String, Millis)>>,
}

/// One launch under way.
pub struct Flight {
    key: String,
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
    pub fn join(&self, key: &str) -> Role<'_> {
        let mut flights = self.under_way.borrow_mut();
        if let Some(flight) = flights.iter().find(|flight| flight.key == key) {
            return Role::Follow(flight.clone());
        }
        let (ended, waiting) = (Cell::new(false), RefCell::default());
        let flight = Rc::new(Flight { key: key.into(), outcome: RefCell::new(None), ended, waiting });
        flights.push(flight.clone());
        Role::Lead(Lead { flights: self, flight })
    }

    /// Notes that a ticket's draft is about to be sent again.
    pub fn note(&self, ticket: &Ticket) {
        let mut resent = self.resent.borrow_mut();
        match resent.iter_mut().find(|(key, _)| key == ticket.key.as_str()) {
            Some((_, stamp)) => *stamp = ticket.sent_at.max(*stamp),
            None => resent.push((ticket.key.as_str().into(), ticket.sent_at)),
        }
    }

    /// The ticket as it was used last.
    pub fn latest(&self, ticket: &Ticket) -> Ticket {
        let resent = self.resent.borrow();
        let stamps = resent.iter().filter(|(key, _)| key == ticket.key.as_str()).map(|(_, stamp)| *stamp);
        Ticket { sent_at: stamps.fold(ticket.sent_at, Millis::max), ..ticket.clone() }
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
