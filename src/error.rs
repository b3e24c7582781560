//! The one error of this crate.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use crate::{
    model::{CampaignId, finding::CheckResult, launch::Ticket},
    schema::{Checked, ErrorKind, InputError, ValidationError},
};

/// A result with this crate's error.
pub type Result<T> = std::result::Result<T, Box<Error>>;

/// Why something did not work out.
#[derive(Clone)]
pub struct Error {
    /// What sort of failure it is.
    pub code: Code,
    /// What happened and what to do, for a person. Never has a key in it.
    pub message: String,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The server's own code for the error.
    pub server_code: Option<String>,
    /// The server's own name for the request (`X-Request-Id`).
    pub request_id: Option<String>,
    /// The details of a 422, as the JSON array that the server sent.
    pub issues: Option<String>,
    /// Where a malformed reply is wrong, as a JSON pointer; or which argument is.
    pub path: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// How long the server asks to wait, in milliseconds. For an unconfirmed launch: until it may be sent again.
    pub retry_after_ms: Option<u64>,
    /// The ticket of the launch that failed.
    pub ticket: Option<Ticket>,
    /// The campaigns that an unconfirmed launch may have made: a person has to tell. Or those that were made twice.
    pub candidates: Vec<CampaignId>,
    /// How many rows of a list were handed over before it broke off.
    pub rows: Option<u64>,
    /// What was found wrong with the draft of a launch.
    pub preflight: Option<Rc<Checked<CheckResult>>>,
    /// What was thrown underneath, by whatever carries requests.
    pub cause: Option<Rc<dyn Any>>,
}

/// What sort of failure an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Something that the caller gave cannot be; nothing was sent.
    InvalidArgument,
    /// There is no credential, because the function that should return it failed; nothing was sent.
    AuthFailed,
    /// 401: the key or token is missing, unknown or expired.
    Unauthorized,
    /// 403: the key or token does not allow this.
    Forbidden,
    /// 404: there is no such thing.
    NotFound,
    /// 409: it is not in a state for this.
    Conflict,
    /// 422, or another 4xx: the server does not take what it got.
    Unprocessable,
    /// 429: too many requests.
    RateLimited,
    /// 5xx: the server failed.
    ServerError,
    /// No answer came through.
    Network,
    /// No answer came in time.
    Timeout,
    /// The answer is not what the API says.
    MalformedReply,
    /// The answer has more bytes than it may have.
    ReplyTooLarge,
    /// The client was closed.
    ClientClosed,
    /// It is not known whether a campaign was made. The ticket finds out.
    LaunchUnconfirmed,
    /// A launch made more than one campaign, because something on the way sent its request twice.
    LaunchedTwice,
    /// The check of a draft found errors, so that it was not launched.
    PreflightFailed,
    /// The ticket of a launch could not be stored, so that nothing was sent.
    TicketNotStored,
    /// The caller gave up before a launch could do anything: no campaign was made.
    Aborted,
    /// An API key in a browser page, where every visitor can read it.
    UnsafeBrowserKey,
}

impl Code {
    /// The code's word, as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::InvalidArgument => "invalid_argument",
            Code::AuthFailed => "auth_failed",
            Code::Unauthorized => "unauthorized",
            Code::Forbidden => "forbidden",
            Code::NotFound => "not_found",
            Code::Conflict => "conflict",
            Code::Unprocessable => "unprocessable",
            Code::RateLimited => "rate_limited",
            Code::ServerError => "server_error",
            Code::Network => "network",
            Code::Timeout => "timeout",
            Code::MalformedReply => "malformed_reply",
            Code::ReplyTooLarge => "reply_too_large",
            Code::ClientClosed => "client_closed",
            Code::LaunchUnconfirmed => "launch_unconfirmed",
            Code::LaunchedTwice => "launched_twice",
            Code::PreflightFailed => "preflight_failed",
            Code::TicketNotStored => "ticket_not_stored",
            Code::Aborted => "aborted",
            Code::UnsafeBrowserKey => "unsafe_browser_key",
        }
    }
}

impl Error {
    /// An error of this sort, with nothing known but what happened.
    #[cold]
    pub fn new(code: Code, message: impl Into<String>) -> Box<Self> {
        Box::new(Self {
            code,
            message: message.into(),
            status: None,
            server_code: None,
            request_id: None,
            issues: None,
            path: None,
            attempts: 0,
            retry_after_ms: None,
            ticket: None,
            candidates: Vec::new(),
            rows: None,
            preflight: None,
            cause: None,
        })
    }

    /// An argument that cannot be: which one, and what it must be.
    #[cold]
    pub fn argument(name: &str, clause: &str) -> Box<Self> {
        let mut error = Self::new(Code::InvalidArgument, ["`", name, "` ", clause].concat());
        error.path = Some(name.into());
        error
    }

    /// A draft that is not launched for what its check has found.
    #[cold]
    pub fn preflight(preflight: Checked<CheckResult>, errors: &[String]) -> Box<Self> {
        let mut message = String::from("Nothing was sent, because the campaign has errors.");
        for error in errors {
            message.extend([" ", error]);
        }
        let mut error = Self::new(Code::PreflightFailed, message);
        error.preflight = Some(Rc::new(preflight));
        error
    }

    /// A reply that is not what the API says.
    #[cold]
    pub fn malformed(error: &ValidationError) -> Box<Self> {
        Self::malformed_at(error.pointer(), &error.clause())
    }

    /// The same, by the JSON pointer to the place and what is wrong there.
    #[cold]
    pub fn malformed_at(pointer: String, clause: &str) -> Box<Self> {
        let place = if pointer.is_empty() { "the reply" } else { &pointer };
        let message = ["The server's reply is not what the API says: ", place, " ", clause, "."].concat();
        let mut error = Self::new(Code::MalformedReply, message);
        error.path = Some(pointer);
        error
    }

    /// A call to a client that was closed.
    #[cold]
    pub fn closed() -> Box<Self> {
        Self::new(Code::ClientClosed, "This client was closed by `free()`. Make another one.")
    }

    /// A reply whose bytes are no text.
    #[cold]
    pub fn not_utf8() -> Box<Self> {
        let mut error = Self::new(Code::MalformedReply, "The server's reply is not UTF-8.");
        error.path = Some(String::new());
        error
    }
}

impl From<InputError> for Box<Error> {
    fn from(InputError { object, source: error }: InputError) -> Self {
        let place = error.field();
        let owner = if place.is_empty() { object } else { &place };
        let inside = |key: &str| if place.is_empty() { key.into() } else { [&place, ".", key].concat() };
        match &error.kind {
            ErrorKind::Missing { name, expected } => {
                Error::argument(&inside(name), &["is missing: it must be ", expected].concat())
            }
            ErrorKind::Unknown { key, meant } => {
                let hint = meant.map_or(String::new(), |meant| [": did you mean `", meant, "`?"].concat());
                Error::argument(&inside(key), &["is not a field of `", owner, "`", &hint].concat())
            }
            _ => Error::argument(owner, &error.clause()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Error")
            .field("code", &self.code.as_str())
            .field("message", &self.message)
            .field("status", &self.status)
            .field("path", &self.path)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}
