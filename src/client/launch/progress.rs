//! How far a launch has come: what can be said when it is stopped at any point.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::{
    client::{
        Millis,
        launch::{LaunchOptions, SENDING},
    },
    error::{Code, Error},
    model::launch::{Ticket, TicketKey},
    schema::Digits,
};

/// How far a launch has come.
pub struct Progress {
    ticket: RefCell<Option<Ticket>>,
    /// Whether a request may have left that could still do something.
    pub open: Cell<bool>,
    /// How often the draft was sent.
    pub attempts: Cell<u32>,
    /// How often the campaign was looked for.
    pub looks: Cell<u32>,
}

impl Ticket {
    /// A new ticket.
    pub(super) fn issue(now: Millis, options: &LaunchOptions, draft_digest: String) -> Self {
        let key = options.key.clone().unwrap_or_else(|| TicketKey::new(now, options.entropy));
        Self { key, sent_at: now, draft_digest }
    }

    /// From when on nothing can come any more of what this ticket sent.
    pub(super) fn closes(&self, max_commit_delay: Millis) -> Millis {
        self.sent_at.saturating_add(SENDING).saturating_add(max_commit_delay)
    }
}

impl Progress {
    /// A launch at its beginning. A ticket that was stored may have been sent.
    pub fn new(ticket: Option<Ticket>) -> Self {
        let open = Cell::new(ticket.is_some());
        Self { ticket: RefCell::new(ticket), open, attempts: Cell::new(0), looks: Cell::new(0) }
    }

    /// The ticket that is used from here on.
    pub fn hold(&self, ticket: Ticket) {
        *self.ticket.borrow_mut() = Some(ticket);
    }

    /// The launch's ticket.
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket.borrow().clone()
    }

    /// What to say when the caller gives up.
    pub fn aborted(&self, reason: Rc<dyn Any>, options: &LaunchOptions, now: Millis) -> Box<Error> {
        let attempts = self.attempts.get();
        let mut error = match (self.open.get(), self.ticket()) {
            (true, Some(ticket)) => {
                unconfirmed(Error::new(Code::Aborted, "The launch was aborted."), &ticket, options, now)
            }
            (true, None) => Error::new(Code::Aborted, "Aborted. The draft may have been saved all the same."),
            _ if attempts == 0 => Error::new(Code::Aborted, "Aborted. Nothing was sent."),
            _ => Error::new(
                Code::Aborted,
                "Aborted. The server had refused all that was sent: nothing was made.",
            ),
        };
        error.cause = Some(reason);
        error.attempts = attempts;
        error
    }
}

const AGAIN: &str =
    "Do not launch it anew: launch with this ticket to look again. `allowResend: true` may send it again";

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
            "Look at them before you launch it anew. While one of them could be it, nothing is sent again",
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
