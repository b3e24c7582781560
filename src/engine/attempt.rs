//! One attempt: a request is sent, and an answer comes or does not.

use crate::{
    api::Request,
    engine::{
        Config, Credential, Millis, ResponseHead, http_error, is_success, judge, named, redact::redact,
    },
    error::{Code, Error, Result},
    schema::{Digits, split},
};

/// How many bytes of an error's body are read: more than any server has to say.
const ERROR_BODY: usize = 64 * 1024;

/// What bounds one attempt.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How long nothing may come.
    pub silence: Millis,
    /// When all of it has to have come.
    pub until: Millis,
    /// How many bytes the body may have.
    pub max_bytes: usize,
    /// Whether the body of a success is left to the driver, who checks it as it comes.
    pub stream: bool,
}

/// An attempt under way. Its driver asks for a credential and sends the request, and says what comes of it:
///
/// 1. [`Attempt::answered`], when the head of an answer is there; or [`failed`], when none comes.
/// 2. While the answer is to be read: bytes into [`Attempt::body`], each time with [`Attempt::came`]; and at the end
///    [`Attempt::ended`], or [`Attempt::interrupted`].
///
/// It waits no longer than [`Attempt::patience`] for whatever comes next; then it says so by [`Attempt::late`].
pub struct Attempt {
    bounds: Bounds,
    /// How long the head may take, from when the attempt began.
    patience: Millis,
    /// When something came last.
    heard: Millis,
    /// When the head came.
    answered: Millis,
    /// Whether the request has left.
    pub sent: bool,
    /// What it was asked for with: no error may repeat it.
    pub credential: Credential,
    /// The head of the answer, once it is there.
    pub head: Option<ResponseHead>,
    /// What has come of the body.
    pub body: Vec<u8>,
}

/// What to do next.
pub enum Step {
    /// To read the body.
    Read,
    /// Nothing: this is what the attempt comes to.
    Over(Result<()>),
}

/// Why there is no answer.
pub enum Failure {
    /// The network failed: it is not known whether the server got the request.
    Network(String),
    /// There is no credential. Nothing was sent.
    Credential(String),
    /// What the caller set up cannot send anything. Nothing was sent.
    Invalid(String),
    /// The body does not fit into memory.
    NoMemory,
    /// The client was closed: it has no credential any more. Nothing was sent.
    Closed,
}

/// Why a body was not read to its end.
pub enum Interruption {
    /// With this error.
    Broken(Box<Error>),
    /// Nothing came for so many milliseconds.
    Silent(Millis),
    /// Something came, but the deadline passed before all of it was there.
    Late,
    /// It has more bytes than it may have.
    TooLarge(usize),
}

impl Attempt {
    /// An attempt that begins now.
    pub fn new(bounds: Bounds, now: Millis) -> Self {
        let patience = bounds.silence.min(bounds.until.saturating_sub(now));
        Self {
            bounds,
            patience,
            heard: now,
            answered: now,
            sent: false,
            credential: Credential::default(),
            head: None,
            body: Vec::new(),
        }
    }

    /// How long to wait for what comes next.
    pub fn patience(&self, now: Millis) -> Millis {
        match self.head {
            None => self.patience,
            Some(_) => self.due().min(self.bounds.until).saturating_sub(now),
        }
    }

    /// When something of the body has to have come.
    fn due(&self) -> Millis {
        self.heard.saturating_add(self.bounds.silence)
    }

    /// So long has passed: what the attempt comes to; `None` if something has come meanwhile.
    #[cold]
    pub fn late(&mut self, request: &Request, config: &Config, now: Millis) -> Option<Result<()>> {
        if self.head.is_none() {
            let span = self.patience.digits();
            let mut error =
                Error::new(Code::Timeout, String::from_iter(["No answer came within ", &span, " ms."]));
            error.attempts = u32::from(self.sent);
            return Some(Err(error));
        }
        if self.patience(now) > 0 {
            return None;
        }
        let why = match self.due() <= self.bounds.until {
            true => Interruption::Silent(self.bounds.silence),
            false => Interruption::Late,
        };
        Some(self.interrupted(why, request, config))
    }

    /// The head of the answer is there.
    pub fn answered(
        &mut self,
        mut head: ResponseHead,
        request: &Request,
        config: &Config,
        now: Millis,
    ) -> Step {
        head.request_id = head.request_id.map(|id| redact(id, &self.credential.value));
        let (status, redirected) = (head.status, head.redirected);
        (self.heard, self.answered, self.head) = (now, now, Some(head));
        let Bounds { silence, until, max_bytes, stream } = &mut self.bounds;
        match is_success(status) {
            true if redirected => Step::Over(self.over(Err(http_error::redirected()))),
            true if *stream => Step::Over(Ok(())),
            true => Step::Read,
            false if status >= 400 => {
                *until = now.saturating_add(*silence).min(*until);
                *max_bytes = ERROR_BODY.min(*max_bytes);
                Step::Read
            }
            // A redirect says everything in its head.
            false => Step::Over(self.ended(request, config)),
        }
    }

    /// How many bytes the body may still get before it is too large.
    pub fn room(&self) -> usize {
        self.bounds.max_bytes.saturating_sub(self.body.len())
    }

    /// Something of the body has come.
    ///
    /// # Errors
    /// When it is too large.
    pub fn came(&mut self, now: Millis) -> std::result::Result<(), Interruption> {
        self.heard = now;
        let max = self.bounds.max_bytes;
        if self.body.len() > max {
            self.body.truncate(max);
            return Err(Interruption::TooLarge(max));
        }
        Ok(())
    }

    /// The body has ended: what the attempt comes to.
    ///
    /// # Errors
    /// Whatever the answer says, or is.
    pub fn ended(&mut self, request: &Request, config: &Config) -> Result<()> {
        let Self { head: Some(head), body, credential, .. } = self else { return Ok(()) };
        let outcome = if head.is_success() {
            judge::judge(head, body, request, &credential.value).map_err(|mut error| {
                error.candidates = named::named(request, body);
                error
            })
        } else {
            let mut error = http_error::error(head, body, self.answered, credential);
            if error.code == Code::NotFound && request.operation.is_collection() {
                error.message.push_str(config.misplaced());
            }
            Err(error)
        };
        self.over(outcome)
    }

    /// The body will not end: what the attempt comes to. A status of failure says enough, whatever becomes of the rest: then
    /// what has come of the body is used.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn interrupted(&mut self, why: Interruption, request: &Request, config: &Config) -> Result<()> {
        if self.head.as_ref().is_some_and(|head| !head.is_success()) {
            return self.ended(request, config);
        }
        let error = match why {
            Interruption::Broken(error) => error,
            Interruption::Silent(span) => silent(span),
            Interruption::Late => {
                Error::new(Code::Timeout, "The answer was not complete when the deadline passed.")
            }
            Interruption::TooLarge(limit) => too_large("The reply", limit),
        };
        self.over(Err(error))
    }

    /// Adds what the head says to an error.
    fn over(&mut self, outcome: Result<()>) -> Result<()> {
        outcome.map_err(|mut error| {
            if let Some(head) = &mut self.head {
                // An answer that broke off counts as none.
                let broken = matches!(error.code, Code::Network | Code::Timeout)
                    && is_success(head.status)
                    && !head.redirected;
                error.status = (!broken).then_some(head.status);
                error.request_id = head.request_id.take();
            }
            error.attempts = 1;
            error
        })
    }

    /// No answer has come: what the attempt comes to.
    #[cold]
    pub fn unanswered(&self, failure: Failure, url: &str) -> Box<Error> {
        let mut error = failed(failure, &self.credential.value);
        if self.sent && error.code == Code::Network {
            error.message = String::from_iter(["No answer from ", host(url), ". ", &error.message]);
        }
        error.attempts = u32::from(self.sent && error.code != Code::InvalidArgument);
        error
    }
}

/// The error for a failure. The credential is taken out of its words.
#[cold]
pub fn failed(failure: Failure, credential: &str) -> Box<Error> {
    let (code, message) = match failure {
        Failure::Network(message) => (Code::Network, message),
        Failure::Credential(message) => (Code::AuthFailed, message),
        Failure::Invalid(message) => (Code::InvalidArgument, message),
        Failure::Closed => return Error::closed(),
        Failure::NoMemory => (Code::ReplyTooLarge, "There is no memory left for the reply.".into()),
    };
    Error::new(code, redact(message, credential))
}

/// The error for an answer of which nothing came for so long.
#[cold]
pub fn silent(span: Millis) -> Box<Error> {
    let mut error = Error::new(
        Code::Timeout,
        String::from_iter(["No more of the answer came within ", &span.digits(), " ms."]),
    );
    error.attempts = 1;
    error
}

/// The error for a reply, or a part of one, that has more bytes than it may have.
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
