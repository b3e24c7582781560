//! What carries requests, and what tells the time.

use std::any::Any;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::api::{Content, Method};

/// Milliseconds: a span, or since 1970-01-01T00:00:00 UTC.
pub type Millis = u64;

/// What carries requests, and holds the credentials: nothing else in the client ever sees them.
///
/// To drop one of its futures is to give up: it must then let go of the connection.
pub trait Transport {
    /// The header that says who asks. Called for each attempt, so that it can be short-lived.
    fn credential(&self) -> impl Future<Output = Result<Credential, TransportError>>;

    /// Whether something below may send a request twice by itself. Then a launch that worked out looks whether it did.
    fn may_repeat(&self) -> bool {
        false
    }

    /// Sends a request and reads the whole answer, whatever its status; only the body of a success may be left to come
    /// where the request is one for a [`stream`](HttpRequest::stream). Never follows a redirect, which could carry the
    /// credential to another host.
    fn send(&self, request: HttpRequest<'_>) -> impl Future<Output = Result<HttpReply, TransportError>>;
}

/// What tells the time.
pub trait Clock {
    /// The time, in milliseconds since 1970 (UTC).
    fn now(&self) -> Millis;

    /// Waits. Dropped, it leaves no timer behind.
    fn sleep(&self, span: Millis) -> impl Future<Output = ()>;
}

/// A header with the caller's credential.
pub struct Credential {
    /// The header's name, such as `X-API-KEY`.
    pub header: String,
    /// The header's value: the secret.
    pub value: String,
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
    /// Whether the body of a success is wanted as it comes. What cannot do that may give the whole.
    pub stream: bool,
}

/// An answer, of whatever status.
pub struct HttpReply {
    /// The status, 0 for a redirect that a browser keeps to itself.
    pub status: u16,
    /// The `X-Request-Id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// What the headers say of a file, where one was asked for.
    pub file: Option<FileHead>,
    /// The whole body; empty where it is still to come.
    pub body: Vec<u8>,
    /// A body that is still to come.
    pub pieces: Option<Box<dyn Body>>,
}

/// What the headers of an answer say of the file in it.
#[derive(Debug, Clone, Default)]
pub struct FileHead {
    /// The `Content-Disposition` header.
    pub disposition: Option<String>,
    /// The `Content-Type` header.
    pub media_type: Option<String>,
}

/// A body on its way. Dropped, it is cancelled.
pub trait Body {
    /// Adds the bytes that come next to `bytes`, and says whether there were any: `false` is the end.
    ///
    /// As long as nobody polls, no more than a little may be read ahead: that holds the server back.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>>;
}

/// A body that is there already.
impl Body for Vec<u8> {
    fn poll_chunk(&mut self, _: &mut Context<'_>, bytes: &mut Vec<u8>) -> Poll<Result<bool, TransportError>> {
        let more = !self.is_empty();
        bytes.append(self);
        Poll::Ready(Ok(more))
    }
}

impl HttpReply {
    /// Whether the server did what it was asked for.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
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
}
