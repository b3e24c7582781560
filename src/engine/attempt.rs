//! The state machine of one attempt: a request is sent, and a response arrives or does not.

use crate::{
    api::Request,
    engine::{
        Config, Credential, Millis, ResponseHead, http_error, is_success, judge, named, redact::redact,
    },
    error::{Code, Error, Result},
    schema::{Digits, split},
};

/// How many bytes of an error's body are read. An error message needs less.
const ERROR_BODY: usize = 64 * 1024;

/// The limits of one attempt.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The longest time without any progress.
    pub silence: Millis,
    /// When the whole response must have arrived.
    pub until: Millis,
    /// The maximum size of the body, in bytes.
    pub max_bytes: usize,
    /// Whether the body of a success is left to the driver, which checks it as it arrives.
    pub stream: bool,
}

/// An attempt in progress. Its driver gets a credential, sends the request, and reports what happens:
///
/// 1. [`Attempt::on_head`], when the head of a response arrives; or [`Attempt::no_response`].
/// 2. While the body is to be read: [`Attempt::on_chunk`] after each chunk appended to [`Attempt::body`]; at the end
///    [`Attempt::on_end`], or [`Attempt::on_interruption`].
///
/// The driver waits no longer than [`Attempt::patience`] for the next event; then it calls [`Attempt::on_clock`].
pub struct Attempt {
    bounds: Bounds,
    /// The timeout for the head, counted from the start of the attempt.
    patience: Millis,
    /// When the head or the latest chunk arrived.
    heard: Millis,
    /// How many bytes of the body had arrived then.
    length: usize,
    /// When the head arrived.
    answered: Millis,
    /// Whether the request was sent.
    pub sent: bool,
    /// The credential of the request. No error may repeat it.
    pub credential: Credential,
    /// The head of the response, as soon as it has arrived.
    pub head: Option<ResponseHead>,
    /// The body, as far as it has arrived.
    pub body: Vec<u8>,
}

/// What the driver does next.
pub enum Step {
    /// Read the body.
    Read,
    /// Stop: this is the outcome of the attempt.
    Over(Result<()>),
}

/// Why there is no response.
pub enum Failure {
    /// The network failed. It is not known whether the server received the request.
    Network(String),
    /// There is no credential. Nothing was sent.
    Credential(String),
    /// The caller's settings do not allow a request. Nothing was sent.
    Invalid(String),
    /// The body does not fit into memory.
    NoMemory,
    /// The client was closed and has no credential any more. Nothing was sent.
    Closed,
}

/// Why a body was not read to its end.
pub enum Interruption {
    /// Reading it failed with this error.
    Broken(Box<Error>),
    /// Nothing arrived for this many milliseconds.
    Silent(Millis),
    /// The deadline passed before the body was complete, although chunks were arriving.
    Late,
    /// The body exceeds this limit, in bytes.
    TooLarge(usize),
}

impl Attempt {
    /// Starts an attempt.
    pub fn new(bounds: Bounds, now: Millis) -> Self {
        let patience = bounds.silence.min(bounds.until.saturating_sub(now));
        Self {
            bounds,
            patience,
            heard: now,
            length: 0,
            answered: now,
            sent: false,
            credential: Credential::default(),
            head: None,
            body: Vec::new(),
        }
    }

    /// Returns how long to wait for the next event.
    pub fn patience(&self, now: Millis) -> Millis {
        match self.head {
            None => self.patience,
            Some(_) => self.due().min(self.bounds.until).saturating_sub(now),
        }
    }

    /// When the next chunk of the body is due.
    fn due(&self) -> Millis {
        self.heard.saturating_add(self.bounds.silence)
    }

    /// Handles the end of a wait. Returns the outcome of the attempt, or `None` if something has arrived meanwhile.
    #[cold]
    pub fn on_clock(&mut self, request: &Request, config: &Config, now: Millis) -> Option<Result<()>> {
        if self.head.is_none() {
            return Some(Err(self.timed_out()));
        }
        if self.patience(now) > 0 {
            return None;
        }
        Some(self.on_interruption(self.overdue(), request, config))
    }

    /// Returns the error of an attempt whose response does not begin in time.
    #[cold]
    pub fn timed_out(&self) -> Box<Error> {
        let span = self.patience.digits();
        let what = if self.sent { "No reply " } else { "Not sent " };
        let when: &[&str] = match self.patience < self.bounds.silence {
            true => &[what, "before the deadline passed."],
            false => &[what, "within ", &span, " ms."],
        };
        let mut error = Error::new(Code::Timeout, when.concat());
        error.attempts = u32::from(self.sent);
        error
    }

    /// Why there is no time left.
    fn overdue(&self) -> Interruption {
        match self.due() <= self.bounds.until {
            true => Interruption::Silent(self.bounds.silence),
            false => Interruption::Late,
        }
    }

    /// Handles the head of the response.
    pub fn on_head(
        &mut self,
        mut head: ResponseHead,
        request: &Request,
        config: &Config,
        now: Millis,
    ) -> Step {
        head.request_id = head.request_id.map(|id| http_error::short(redact(id, &self.credential.value)));
        let (status, redirected) = (head.status, head.redirected);
        (self.heard, self.answered, self.head) = (now, now, Some(head));
        if redirected {
            return Step::Over(Err(self.complete(http_error::redirected(), request)));
        }
        let Bounds { silence, until, max_bytes, stream } = &mut self.bounds;
        match is_success(status) {
            true if *stream => Step::Over(Ok(())),
            true => Step::Read,
            false if status >= 400 => {
                *until = now.saturating_add(*silence).min(*until);
                *max_bytes = ERROR_BODY.min(*max_bytes);
                Step::Read
            }
            // A redirect has nothing to read in its body.
            false => Step::Over(self.on_end(request, config)),
        }
    }

    /// How many more bytes the body may have.
    pub fn room(&self) -> usize {
        self.bounds.max_bytes.saturating_sub(self.body.len())
    }

    /// Handles a chunk that was appended to the body.
    ///
    /// # Errors
    /// [`Interruption::TooLarge`] if the body exceeds its limit; or why there is no time left, because a body that always has a
    /// chunk ready lets no timer fire.
    pub fn on_chunk(&mut self, now: Millis) -> std::result::Result<(), Interruption> {
        let (length, max) = (self.body.len(), self.bounds.max_bytes);
        if length > max {
            self.body.truncate(max);
            return Err(Interruption::TooLarge(max));
        }
        // An empty chunk breaks no silence.
        if length > self.length {
            (self.heard, self.length) = (now, length);
        }
        if self.patience(now) > 0 { Ok(()) } else { Err(self.overdue()) }
    }

    /// Handles the end of the body, and returns the outcome of the attempt.
    ///
    /// # Errors
    /// The error that the response reports, or `malformed_reply` or `network` if it is not a complete response of the API.
    pub fn on_end(&mut self, request: &Request, config: &Config) -> Result<()> {
        let Self { head: Some(head), body, credential, .. } = self else { return Ok(()) };
        let outcome = if head.is_success() {
            judge::judge(head, body, request, &credential.value)
        } else {
            let mut error = http_error::error(head, body, self.answered, credential);
            if error.code == Code::NotFound && request.operation.is_collection() {
                error.message.push_str(config.misplaced());
            }
            Err(error)
        };
        outcome.map_err(|error| self.complete(error, request))
    }

    /// Handles a body that cannot be read to its end. An error status is enough to go by: then the error is made from what has
    /// arrived of the body.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn on_interruption(&mut self, why: Interruption, request: &Request, config: &Config) -> Result<()> {
        if self.head.as_ref().is_some_and(|head| !head.is_success()) {
            return self.on_end(request, config);
        }
        let error = match why {
            Interruption::Broken(error) => error,
            Interruption::Silent(span) => silent(span),
            Interruption::Late => unfinished(),
            Interruption::TooLarge(limit) => too_large("The reply", limit),
        };
        Err(self.complete(error, request))
    }

    /// Adds what is known of the response to an error: the status, the request id, the number of attempts, and the campaign
    /// that a success names.
    #[cold]
    pub fn complete(&mut self, mut error: Box<Error>, request: &Request) -> Box<Error> {
        if let Some(head) = &mut self.head {
            // A response that broke off counts as no response.
            let broken =
                matches!(error.code, Code::Network | Code::Timeout) && head.is_success() && !head.redirected;
            error.status = (!broken).then_some(head.status);
            error.request_id = head.request_id.take();
            if head.is_success()
                && let Some(id) = named::named(request, &self.body)
            {
                error.candidates = vec![id];
            }
        }
        error.attempts = 1;
        error
    }

    /// Returns the error of an attempt without a response.
    #[cold]
    pub fn no_response(&self, failure: Failure, url: &str) -> Box<Error> {
        let mut error = failed(failure, &self.credential.value);
        if self.sent && error.code == Code::Network {
            error.message = String::from_iter(["No reply from ", host(url), ". ", &error.message]);
        }
        error.attempts = u32::from(self.sent && error.code != Code::InvalidArgument);
        error
    }
}

/// Converts a failure into an error. The credential is redacted from its message.
#[cold]
pub fn failed(failure: Failure, credential: &str) -> Box<Error> {
    let (code, message) = match failure {
        Failure::Network(message) => (Code::Network, message),
        Failure::Credential(message) => (Code::AuthFailed, message),
        Failure::Invalid(message) => (Code::InvalidArgument, message),
        Failure::Closed => return Error::closed(),
        Failure::NoMemory => (Code::ReplyTooLarge, "There is not enough memory for the reply.".into()),
    };
    Error::new(code, redact(message, credential))
}

/// The error for a response that stalled for `span` milliseconds.
#[cold]
pub fn silent(span: Millis) -> Box<Error> {
    Error::new(Code::Timeout, String::from_iter(["The reply stalled for ", &span.digits(), " ms."]))
}

/// The error for a response that was still arriving at the deadline.
#[cold]
pub fn unfinished() -> Box<Error> {
    Error::new(Code::Timeout, "The reply was not complete when the deadline passed.")
}

/// The error for a response, or a part of one, that is larger than `limit` bytes.
#[cold]
pub fn too_large(what: &str, limit: usize) -> Box<Error> {
    let limit = (limit as u64).digits();
    let message = [what, " is larger than ", &limit, " bytes. Ask for less, or set `maxReplyBytes`."];
    Error::new(Code::ReplyTooLarge, String::from_iter(message))
}

/// The host and port of a URL.
fn host(url: &str) -> &str {
    split(url, b'/').nth(2).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_room_up_to_its_limit() {
        let mut attempt = Attempt::new(Bounds { silence: 1, until: 1, max_bytes: 10, stream: false }, 0);
        let mut room_after = |bytes: &[u8]| {
            attempt.body.extend_from_slice(bytes);
            attempt.room()
        };
        assert_eq!(room_after(b""), 10);
        assert_eq!(room_after(b"1234567"), 3);
        assert_eq!(room_after(b"890"), 0);
        assert_eq!(room_after(b"1"), 0, "nor does more than that leave any");
    }
}
