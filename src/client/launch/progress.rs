//! How far a launch has come: what can be said when it is stopped at any point.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::{
    client::{Millis, launch::LaunchOptions},
    error::{CampaignState, Code, Error},
    model::launch::Ticket,
    schema::Digits,
};

/// How far a launch has come.
pub struct Progress {
    ticket: RefCell<Option<Ticket>>,
    /// Whether a request may have left that could still do something.
    pub open: Cell<bool>,
    /// Whether this launch's ticket is in the caller's store.
    pub stored: Cell<bool>,
    /// How often the draft was sent.
    pub attempts: Cell<u32>,
    /// How often the campaign was looked for.
    pub looks: Cell<u32>,
}

impl Progress {
    /// A launch at its beginning. A ticket that was stored may have been sent, and so may a key that is looked for first.
    pub fn new(options: &LaunchOptions) -> Self {
        let ticket = options.ticket.clone();
        let open = Cell::new(ticket.is_some() || options.look_back.is_some());
        let (attempts, looks) = (Cell::new(0), Cell::new(0));
        Self { ticket: RefCell::new(ticket), open, stored: Cell::new(false), attempts, looks }
    }

    /// The ticket that is used from here on.
    pub fn hold(&self, ticket: Ticket) {
        *self.ticket.borrow_mut() = Some(ticket);
    }

    /// The launch's ticket.
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket.borrow().clone()
    }

    /// The error, with whether the campaign exists.
    pub fn state_of(&self, mut error: Box<Error>) -> Box<Error> {
        error.campaign_state.get_or_insert(match error.code {
            Code::LaunchedTwice => CampaignState::Exists,
            Code::LaunchUnconfirmed => CampaignState::Unknown,
            _ if self.open.get() => CampaignState::Unknown,
            _ => CampaignState::None,
        });
        error
    }

    /// What to say when the caller gives up.
    pub fn aborted(&self, reason: Rc<dyn Any>, options: &LaunchOptions, now: Millis) -> Box<Error> {
        let attempts = self.attempts.get();
        // Another call with the ticket may take over, and send.
        let open = self.open.get() || options.ticket.is_some();
        let mut error = match (open, self.ticket()) {
            (true, Some(ticket)) => {
                unconfirmed(Error::new(Code::Aborted, "The launch was aborted."), &ticket, options, now)
            }
            (true, None) => Error::new(Code::Aborted, "Aborted. What was sent may still take effect."),
            _ if attempts == 0 => Error::new(Code::Aborted, "Aborted. Nothing was sent."),
            _ => {
                Error::new(Code::Aborted, "Aborted. The server refused all that was sent: nothing was made.")
            }
        };
        error.cause = Some(reason);
        error.attempts = attempts;
        error
    }
}

const AGAIN: &str = "Launch with this ticket or idempotency key to look again, and not without it. `allowResend: true` may \
                     send it again";

/// The error for a launch whose outcome is not known, made from what stood in the way of knowing it.
#[cold]
pub fn unconfirmed(
    mut error: Box<Error>,
    ticket: &Ticket,
    options: &LaunchOptions,
    now: Millis,
) -> Box<Error> {
    let left = ticket.closes(options.max_commit_delay).saturating_sub(now);
    let minutes = left.div_ceil(60_000).digits();
    let wait = [" in ", &minutes, " min."].concat();
    let next = match (error.candidates.is_empty(), left) {
        (false, _) => [
            "While one of them could be it, nothing is sent. If you know that none of them is, launch with their ids as \
             `unrelated`",
            ".",
        ],
        (true, 0) => [AGAIN, "."],
        (true, _) => [AGAIN, &wait],
    };
    error.code = Code::LaunchUnconfirmed;
    error.message =
        ["It is not known whether the campaign was made. ", &error.message, " ", &next.concat()].concat();
    error.retry_after_ms = Some(left);
    error
}
