//! The options of one launch.

use crate::{
    client::{CallOptions, Hours, Millis},
    model::{
        CampaignId,
        launch::{Ticket, TicketKey},
    },
};

/// The options of one launch.
#[derive(Debug, Clone)]
pub struct LaunchOptions {
    /// The ticket of an earlier launch of the same draft, to find out what came of it.
    pub ticket: Option<Ticket>,
    /// Whether that launch may be sent again, once nothing can have come of it.
    pub allow_resend: bool,
    /// Whether to send the draft without checking it first.
    pub skip_check: bool,
    /// Whether a draft that selects no audience is meant to call the whole workspace.
    pub everybody: bool,
    /// What the check knows of calling hours.
    pub hours: Hours,
    /// Whether to look for the campaign after an answer, too: after a success for a second one, after a refusal for one that
    /// was made all the same. Without it, an answer is believed.
    pub verify: bool,
    /// How long to look for a campaign, in milliseconds, before saying that it is not known whether it was made.
    pub lookup_timeout: Millis,
    /// How long after it was sent a request may still take effect, in milliseconds, until lists show it.
    pub max_commit_delay: Millis,
    /// The key of a new ticket, if the caller has chosen it.
    pub key: Option<TicketKey>,
    /// Set if `key` may have been sent before: how far back to look for its campaign before the draft is sent, in
    /// milliseconds.
    pub look_back: Option<Millis>,
    /// Campaigns that the caller knows are not this launch's, although they are like the draft and carry no key.
    pub unrelated: Vec<CampaignId>,
    /// Whether the caller keeps nothing by which this launch could be found again. A `warning` event says so.
    pub is_untraceable: bool,
    /// Random bytes for a new ticket's key, never used before.
    pub entropy: [u8; 10],
    /// The limits of each exchange. `deadline` holds for each request of the check, for the sending, up to two minutes, and
    /// for each look.
    pub call: CallOptions,
}

impl LaunchOptions {
    /// A new launch: it is checked and verified, looks for 30 s, and a request may take effect up to 10 min late.
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
