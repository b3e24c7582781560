//! The error type of this crate.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use crate::{
    model::{CampaignId, finding::CheckResult, launch::Ticket},
    schema::{Checked, ErrorKind, InputError},
};

/// A result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Box<Error>>;

/// The failure of a call.
#[derive(Clone)]
pub struct Error {
    /// The kind of failure.
    pub code: Code,
    /// What happened and what to do, for a person. Never contains a key.
    pub message: String,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    /// The server's error code.
    pub server_code: Option<String>,
    /// The server's id for the request (`X-Request-Id`).
    pub request_id: Option<String>,
    /// The details of a 422, as the JSON array that the server sent.
    pub issues: Option<String>,
    /// The place of the error: a JSON pointer into a malformed reply, or the name of an invalid argument.
    pub path: Option<String>,
    /// The number of requests that were sent.
    pub attempts: u32,
    /// How long the server asks to wait, in milliseconds. For an unconfirmed launch: the time until it may be sent again.
    pub retry_after_ms: Option<u64>,
    /// The ticket of a failed launch.
    pub ticket: Option<Ticket>,
    /// The campaigns that an unconfirmed launch has or may have created, for a person to decide, or those that were created
    /// twice.
    pub candidates: Vec<CampaignId>,
    /// How many rows of a list were yielded before it broke off.
    pub rows: Option<u64>,
    /// The result of the check that kept a draft from being launched.
    pub preflight: Option<Rc<Checked<CheckResult>>>,
    /// Whether the campaign of a failed launch exists.
    pub campaign_state: Option<CampaignState>,
    /// The underlying cause: what the transport or the caller's code threw, or the reason of an abort.
    pub cause: Option<Rc<dyn Any>>,
}

/// Whether the campaign of a failed launch exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignState {
    /// It does not exist, and nothing that was sent can still create it.
    None,
    /// It may exist.
    Unknown,
    /// It was created, perhaps more than once.
    Exists,
}

impl CampaignState {
    /// Returns the state's name in JavaScript.
    pub const fn as_str(self) -> &'static str {
        match self {
            CampaignState::None => "none",
            CampaignState::Unknown => "unknown",
            CampaignState::Exists => "exists",
        }
    }
}

/// Declares the error codes for Rust, TypeScript and the guide.
macro_rules! codes {
    (
        $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+
        internal: $(#[doc = $inner_doc:literal])+ $inner:ident = $inner_word:literal,
    ) => {
        /// The kind of an error.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
            $(#[doc = $inner_doc])+ $inner,
        }

        impl Code {
            /// Every code that JavaScript can see, in the order of the guide.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the code's name in JavaScript.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::$inner => $inner_word,
                }
            }

            /// Returns the documentation of the code: its meaning and, after an empty line, the fields that tell more.
            pub const fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc, "\n",)+),)+
                    Self::$inner => concat!($($inner_doc, "\n",)+),
                }
            }
        }

        const _: () = {
            #[cfg(target_arch = "wasm32")]
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPESCRIPT: &str = concat!(
                "\n/** The kind of a `SeaxError`. */\nexport type ErrorCode =",
                $("\n  /**", $($doc,)+ " */\n  | \"", $word, "\"",)+
                ";\n"
            );
        };
    };
}

codes! {
    /// An argument is invalid. Nothing was sent.
    ///
    /// `path` names it.
    InvalidArgument = "invalid_argument",
    /// Your `auth` function failed. Nothing was sent.
    ///
    /// `cause` is what it threw.
    AuthFailed = "auth_failed",
    /// 401: the API key or token is missing, unknown or expired. The message says which.
    Unauthorized = "unauthorized",
    /// 403: the API key or token does not allow this.
    Forbidden = "forbidden",
    /// 404: no such resource in this workspace.
    NotFound = "not_found",
    /// 409: the resource's state does not allow this. Or a launch's ticket or key belongs to another draft.
    Conflict = "conflict",
    /// 422, or another 4xx: the server rejected the request.
    ///
    /// `issues` has the details of a 422.
    Unprocessable = "unprocessable",
    /// 429: too many requests, after all retries.
    ///
    /// `retryAfterMs` says how long to wait, if the server does.
    RateLimited = "rate_limited",
    /// 5xx: the server failed.
    ServerError = "server_error",
    /// No reply: the message names the host and the cause, such as `ECONNREFUSED 127.0.0.1:8787`. Or the reply broke
    /// off; or the server sent a redirect, which is not followed, so that the key does not reach another host.
    ///
    /// `cause` is what `fetch` threw.
    Network = "network",
    /// No reply in time, or a 408.
    Timeout = "timeout",
    /// The reply does not have the API's format: for example, it is a login page or a proxy's error page.
    ///
    /// `path` points to the place.
    MalformedReply = "malformed_reply",
    /// The reply, or one of its rows, exceeds `maxReplyBytes`.
    ReplyTooLarge = "reply_too_large",
    /// The client was closed by `free()`.
    ClientClosed = "client_closed",
    /// It is not known whether a launch created its campaign, or, if `campaignState` is `exists`, a second one.
    ///
    /// Launch again with the same `idempotencyKey` or `ticket` to find out.
    LaunchUnconfirmed = "launch_unconfirmed",
    /// A gateway or a second process sent the launch again, and there is more than one campaign.
    ///
    /// Cancel all of `candidates` but one.
    LaunchedTwice = "launched_twice",
    /// The check found errors, so the campaign was not launched. Nothing was sent.
    ///
    /// `findings` has them.
    PreflightFailed = "preflight_failed",
    /// `onTicket` or `tickets` failed. Nothing was sent.
    ///
    /// `cause` is what they threw.
    TicketNotStored = "ticket_not_stored",
    /// An API key in a browser, where every visitor can read it.
    UnsafeBrowserKey = "unsafe_browser_key",
    /// A `.wasm` file of the package could not be loaded, or is not loaded yet: await `preload()`.
    NotLoaded = "not_loaded",
    internal:
    /// The caller gave up before a launch could do anything: no campaign was made. JavaScript gets the signal's own reason.
    Aborted = "aborted",
}

impl Error {
    /// Creates an error without further details.
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
            campaign_state: None,
            cause: None,
        })
    }

    /// Creates an `invalid_argument` error. `clause` says what the argument must be.
    #[cold]
    pub fn argument(name: &str, clause: &str) -> Box<Self> {
        let mut error = Self::new(Code::InvalidArgument, String::from_iter(["`", name, "` ", clause]));
        error.path = Some(name.into());
        error
    }

    /// Creates the error for an argument with an unknown name. `words` and then `word` say which, and `meant` is a suggestion.
    #[cold]
    pub fn unknown(name: &str, words: &str, word: &str, meant: Option<&str>) -> Box<Self> {
        let hint = meant.map_or(String::new(), |meant| String::from_iter([": did you mean `", meant, "`?"]));
        Self::argument(name, &String::from_iter([words, word, "`", &hint]))
    }

    /// Creates the error for a draft that is not launched, because its check found errors.
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

    /// Creates the error for a reply that violates its schema, from the JSON pointer to the place and what is wrong there.
    #[cold]
    pub fn malformed_at(pointer: String, clause: &str) -> Box<Self> {
        let place = if pointer.is_empty() { "the reply" } else { &pointer };
        let message =
            String::from_iter(["The server's reply does not match the API: ", place, " ", clause, "."]);
        let mut error = Self::new(Code::MalformedReply, message);
        error.path = Some(pointer);
        error
    }

    /// Creates the error for a call to a closed client.
    #[cold]
    pub fn closed() -> Box<Self> {
        Self::new(Code::ClientClosed, "This client was closed by `free()`. Create a new one.")
    }

    /// Creates the error for a reply that is not UTF-8.
    #[cold]
    pub fn not_utf8() -> Box<Self> {
        let mut error = Self::new(Code::MalformedReply, "The server's reply is not UTF-8.");
        (error.path, error.attempts) = (Some(String::new()), 1);
        error
    }
}

impl From<InputError> for Box<Error> {
    fn from(InputError { object, source: error }: InputError) -> Self {
        let place = error.field();
        let owner = if place.is_empty() { object } else { &place };
        let inside =
            |key: &str| if place.is_empty() { key.into() } else { String::from_iter([&place, ".", key]) };
        match &error.kind {
            ErrorKind::Missing { name, expected } => {
                Error::argument(&inside(name), &String::from_iter(["is missing: it must be ", expected]))
            }
            ErrorKind::Unknown { key, meant } => {
                Error::unknown(&inside(key), "is not a field of `", owner, *meant)
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
