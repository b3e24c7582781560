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
    /// Whether the campaign of a failed launch exists.
    pub campaign_state: Option<CampaignState>,
    /// What was thrown underneath, by whatever carries requests.
    pub cause: Option<Rc<dyn Any>>,
}

/// Whether the campaign of a failed launch exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignState {
    /// It does not exist, and nothing that was sent can still make it.
    None,
    /// It may exist.
    Unknown,
    /// It exists, perhaps more than once.
    Exists,
}

impl CampaignState {
    /// The state's word, as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            CampaignState::None => "none",
            CampaignState::Unknown => "unknown",
            CampaignState::Exists => "exists",
        }
    }
}

/// Declares the codes of errors: for Rust, for TypeScript and for the guide.
macro_rules! codes {
    (
        $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+
        internal: $(#[doc = $inner_doc:literal])+ $inner:ident = $inner_word:literal,
    ) => {
        /// What sort of failure an error is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
            $(#[doc = $inner_doc])+ $inner,
        }

        impl Code {
            /// Every code that JavaScript sees, in the order of the guide.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code's word, as JavaScript sees it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::$inner => $inner_word,
                }
            }

            /// What it means, and after an empty line what else the error tells, as its declaration says it.
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
    /// It is not known whether a launch created its campaign.
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
            campaign_state: None,
            cause: None,
        })
    }

    /// An argument that cannot be: which one, and what it must be.
    #[cold]
    pub fn argument(name: &str, clause: &str) -> Box<Self> {
        let mut error = Self::new(Code::InvalidArgument, String::from_iter(["`", name, "` ", clause]));
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
        let message =
            String::from_iter(["The server's reply is not what the API says: ", place, " ", clause, "."]);
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
        let inside =
            |key: &str| if place.is_empty() { key.into() } else { String::from_iter([&place, ".", key]) };
        match &error.kind {
            ErrorKind::Missing { name, expected } => {
                Error::argument(&inside(name), &String::from_iter(["is missing: it must be ", expected]))
            }
            ErrorKind::Unknown { key, meant } => {
                let hint =
                    meant.map_or(String::new(), |meant| String::from_iter([": did you mean `", meant, "`?"]));
                Error::argument(&inside(key), &String::from_iter(["is not a field of `", owner, "`", &hint]))
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
