//! The options of one launch.

use crate::{
    client::{CallOptions, Hours, Millis},
    model::{
        CampaignId,
        launch::{Ticket, TicketKey},
    },
};

/// How many `unrelated` campaigns a create can name to an edge.
pub const MAX_UNRELATED: usize = 100;

/// The options of one launch.
#[derive(Debug, Clone)]
pub struct LaunchOptions {
    /// The ticket of an earlier launch of the same draft, to find out whether its campaign exists.
    pub ticket: Option<Ticket>,
    /// Whether the draft may be sent again when the earlier request can no longer take effect.
    pub allow_resend: bool,
    /// Whether to send the draft without checking it first.
    pub skip_check: bool,
    /// Whether a draft that selects no audience is meant to call the whole workspace.
    pub everybody: bool,
    /// What is known about calling hours, for the check.
    pub hours: Hours,
    /// Whether to look for the campaign after a response, too: for a duplicate after a success, and for a campaign created
    /// nevertheless after a refusal. Otherwise, the response is believed.
    pub verify: bool,
    /// How long to look for a campaign before reporting that it is not known whether it was created, in milliseconds.
    pub lookup_timeout: Millis,
    /// How long after it was sent a request may still take effect, until lists show the effect, in milliseconds.
    pub max_commit_delay: Millis,
    /// The key for a new ticket, if the caller has chosen one.
    pub key: Option<TicketKey>,
    /// If `key` may have been sent before: how far back to look for its campaign before the draft is sent, in milliseconds.
    pub look_back: Option<Millis>,
    /// Campaigns that the caller knows are not this launch's, although they resemble the draft and carry no key.
    pub unrelated: Vec<CampaignId>,
    /// Whether the caller stores nothing by which this launch could be found again. If so, the launch emits a `warning` event.
    pub is_untraceable: bool,
    /// Random bytes for a new ticket's key. Never use them for two tickets.
    pub entropy: [u8; 10],
    /// The limits of each exchange. `deadline` applies to each request of the check, to the sending (at most two minutes), and
    /// to each lookup.
    pub call: CallOptions,
}

impl LaunchOptions {
    /// The default `look_back` for an idempotency key, in milliseconds.
    pub const KEY_LIFETIME: Millis = 86_400_000;

    /// Returns the default options: the launch is checked and verified, looks for 30 s, and lets a request take effect up to 10
    /// min late.
    pub fn new(entropy: [u8; 10]) -> Self {
        Self {
            ticket: None,
            allow_resend: false,
            skip_check: false,
            everybody: false,
            hours: Hours::Unwanted,
            verify: true,
            lookup_timeout: 30_000,
            max_commit_delay: 600_000,
            key: None,
            look_back: None,
            unrelated: Vec::new(),
            is_untraceable: false,
            entropy,
            call: CallOptions::default(),
        }
    }
}
