//! Issues, validates and compares tickets.

use crate::{
    client::{
        Client, Millis,
        launch::{LaunchOptions, SENDING, sha256::sha256},
    },
    error::{CampaignState, Code, Error, Result},
    model::launch::{Ticket, TicketKey},
};

/// The largest difference between the clocks of machines that share a ticket, in milliseconds.
const CLOCKS: Millis = 5 * 60_000;

/// The longest idempotency key, in bytes.
const LONGEST_KEY: usize = 255;

/// How much longer than `max_commit_delay` after its `sent_at` a ticket's horizon is, in milliseconds.
pub const HORIZON_MARGIN: Millis = SENDING + CLOCKS;

/// The earliest plausible `sent_at`, in milliseconds since 1970: 2020-01-01. A time in seconds is earlier.
const EARLIEST: Millis = 1_577_836_800_000;

impl<T, C> Client<T, C> {
    /// Derives the ticket key of an idempotency key in this workspace.
    ///
    /// # Errors
    /// `invalid_argument` for a key that is empty or too long.
    pub fn key_for(&self, idempotency_key: &str) -> Result<TicketKey> {
        if idempotency_key.is_empty() || idempotency_key.len() > LONGEST_KEY {
            return Err(Error::argument("idempotencyKey", "must have 1 to 255 bytes of UTF-8"));
        }
        let workspace = self.session.config.workspace.as_str().to_ascii_lowercase();
        let digest = sha256(&["seax-dialer launch\n", &workspace, "\n", idempotency_key].concat());
        Ok(TicketKey::derived(digest))
    }
}

impl Ticket {
    /// Creates a ticket.
    pub(super) fn issue(now: Millis, options: &LaunchOptions, draft_digest: String, name: &str) -> Self {
        let key = options.key.clone().unwrap_or_else(|| TicketKey::new(now, options.entropy));
        Self { key, sent_at: now, draft_digest, name: Some(name.into()), candidates: None, campaign_id: None }
    }

    /// Sets when it was sent to the earliest time at which an earlier launch with its key may have been.
    pub(super) fn predate(&mut self, look_back: Millis) {
        let earliest = EARLIEST.max(self.key.time().unwrap_or(0));
        self.sent_at = self.sent_at.saturating_sub(look_back).max(earliest);
    }

    /// Returns the time after which nothing that this ticket sent can take effect any more, even if another machine sent it,
    /// whose clock is behind.
    pub(super) fn closes(&self, max_commit_delay: Millis) -> Millis {
        self.sent_at.saturating_add(HORIZON_MARGIN).saturating_add(max_commit_delay)
    }

    /// Validates a ticket from the caller or a store.
    ///
    /// # Errors
    /// `invalid_argument` for an implausible time, which could let the draft be sent again too early.
    pub(super) fn validate(&self, now: Millis) -> Result<()> {
        let clause = if self.sent_at < EARLIEST {
            "must be in milliseconds since 1970. Pass the ticket as it was stored."
        } else if self.key.time().is_some_and(|made| self.sent_at.saturating_add(CLOCKS) < made) {
            "is before the time in the ticket's key. Pass the ticket as it was stored."
        } else if self.sent_at > now.max(self.key.time().unwrap_or(0)).saturating_add(CLOCKS) {
            // A key shows that the clock of the machine that made it is ahead: then the ticket is as it was stored.
            "is in the future. Pass the ticket as it was stored, and check this machine's clock."
        } else {
            return Ok(());
        };
        let mut error = Error::argument("ticket.sent_at", clause);
        error.campaign_state = Some(CampaignState::Unknown);
        error.ticket = Some(self.clone());
        Err(error)
    }

    /// The error for a ticket that belongs to another draft.
    #[cold]
    pub(super) fn conflict(&self) -> Box<Error> {
        let name = self.name.as_deref().unwrap_or("another draft");
        let message = [
            "This ticket or idempotency key belongs to the launch of \"",
            name,
            "\", and this draft differs from the one that was launched. Nothing was sent. Pass the draft that was stored \
             with the ticket to find that campaign. Only a launch that is to call people besides that one needs another key: those \
             in both drafts are then called twice.",
        ];
        let mut error = Error::new(Code::Conflict, message.concat());
        error.ticket = Some(self.clone());
        error.candidates = self.campaign_id.iter().cloned().collect();
        error.campaign_state = Some(CampaignState::Unknown);
        error
    }
}
