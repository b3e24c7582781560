//! The traits through which the client reaches the network and the clock.

use std::any::Any;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::{
    api::{Content, Method, Request},
    engine::{Credential, Failure, Millis, ResponseHead},
};

/// Sends requests, and holds the credentials: nothing else in the client ever sees them.
///
/// Dropping one of its futures cancels the request, and frees the connection.
pub trait Transport {
    /// The header that authenticates the caller. Called for each attempt, so that it can be short-lived.
    fn credential(&self) -> impl Future<Output = Result<Credential, TransportError>>;

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
    /// The time, in milliseconds since 1970 (UTC). It is set forward and back.
    fn now(&self) -> Millis;

    /// The same by a clock that nobody sets, to measure spans with. It was right when the process began, and may stand still
    /// while the machine sleeps.
    fn steady(&self) -> Millis {
        self.now()
    }

    /// Waits. Dropped, it leaves no timer behind.
    fn sleep(&self, span: Millis) -> impl Future<Output = ()>;
}

/// A request, as the wire wants it.
pub struct HttpRequest<'a> {
    /// What is asked for.
    pub request: &'a Request,
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
    /// The head.
    pub head: ResponseHead,
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
        Self { head: ResponseHead { status, ..ResponseHead::default() }, body: Box::new(body) }
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
    /// The body does not fit into memory.
    NoMemory,
    /// The client was closed: it has no credential any more. Nothing was sent.
    Closed,
}

impl TransportError {
    /// What the engine is told of it, and what was thrown.
    pub fn into_failure(self) -> (Failure, Option<Rc<dyn Any>>) {
        match self {
            Self::Network { message, cause } => (Failure::Network(message), cause),
            Self::Credential { message, cause } => (Failure::Credential(message), cause),
            Self::Invalid(message) => (Failure::Invalid(message), None),
            Self::NoMemory => (Failure::NoMemory, None),
            Self::Closed => (Failure::Closed, None),
        }
    }
}
