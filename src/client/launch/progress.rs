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
    may_take_effect: Cell<bool>,
    is_stored: Cell<bool>,
    is_recorded: Cell<bool>,
    attempts: Cell<u32>,
    lookups: Cell<u32>,
}

impl Progress {
    /// Starts a launch. A request may have been sent before with a stored ticket, or with a key that has to be looked up first.
    pub fn new(options: &LaunchOptions) -> Self {
        let ticket = options.ticket.clone();
        let may_take_effect = Cell::new(ticket.is_some() || options.look_back.is_some());
        let (attempts, lookups) = (Cell::new(0), Cell::new(0));
        let (is_stored, is_recorded) = (Cell::new(false), Cell::new(false));
        Self { ticket: RefCell::new(ticket), may_take_effect, is_stored, is_recorded, attempts, lookups }
    }

    /// Sets the ticket that is used from here on.
    pub fn hold(&self, ticket: Ticket) {
        *self.ticket.borrow_mut() = Some(ticket);
    }

    /// The launch's ticket.
    pub fn ticket(&self) -> Option<Ticket> {
        self.ticket.borrow().clone()
    }

    /// A request may have been sent that can still take effect.
    pub fn request_may_take_effect(&self) {
        self.may_take_effect.set(true);
    }

    /// Nothing was sent, or nothing that was sent can still take effect.
    pub fn nothing_can_take_effect(&self) {
        self.may_take_effect.set(false);
    }

    /// This launch's ticket is in the caller's store.
    pub fn ticket_is_stored(&self) {
        self.is_stored.set(true);
    }

    /// Whether this launch's ticket is in the caller's store.
    pub fn is_stored(&self) -> bool {
        self.is_stored.get()
    }

    /// The stored ticket names the campaign, or is about to.
    pub fn campaign_is_recorded(&self) {
        self.is_recorded.set(true);
    }

    /// Whether the stored ticket names the campaign.
    pub fn is_recorded(&self) -> bool {
        self.is_recorded.get()
    }

    /// The draft is about to be sent, for the `attempt`th time.
    pub fn attempt_begins(&self, attempt: u32) {
        self.attempts.set(attempt);
        self.request_may_take_effect();
    }

    /// How many times the draft was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts.get()
    }

    /// A lookup is about to be made.
    pub fn lookup_begins(&self) {
        self.lookups.set(self.lookups.get() + 1);
    }

    /// How many lookups were made.
    pub fn lookups(&self) -> u32 {
        self.lookups.get()
    }

    /// Sets whether the campaign exists, unless the error says so already.
    pub fn state_of(&self, mut error: Box<Error>) -> Box<Error> {
        error.campaign_state.get_or_insert(match error.code {
            Code::LaunchedTwice => CampaignState::Exists,
            Code::LaunchUnconfirmed => CampaignState::Unknown,
            _ if self.may_take_effect.get() => CampaignState::Unknown,
            _ => CampaignState::None,
        });
        error
    }

    /// Returns the error for a launch that the caller aborts.
    pub fn aborted(&self, reason: Rc<dyn Any>, options: &LaunchOptions, left: Millis) -> Box<Error> {
        let attempts = self.attempts.get();
        // Another call with the ticket may take over, and send.
        let may_take_effect = self.may_take_effect.get() || options.ticket.is_some();
        let mut error = match (may_take_effect, self.ticket()) {
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
