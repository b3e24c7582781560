//! The traits through which the client reaches the network and the clock.

use std::any::Any;
use std::rc::Rc;
use std::task::{Context, Poll};

use zeroize::Zeroize;

use crate::api::{Content, Method};

/// Milliseconds: a span, or since 1970-01-01T00:00:00 UTC.
pub type Millis = u64;

/// Sends requests, and holds the credentials: nothing else in the client ever sees them.
///
/// Dropping one of its futures cancels the request, and frees the connection.
pub trait Transport {
    /// The header that authenticates the caller. Called for each attempt, so that it can be short-lived.
    fn credential(&self) -> impl Future<Output = Result<Credential, TransportError>>;

    /// Whether something below may send a request twice by itself. Then a launch that worked out looks whether it did.
    fn may_repeat(&self) -> bool {
        false
    }

    /// Sends a request and gives the answer, whatever its status, as soon as its head is there: its body is still to come.
    /// Never follows a redirect, which could carry the credential to another host; never answers from a cache.
    fn send(&self, request: HttpRequest<'_>) -> impl Future<Output = Result<HttpReply, TransportError>>;

    /// The cause of a failure as it may be shown: one that repeats the credential is replaced by one that does not.
    fn redact_cause(&self, cause: Rc<dyn Any>, _credential: &str) -> Rc<dyn Any> {
        cause
    }
}

/// Tells the time.
pub trait Clock {
    /// The time, in milliseconds since 1970 (UTC).
    fn now(&self) -> Millis;

    /// Waits. Dropped, it leaves no timer behind.
    fn sleep(&self, span: Millis) -> impl Future<Output = ()>;
}

/// The header of the API's own credential.
pub const KEY_HEADER: &str = "X-API-KEY";

/// A header with the caller's credential. Its memory is wiped when it is dropped.
pub struct Credential {
    /// The header's name, such as `X-API-KEY`.
    pub header: String,
    /// The header's value: the secret.
    pub value: String,
}

impl Drop for Credential {
    fn drop(&mut self) {
        self.value.zeroize();
    }
}

/// A request, as the wire wants it.
pub struct HttpRequest<'a> {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: &'a str,
    /// Who asks.
    pub credential: &'a Credential,
    /// What goes with it.
    pub content: Option<&'a Content>,
    /// Whether the answer is a file, of which the name is wanted as well.
    pub file: bool,
}

/// The head of an answer, of whatever status, and its body, which is still to come.
pub struct HttpReply {
    /// The status, 0 for a redirect that a browser keeps to itself.
    pub status: u16,
    /// The `X-Request-Id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The `Date` header: the server's clock. Wanted only beside a `Retry-After`.
    pub date: Option<String>,
    /// The `Content-Type` header.
    pub media_type: Option<String>,
    /// The `Content-Disposition` header, where the answer is a file.
    pub disposition: Option<String>,
    /// Whether something followed a redirect to another origin, in spite of what it was told: then it is no answer of this
    /// API's.
    pub redirected: bool,
    /// The body.
    pub body: Box<dyn Body>,
}

/// A body on its way. Dropped, it is cancelled.
pub trait Body {
    /// Adds the bytes that come next to `bytes`, and says whether there were any: `false` is the end.
    ///
    /// As long as nobody polls, no more than a little may be read ahead: that holds the server back. At most
    /// [`MAX_CHUNK`] are added at a time, so that the caller can stop before its memory is full.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>>;
}

/// How many bytes of a body are handed over at a time at the most.
pub const MAX_CHUNK: usize = 1 << 20;

/// A body that is there already.
impl Body for Vec<u8> {
    fn poll_chunk(&mut self, _: &mut Context<'_>, bytes: &mut Vec<u8>) -> Poll<Result<bool, TransportError>> {
        let more = !self.is_empty();
        bytes.extend(self.drain(..self.len().min(MAX_CHUNK)));
        Poll::Ready(Ok(more))
    }
}

impl HttpReply {
    /// An answer without any headers.
    pub fn new(status: u16, body: impl Body + 'static) -> Self {
        Self {
            status,
            request_id: None,
            retry_after: None,
            date: None,
            media_type: None,
            disposition: None,
            redirected: false,
            body: Box::new(body),
        }
    }

    /// Whether the server did what it was asked for.
    pub fn is_success(&self) -> bool {
        is_success(self.status)
    }
}

/// Whether a status says that the server did what it was asked for.
pub fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// Why there is no answer.
pub enum TransportError {
    /// The network failed: it is not known whether the server got the request.
    Network {
        /// What went wrong, for a person.
        message: String,
        /// What was thrown.
        cause: Option<Rc<dyn Any>>,
    },
    /// There is no credential. Nothing was sent.
    Credential {
        /// What went wrong, for a person.
        message: String,
        /// What was thrown.
        cause: Option<Rc<dyn Any>>,
    },
    /// What the caller set up cannot send anything. Nothing was sent.
    Invalid(String),
    /// The body does not fit into memory.
    NoMemory,
    /// The client was closed: it has no credential any more. Nothing was sent.
    Closed,
}
