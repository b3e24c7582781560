//! The policy of one exchange with the API, without I/O: what is sent and where the credential goes, the limits, what a
//! response means, and when a request is retried.
//!
//! Nothing here sends, waits, reads a clock or generates randomness. A driver does that: it reports events to an [`Attempt`]
//! and its [`Retries`], and does what they return. There are two drivers: `pkg/src/exchange.js`, for calls of one request,
//! through the functions in `js::bridge`; and the futures in `client`, for everything that takes more than one.

mod attempt;
mod config;
mod credential;
pub mod driver;
mod head;
pub mod headers;
mod http_error;
mod judge;
mod named;
pub mod redact;
pub mod retry;
mod session;

pub use attempt::{Attempt, Bounds, Failure, Interruption, Step, failed, silent, too_large, unfinished};
pub use config::{BASE_URL, CallOptions, Config};
pub use credential::{Credential, KEY_HEADER, check_key, is_header, is_header_value, is_key};
pub use head::{ResponseHead, is_success};
pub use http_error::is_invisible;
pub use judge::{broken_off, malformed, unreadable};
pub use retry::{Retries, Verdict};
pub use session::Session;

/// The byte order mark, which some systems write before UTF-8. JSON must not have one (RFC 8259), but readers may ignore it.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Milliseconds: a duration, or a time since 1970-01-01T00:00:00 UTC.
pub type Millis = u64;
