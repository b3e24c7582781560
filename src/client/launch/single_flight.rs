//! Coordinates the launches of one client: concurrent calls with one ticket share a launch, and later calls know what was sent.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::{
    client::{
        Millis,
        launch::{Receipt, TicketStore},
    },
    error::Result,
    model::launch::{Ticket, TicketKey},
};

/// The launches of one client.
#[derive(Default)]
pub struct SingleFlight {
    under_way: RefCell<Vec<Rc<Flight>>>,
    /// The tickets that changed since they were issued, in their latest state. A call may bring an older copy.
    latest: RefCell<Vec<Ticket>>,
    sent: RefCell<Vec<SentTicket>>,
}

/// A ticket that was sent and may still take effect.
struct SentTicket {
    ticket: Ticket,
    /// The time until which it may.
    closes: Millis,
    /// How far the steady clock was ahead of the wall clock when it was sent; wraps.
    ahead: Millis,
}

impl SentTicket {
    /// Returns how long it is until `closes` by both clocks: the wall clock may have been set forward, and the steady clock may
    /// have stood still.
    fn left(&self, closes: Millis, (now, steady): (Millis, Millis)) -> Millis {
        closes.saturating_sub(now).max(closes.wrapping_add(self.ahead).saturating_sub(steady))
    }
}

/// A launch in progress.
pub struct Flight {
    /// Its ticket when it began.
    pub ticket: Ticket,
    /// The handle of the store in which its ticket is.
    pub store: Rc<dyn Any>,
    outcome: RefCell<Option<Result<Receipt>>>,
    ended: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// The role of a call in its launch.
pub enum Role<'a> {
    /// It is the first one, and does the work.
    Lead(Lead<'a>),
    /// Another call does the work: this one waits for the outcome.
    Follow(Rc<Flight>),
}

/// The call that does the work of a launch. If it is dropped before it completes, a follower takes over.
pub struct Lead<'a> {
    flights: &'a SingleFlight,
    flight: Rc<Flight>,
}

impl SingleFlight {
    /// Joins the launch with this ticket's key, or starts one, whose ticket is in `store`.
    pub fn join(&self, ticket: &Ticket, store: &impl TicketStore) -> Role<'_> {
        let mut flights = self.under_way.borrow_mut();
        if let Some(flight) = flights.iter().find(|flight| flight.ticket.key == ticket.key) {
            return Role::Follow(flight.clone());
        }
        let (ended, waiting) = (Cell::new(false), RefCell::default());
        let flight = Rc::new(Flight {
            ticket: ticket.clone(),
            store: store.handle(),
            outcome: RefCell::new(None),
            ended,
            waiting,
        });
        flights.push(flight.clone());
        Role::Lead(Lead { flights: self, flight })
    }

    /// Records that a ticket has changed: its draft is about to be sent again, or a response named a campaign.
    pub fn note(&self, ticket: &Ticket) {
        let mut latest = self.latest.borrow_mut();
        latest.retain(|known| known.key != ticket.key);
        latest.push(ticket.clone());
    }

    /// Records the campaign of a ticket, as long as anything is known of the ticket.
    pub fn note_made(&self, ticket: &Ticket) {
        let (mut latest, mut sent) = (self.latest.borrow_mut(), self.sent.borrow_mut());
        if let Some(known) = latest.iter_mut().find(|known| known.key == ticket.key) {
            *known = ticket.clone();
        }
        if let Some(known) = sent.iter_mut().find(|known| known.ticket.key == ticket.key) {
            known.ticket = ticket.clone();
        }
    }

    /// Returns the latest state of a ticket: of those for its draft, the one that was sent last, with its campaign if that is
    /// known. What became of an earlier one says nothing of a later one.
    pub fn latest(&self, ticket: &Ticket) -> Ticket {
        if ticket.campaign_id.is_some() {
            return ticket.clone();
        }
        let (latest, sent) = (self.latest.borrow(), self.sent.borrow());
        let is_same = |known: &&Ticket| known.key == ticket.key && known.draft_digest == ticket.draft_digest;
        // Without a campaign, a ticket in `sent` is as it was before its response, so it replaces only an older one.
        let is_newer = |sent: &&Ticket| {
            let is_named = sent.sent_at == ticket.sent_at && sent.campaign_id.is_some();
            sent.sent_at > ticket.sent_at || is_named
        };
        let sent = sent.iter().map(|sent| &sent.ticket).find(|sent| is_same(sent) && is_newer(sent));
        let newest = sent.unwrap_or(ticket);
        let changed = latest.iter().find(|known| is_same(known) && known.sent_at >= newest.sent_at);
        changed.unwrap_or(newest).clone()
    }

    /// Records that a ticket is about to be sent. The request can take effect until `closes`; after that, the list of campaigns
    /// is complete.
    pub fn note_sent(&self, ticket: &Ticket, closes: Millis, times: (Millis, Millis)) {
        let mut sent = self.sent.borrow_mut();
        sent.retain(|other| other.left(other.closes, times) != 0 && other.ticket.key != ticket.key);
        sent.push(SentTicket { ticket: ticket.clone(), closes, ahead: times.1.wrapping_sub(times.0) });
    }

    /// Returns the ticket that was sent with a key and may still take effect.
    pub fn sent(&self, key: &TicketKey, times: (Millis, Millis)) -> Option<Ticket> {
        let sent = self.sent.borrow();
        let found = sent.iter().find(|sent| sent.ticket.key == *key && sent.left(sent.closes, times) != 0);
        found.map(|sent| sent.ticket.clone())
    }

    /// Returns how long it is until a ticket `closes`, by both clocks if this client has sent it.
    pub fn left(&self, ticket: &Ticket, closes: Millis, times: (Millis, Millis)) -> Millis {
        let sent = self.sent.borrow();
        let is_same =
            |sent: &&SentTicket| sent.ticket.key == ticket.key && sent.ticket.sent_at == ticket.sent_at;
        let sent = sent.iter().find(is_same);
        sent.map_or(closes.saturating_sub(times.0), |sent| sent.left(closes, times))
    }

    /// Forgets a ticket that created no campaign.
    pub fn forget(&self, key: &TicketKey) {
        self.sent.borrow_mut().retain(|sent| sent.ticket.key != *key);
        self.latest.borrow_mut().retain(|ticket| ticket.key != *key);
    }
}

impl Flight {
    /// Waits for the outcome. Returns `None` if the leading call was dropped.
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
    /// Gives the followers the outcome.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(seed: u8, sent_at: Millis) -> Ticket {
        let key = TicketKey::new(1_782_000_000_000, [seed; 10]);
        Ticket { key, sent_at, draft_digest: "ab".into(), name: None, candidates: None, campaign_id: None }
    }

    #[test]
    fn a_ticket_that_this_client_has_sent_closes_by_both_clocks_and_any_other_by_the_wall_clock() {
        let flights = SingleFlight::default();
        let sent = ticket(1, 1_000);
        flights.note_sent(&sent, 9_000, (1_000, 50));
        let (in_step, set_forward, set_back) = ((2_000, 1_050), (9_500, 1_050), (2_000, 9_000));
        for times in [in_step, set_forward, set_back] {
            assert_eq!(flights.left(&sent, 9_000, times), 7_000, "{times:?}");
            assert_eq!(flights.sent(&sent.key, times), Some(sent.clone()));
        }
        assert_eq!(flights.left(&sent, 9_000, (9_000, 8_050)), 0);
        assert_eq!(flights.sent(&sent.key, (9_000, 8_050)), None);
        // Another process has sent the key again, or another key at the same time.
        for other in [ticket(1, 2_000), ticket(2, 1_000)] {
            assert_eq!([in_step, set_forward].map(|times| flights.left(&other, 9_000, times)), [7_000, 0]);
        }
    }

    #[test]
    fn a_client_keeps_one_ticket_of_each_key_and_none_that_can_no_longer_take_effect() {
        let flights = SingleFlight::default();
        for (seed, sent_at, closes, kept) in
            [(1, 1_000, 9_000, 1), (2, 2_000, 20_000, 2), (1, 3_000, 12_000, 2), (3, 12_000, 30_000, 2)]
        {
            flights.note_sent(&ticket(seed, sent_at), closes, (sent_at, sent_at));
            assert_eq!(flights.sent.borrow().len(), kept, "{sent_at}");
        }
    }
}
