//! One exchange with the API, without input and output: what is sent and where the credential goes, within which limits, what
//! an answer means, and when the same may be sent again.
//!
//! Nothing here sends, waits, tells the time or throws dice. A driver does that, tells an [`Attempt`] and its [`Retries`] what
//! has happened, and does what they say next. There are two drivers: `pkg/client.js`, for calls of one request, through the
//! functions in `js::bridge`; and the futures in `client`, for all that takes more than one.

mod attempt;
mod config;
mod credential;
mod head;
pub mod headers;
mod http_error;
mod judge;
mod named;
pub mod redact;
pub mod retry;
mod session;

pub use attempt::{Attempt, Bounds, Failure, Interruption, Step, failed, silent, too_large};
pub use config::{BASE_URL, CallOptions, Config, Limits};
pub use credential::{Credential, KEY_HEADER, check_key, is_header};
pub use head::{ResponseHead, is_success};
pub use http_error::is_invisible;
pub use judge::{broken_off, malformed};
pub use named::named;
pub use retry::{Retries, Verdict};
pub use session::Session;

/// What some systems write before UTF-8. JSON must not have it (RFC 8259), but readers may ignore it.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Milliseconds: a span, or since 1970-01-01T00:00:00 UTC.
pub type Millis = u64;
