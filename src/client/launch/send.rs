//! Sending a draft once, and what its answer proves.

use crate::{
    api::{RetryPolicy, campaigns},
    client::{
        Client, Clock, Event, Transport,
        launch::{
            Launch, SENDING,
            fingerprint::{self, Fingerprint, Match, Row},
        },
        retry,
    },
    error::{Code, Error},
    model::{campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// What came of sending a draft.
pub enum Sent {
    /// The campaign exists.
    Made(Checked<Campaign>),
    /// There is no campaign, and there will be none.
    Refused(Box<Error>),
    /// Nobody knows.
    Unknown(Box<Error>),
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends the draft: once, but for attempts that the server refused with a 429.
    pub(super) async fn send(&self, launch: &Launch<'_>, ticket: &Ticket) -> Sent {
        let request = match campaigns::create(&fingerprint::marked(launch.draft, ticket)) {
            Ok(call) => call.request,
            Err(error) => return Sent::Refused(error),
        };
        let (url, progress) = (self.url(&request), launch.progress);
        let limits = self.config.with(launch.options.call);
        let until =
            self.clock.now().saturating_add(limits.deadline).min(ticket.sent_at.saturating_add(SENDING));
        let resumed = progress.open.get();
        let mut attempt = 0;
        loop {
            let left = until.saturating_sub(self.clock.now());
            if left == 0 {
                let message = "There was no time left to send the draft. Nothing was sent.";
                return Sent::Refused(Error::new(Code::Timeout, message));
            }
            attempt += 1;
            progress.attempts.set(attempt);
            progress.open.set(true);
            let mut failure = match self.attempt(&request, &url, attempt, limits.timeout.min(left)).await {
                Ok(body) => return read(body, &launch.mark, attempt),
                Err(failure) => failure,
            };
            failure.attempts = attempt;
            if !is_refusal(&failure) {
                return Sent::Unknown(failure);
            }
            progress.open.set(resumed);
            let delay = retry::delay(RetryPolicy::Once, &failure, attempt, self.chance());
            match delay.filter(|_| attempt <= limits.max_retries) {
                Some(delay) if self.clock.now().saturating_add(delay) < until => {
                    let (operation, code) = (request.operation.name, failure.code.as_str());
                    self.observe(Event::Retry { operation, attempt, delay_ms: delay as f64, code });
                    self.clock.sleep(delay).await;
                }
                _ => return Sent::Refused(failure),
            }
        }
    }
}

/// What the body of a good answer proves: the campaign, if it is one, and not somebody else's.
///
/// An answer to this very request is believed without the key, which the server may not keep.
fn read(body: Vec<u8>, mark: &Fingerprint, attempts: u32) -> Sent {
    let mut error = match Checked::<Campaign>::reply(body) {
        Ok(campaign) => match std::str::from_utf8(campaign.as_bytes()).map(Row::read) {
            Ok(row) if mark.compare(&row) != Match::Other => return Sent::Made(campaign),
            Ok(_) => Error::new(Code::MalformedReply, "The server answered with another campaign."),
            Err(_) => Error::not_utf8(),
        },
        Err(fault) => Error::malformed(&fault),
    };
    error.attempts = attempts;
    Sent::Unknown(error)
}

/// Whether a failure proves that nothing was made, and nothing will be.
///
/// Of the server's words only those count that it says before it does anything. A 409 is none of them: something on the
/// way may have sent the request twice, and this is the answer to the second. Nor is a redirect: many a server answers
/// with one when it is done.
fn is_refusal(failure: &Error) -> bool {
    match failure.status {
        Some(status) => matches!(status, 400 | 401 | 403 | 404 | 405 | 413 | 415 | 422 | 429),
        // The request could not be made, or there was no credential: nothing left.
        None => matches!(failure.code, Code::InvalidArgument | Code::AuthFailed | Code::ClientClosed),
    }
}
