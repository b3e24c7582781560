//! The progress of a launch: what is known when it is stopped at any point.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::{
    client::{Millis, launch::LaunchOptions},
    error::{CampaignState, Code, Error},
    model::launch::Ticket,
    schema::Digits,
};

/// The progress of a launch.
pub struct Progress {
    ticket: RefCell<Option<Ticket>>,
    /// Whether a request may have been sent that can still take effect.
    pub open: Cell<bool>,
    /// Whether this launch's ticket is in the caller's store.
    pub stored: Cell<bool>,
    /// Whether the stored ticket names it.
    pub recorded: Cell<bool>,
    /// How many times the draft was sent.
    pub attempts: Cell<u32>,
    /// How many lookups were made.
    pub lookups: Cell<u32>,
}

impl Progress {
    /// Starts a launch. A request may have been sent before with a stored ticket, or with a key that has to be looked up first.
    pub fn new(options: &LaunchOptions) -> Self {
        let ticket = options.ticket.clone();
        let open = Cell::new(ticket.is_some() || options.look_back.is_some());
        let (attempts, lookups) = (Cell::new(0), Cell::new(0));
        let (stored, recorded) = (Cell::new(false), Cell::new(false));
        Self { ticket: RefCell::new(ticket), open, stored, recorded, attempts, lookups }
    }

    /// Sets the ticket that is used from here on.
    pub fn hold(&self, ticket: Ticket) {
        *self.ticket.borrow_mut() = Some(ticket);
    }

    /// The launch's ticket.
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket.borrow().clone()
    }

    /// Sets whether the campaign exists, unless the error says so already.
    pub fn state_of(&self, mut error: Box<Error>) -> Box<Error> {
        error.campaign_state.get_or_insert(match error.code {
            Code::LaunchedTwice => CampaignState::Exists,
            Code::LaunchUnconfirmed => CampaignState::Unknown,
            _ if self.open.get() => CampaignState::Unknown,
            _ => CampaignState::None,
        });
        error
    }

    /// Returns the error for a launch that the caller aborts.
    pub fn aborted(&self, reason: Rc<dyn Any>, options: &LaunchOptions, left: Millis) -> Box<Error> {
        let attempts = self.attempts.get();
        // Another call with the ticket may take over, and send.
        let open = self.open.get() || options.ticket.is_some();
        let mut error = match (open, self.ticket()) {
            (true, Some(ticket)) => {
                let error = Error::new(Code::Aborted, "The launch was aborted.");
                unconfirmed(naming(error, &ticket, options), &ticket, left)
            }
            (true, None) => Error::new(Code::Aborted, "Aborted. What was sent may still take effect."),
            _ if attempts == 0 => Error::new(Code::Aborted, "Aborted. Nothing was sent."),
            _ => Error::new(
                Code::Aborted,
                "Aborted. The server refused every request: no campaign was created.",
            ),
        };
        error.cause = Some(reason);
        error.attempts = attempts;
        error
    }
}

/// Adds the campaigns that the server has named for a ticket, unless the caller knows that they are not the launch's.
#[cold]
pub fn naming(mut error: Box<Error>, ticket: &Ticket, options: &LaunchOptions) -> Box<Error> {
    let named = ticket.candidates.iter().flatten().filter(|id| !options.unrelated.contains(id));
    error.candidates = named.cloned().collect();
    if !error.candidates.is_empty() {
        error.message =
            sentences(&error.message, "The server named a campaign that could be it (`candidates`).");
    }
    error
}

/// Joins two texts. The first may lack its full stop.
pub fn sentences(first: &str, second: &str) -> String {
    [first, if first.ends_with('.') { " " } else { ". " }, second].concat()
}

const AGAIN: &str = "To look for it again, launch with this ticket or idempotency key, never without it. With `allowResend: \
                     true`, the draft may be sent again";

/// Turns an error into `launch_unconfirmed`. Its message says what prevented the launch from knowing the outcome, or from
/// looking at the campaign that the ticket names. `left` is how long the ticket's request may still take effect.
#[cold]
pub fn unconfirmed(mut error: Box<Error>, ticket: &Ticket, left: Millis) -> Box<Error> {
    error.code = Code::LaunchUnconfirmed;
    if let Some(id) = &ticket.campaign_id {
        let made = ["The campaign ", id.as_str(), " was created. ", &error.message].concat();
        error.message = sentences(
            &made,
            "To look at it, and for a second one, launch again with this ticket or idempotency key, never without it.",
        );
        error.campaign_state = Some(CampaignState::Exists);
        error.candidates = vec![id.clone()];
        return error;
    }
    let minutes = left.div_ceil(60_000).digits();
    let wait = [" in ", &minutes, " min."].concat();
    let next = match (error.candidates.is_empty(), left) {
        (false, _) => [
            "Nothing is sent while one of them could be it. If you know that none of them is, launch with their ids as \
             `unrelated`",
            ".",
        ],
        (true, 0) => [AGAIN, "."],
        (true, _) => [AGAIN, &wait],
    };
    let why = ["It is not known whether the campaign was created. ", &error.message].concat();
    error.message = sentences(&why, &next.concat());
    error.retry_after_ms = Some(left);
    error
}
