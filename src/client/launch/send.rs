//! Sends a draft, and decides what the response proves.

use crate::{
    api::{RetryPolicy, campaigns},
    client::{
        Client, Clock, Transport,
        launch::{
            Launch, MAX_UNRELATED, SENDING,
            fingerprint::{self, Fingerprint, ListedCampaign, Match},
            reconcile::{Evidence, Reconciled},
        },
    },
    engine::retry::{self, is_refusal},
    error::{Code, Error},
    model::{CampaignId, campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// The outcome of sending a draft.
pub enum Sent {
    /// The server says that it created this campaign.
    Created(Checked<Campaign>),
    /// A lookup before another attempt has settled the outcome.
    Reconciled(Reconciled),
    /// Nothing left this machine, except what the server has certainly refused.
    Unsent(Box<Error>),
    /// The server refused it.
    Refused(Box<Error>),
    /// The outcome is unknown. If the response named a campaign, it is a candidate of the error.
    Unclear(Box<Error>),
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends the draft once. Only an attempt that the server refused with a 429 may be followed by another.
    pub(super) async fn send(&self, launch: &Launch<'_>, ticket: &Ticket) -> Sent {
        let mut request = match campaigns::create(&fingerprint::marked(launch.draft, ticket)) {
            Ok(call) => call.request,
            Err(error) => return Sent::Unsent(error),
        };
        if self.session.meets_edge.get() {
            request.unrelated = unrelated(&launch.options.unrelated);
        }
        let (url, progress) = (self.url(&request), launch.progress);
        let limits = self.limits(launch.options.call);
        let until =
            self.clock.now().saturating_add(limits.deadline()).min(ticket.sent_at.saturating_add(SENDING));
        let (mut attempt, mut refusal) = (0, None);
        loop {
            let left = until.saturating_sub(self.clock.now());
            if left == 0 {
                let message = "There was no time left to send the draft. Nothing was sent.";
                return Sent::Unsent(refusal.unwrap_or_else(|| Error::new(Code::Timeout, message)));
            }
            attempt += 1;
            progress.attempt_begins(attempt);
            // The next call may bring the key, or the ticket: each has to find what the other one sent.
            let closes = self.closes(ticket, launch.options);
            self.flights.note_sent(ticket, closes, self.clock.times());
            let mut failure = match self.attempt(&request, &url, attempt, limits.timeout().min(left)).await {
                Ok(body) => return read(body, &launch.fingerprint, attempt),
                Err(failure) => failure,
            };
            let unsent = is_unsent(&failure);
            failure.attempts = attempt - u32::from(unsent);
            if unsent {
                progress.nothing_can_take_effect();
                self.flights.forget(&ticket.key);
                return Sent::Unsent(failure);
            }
            if !is_refusal(&failure) && !self.is_edge_conflict(&failure) {
                return Sent::Unclear(failure);
            }
            let left = until.saturating_sub(self.clock.now());
            let next = retry::next(&limits, RetryPolicy::Once, &failure, attempt, left, self.chance());
            let Some(delay) = next else { return Sent::Refused(failure) };
            self.pause(request.operation.name, attempt, delay, &failure).await;
            if launch.options.verify {
                match self.reconcile(launch, ticket, Evidence::Refused(failure)).await {
                    Reconciled::DoesNotExist(error) => failure = error,
                    reconciled => return Sent::Reconciled(reconciled),
                }
            }
            refusal = Some(failure);
            progress.nothing_can_take_effect();
            self.flights.forget(&ticket.key);
        }
    }

    /// Whether an edge says that the key belongs to another draft. It has sent nothing of this one.
    fn is_edge_conflict(&self, failure: &Error) -> bool {
        failure.status == Some(409)
            && failure.server_code.as_deref() == Some("conflict")
            && self.session.meets_edge.get()
    }
}

/// Whether a request did not leave this machine: it could not be built, or there was no credential, or none in time.
pub(super) fn is_unsent(failure: &Error) -> bool {
    failure.attempts == 0
        || failure.status.is_none()
            && matches!(failure.code, Code::InvalidArgument | Code::AuthFailed | Code::ClientClosed)
}

/// Returns the ids for the header `Seax-Unrelated`. Leaving some out is safe: while one of them could be the launch's, the edge
/// sends nothing.
fn unrelated(ids: &[CampaignId]) -> String {
    let mut header = String::new();
    for id in ids.iter().take(MAX_UNRELATED) {
        if !header.is_empty() {
            header.push(',');
        }
        header.push_str(id.as_str());
    }
    header
}

/// Decides what the body of a success proves, which the engine has checked: the campaign, unless it contradicts the draft.
///
/// The response to this request is believed without the key, which the server may not keep. If it contradicts the draft, it may
/// belong to another request, or to this one after all: then the campaign is a candidate.
fn read(body: Vec<u8>, fingerprint: &Fingerprint, attempts: u32) -> Sent {
    let campaign = Checked::known(body);
    let row = ListedCampaign::of(&campaign);
    if fingerprint.compare(&row) != Match::Other {
        return Sent::Created(campaign);
    }
    let mut error = Error::new(Code::MalformedReply, "The server returned another campaign.");
    error.attempts = attempts;
    error.candidates = row.id().into_iter().collect();
    Sent::Unclear(error)
}
