//! The options of one launch.

use crate::{
    client::{CallOptions, Hours, Millis},
    error::{Error, Result},
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
    /// Set by `check`.
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
    /// Checks that these options can find the launch again, and do not send its draft twice. Sets `is_untraceable`.
    /// `has_store` tells whether the caller has a store of tickets by idempotency key, `has_callback` whether it has a function
    /// that stores each ticket.
    ///
    /// # Errors
    /// `invalid_argument`, with the caller's name of the option.
    pub fn check(&mut self, has_store: bool, has_callback: bool) -> Result<()> {
        let (has_key, has_ticket) = (self.key.is_some(), self.ticket.is_some());
        if has_key && has_ticket {
            return Err(Error::argument("ticket", "and `idempotencyKey` cannot both be given"));
        }
        if has_store && !has_key {
            return Err(Error::argument(
                "tickets",
                "needs an `idempotencyKey` under which to store the ticket",
            ));
        }
        if self.allow_resend && !has_store {
            if !has_ticket {
                return Err(Error::argument(
                    "allowResend",
                    "needs the `ticket` of the launch to send again, or the `tickets` store that has it",
                ));
            }
            // A caller that kept the old ticket would send the draft once more after a restart.
            if !has_callback {
                return Err(Error::argument(
                    "allowResend",
                    "with a `ticket` needs `onTicket` too, to store the new ticket before anything is sent",
                ));
            }
        }
        self.is_untraceable = !has_key && !has_ticket && !has_callback;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            key: TicketKey::new(1_800_000_000_000, [7; 10]),
            sent_at: 1_800_000_000_000,
            draft_digest: String::new(),
            name: None,
            candidates: None,
            campaign_id: None,
        }
    }

    /// Returns the options with a key, a ticket, both or neither.
    fn options(has_key: bool, has_ticket: bool, allow_resend: bool) -> LaunchOptions {
        let ticket = ticket();
        LaunchOptions {
            key: has_key.then(|| ticket.key.clone()),
            ticket: has_ticket.then_some(ticket),
            allow_resend,
            ..LaunchOptions::new([0; 10])
        }
    }

    /// Returns the option at which the check fails.
    fn fault(mut options: LaunchOptions, has_store: bool, has_callback: bool) -> Option<String> {
        options.check(has_store, has_callback).err().and_then(|error| error.path.clone())
    }

    #[test]
    fn a_ticket_and_a_key_exclude_each_other() {
        for (has_store, has_callback) in [(false, false), (false, true), (true, false), (true, true)] {
            for allow_resend in [false, true] {
                let options = options(true, true, allow_resend);
                assert_eq!(fault(options, has_store, has_callback).as_deref(), Some("ticket"));
            }
        }
    }

    #[test]
    fn a_store_needs_a_key() {
        for (has_ticket, has_callback) in [(false, false), (false, true), (true, false), (true, true)] {
            let options = options(false, has_ticket, true);
            assert_eq!(fault(options, true, has_callback).as_deref(), Some("tickets"));
        }
        assert_eq!(fault(options(true, false, false), true, false), None);
    }

    #[test]
    fn a_draft_is_sent_again_only_where_its_new_ticket_is_stored() {
        for (has_key, has_ticket, has_store, has_callback, is_right) in [
            (false, false, false, false, false),
            // Without a store, there is no ticket to send again.
            (false, false, false, true, false),
            (true, false, false, false, false),
            (true, false, false, true, false),
            (true, false, true, false, true),
            (true, false, true, true, true),
            // The new ticket would be lost, and the old one sent again.
            (false, true, false, false, false),
            (false, true, false, true, true),
        ] {
            let fault =
                |allow_resend| fault(options(has_key, has_ticket, allow_resend), has_store, has_callback);
            let expected = if is_right { None } else { Some("allowResend") };
            let case = (has_key, has_ticket, has_store, has_callback);
            assert_eq!(fault(true).as_deref(), expected, "{case:?}");
            assert_eq!(fault(false), None, "{case:?}");
        }
    }

    #[test]
    fn a_launch_is_untraceable_if_nothing_of_it_is_kept() {
        for (has_key, has_ticket, has_callback, expected) in [
            (false, false, false, true),
            (false, false, true, false),
            (false, true, false, false),
            (true, false, false, false),
        ] {
            let mut options = options(has_key, has_ticket, false);
            options.check(false, has_callback).unwrap();
            assert_eq!(options.is_untraceable, expected, "{has_key} {has_ticket} {has_callback}");
        }
    }
}
