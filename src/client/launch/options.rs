//! What one launch is told beside its draft.

use crate::{
    client::{CallOptions, Millis},
    model::launch::{Ticket, TicketKey},
};

/// What one launch is told beside its draft.
#[derive(Debug, Clone)]
pub struct LaunchOptions {
    /// The ticket of a launch whose outcome is to be found out.
    pub ticket: Option<Ticket>,
    /// Whether that ticket's draft may be sent again, once it is certain that nothing came of it.
    pub allow_resend: bool,
    /// Whether to send the draft without checking it first, whatever is wrong with it.
    pub skip_check: bool,
    /// How long to look for a campaign, in milliseconds, before saying that it is not known whether it was made.
    pub lookup_timeout: Millis,
    /// How long after it was sent a request may still do something, in milliseconds, its way into the list included.
    pub max_commit_delay: Millis,
    /// The key of a new ticket, where somebody else has chosen it: a client whose launch this one carries out.
    pub key: Option<TicketKey>,
    /// Random bytes for a new ticket's key, never used before.
    pub entropy: [u8; 10],
    /// The limits of each exchange. `deadline` holds for each request of the check, for the sending, up to two minutes, and
    /// for each look.
    pub call: CallOptions,
}

impl LaunchOptions {
    /// A new launch: it looks for 30 s, and a request may take effect up to 10 min late.
    pub fn new(entropy: [u8; 10]) -> Self {
        let (lookup_timeout, max_commit_delay) = (30_000, 600_000);
        let (allow_resend, skip_check) = (false, false);
        Self {
            ticket: None,
            key: None,
            allow_resend,
            skip_check,
            lookup_timeout,
            max_commit_delay,
            entropy,
            call: CallOptions::default(),
        }
    }
}
