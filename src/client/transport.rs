//! The traits through which the client reaches the network and the clock.

use std::any::Any;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::{
    api::Request,
    engine::{Credential, Failure, Millis, ResponseHead},
};

/// Sends requests, and provides their credentials.
///
/// Dropping one of its futures cancels the request and frees the connection.
pub trait Transport {
    /// Returns the header that authenticates the caller. Called for each attempt, so that the credential can be short-lived.
    fn credential(&self) -> impl Future<Output = Result<Credential, TransportError>>;

    /// Sends a request to its complete URL, and returns the response, whatever its status, as soon as its head has arrived.
    /// Never follows a redirect, which could carry the credential to another host, and never answers from a cache.
    fn send(
        &self,
        request: &Request,
        url: &str,
        credential: &Credential,
    ) -> impl Future<Output = Result<HttpReply, TransportError>>;

    /// Returns the cause of a failure in a form that may be shown: if it contains the credential, a redacted replacement.
    fn redact_cause(&self, cause: Rc<dyn Any>, credential: &str) -> Rc<dyn Any>;
}

/// Tells the time.
pub trait Clock {
    /// The wall-clock time, in milliseconds since 1970 (UTC). It can be set forward and back.
    fn now(&self) -> Millis;

    /// The time by a clock that is never set, for measuring durations. It was right when the process began, and may stand still
    /// while the machine sleeps.
    fn steady(&self) -> Millis;

    /// The time by both clocks.
    fn times(&self) -> (Millis, Millis) {
        (self.now(), self.steady())
    }

    /// Returns how long ago a time by both clocks was, in milliseconds. The wall clock may have been set back, and the steady
    /// clock may have stood still: the longer time counts.
    fn ago(&self, (time, steady): (Millis, Millis)) -> Millis {
        self.now().saturating_sub(time).max(self.steady().saturating_sub(steady))
    }

    /// Waits for `span` milliseconds. Dropping the future cancels the timer.
    fn sleep(&self, span: Millis) -> impl Future<Output = ()>;
}

/// The head of a response with any status, and the body, which is still to be read.
pub struct HttpReply {
    /// The head.
    pub head: ResponseHead,
    /// The body.
    pub body: Box<dyn Body>,
}

/// A body that is still arriving. Dropping it cancels the request.
pub trait Body {
    /// Appends the next bytes to `bytes`. Returns `false` at the end of the body.
    ///
    /// An implementation reads only a little ahead while nobody polls, so that the server is held back. It appends at most
    /// [`MAX_CHUNK`] bytes at a time, so that the caller can stop before its memory is full.
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>>;
}

/// The maximum number of bytes that a body appends at a time.
pub const MAX_CHUNK: usize = 1 << 20;

/// A body that is complete.
impl Body for Vec<u8> {
    fn poll_chunk(&mut self, _: &mut Context<'_>, bytes: &mut Vec<u8>) -> Poll<Result<bool, TransportError>> {
        let more = !self.is_empty();
        bytes.extend(self.drain(..self.len().min(MAX_CHUNK)));
        Poll::Ready(Ok(more))
    }
}

impl HttpReply {
    /// Creates a response without headers.
    pub fn new(status: u16, body: impl Body + 'static) -> Self {
        Self { head: ResponseHead { status, ..ResponseHead::default() }, body: Box::new(body) }
    }
}

/// Why there is no response.
pub struct TransportError {
    /// What failed.
    pub failure: Failure,
    /// The exception or error underneath.
    pub cause: Option<Rc<dyn Any>>,
}

impl From<Failure> for TransportError {
    fn from(failure: Failure) -> Self {
        Self { failure, cause: None }
    }
}
