//! A transport whose server is a function, and which records its requests.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    future::pending,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
};

use seax_dialer::{
    api::{Content, Method, Request},
    client::{Body, Clock, Credential, Failure, HttpReply, Millis, Transport, TransportError},
};

use crate::time::Time;

/// The API key of every request.
pub const KEY: &str = "e91772ccb5e6ce5f932d6417eacd9a1e031b957101cdb68be76d417defa7fd28";

/// A request that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// When it was sent, in milliseconds since the start of virtual time.
    pub at: Millis,
    pub method: Method,
    pub url: String,
    pub header: String,
    pub secret: String,
    pub body: Option<String>,
}

/// The outcome of a request or of fetching a credential, after a delay.
pub struct Outcome<T> {
    after: Millis,
    result: Option<Result<T, TransportError>>,
    /// The body of a reply that arrives in chunks.
    pieces: Option<Pieces>,
}

type Pieces = Box<dyn Iterator<Item = Piece>>;

/// The outcome of a request.
pub type Answer = Outcome<HttpReply>;

impl<T> Outcome<T> {
    /// Completes immediately.
    pub fn ready(result: Result<T, TransportError>) -> Self {
        Self { after: 0, result: Some(result), pieces: None }
    }

    /// Never completes.
    pub fn silence() -> Self {
        Self { after: 0, result: None, pieces: None }
    }

    /// Delays the outcome by this many milliseconds.
    pub fn after(mut self, span: Millis) -> Self {
        self.after = span;
        self
    }
}

impl Answer {
    /// A reply with this status and body.
    pub fn reply(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::ready(Ok(HttpReply::new(status, body.into())))
    }

    /// A 200 whose body arrives in chunks, each created when it is requested.
    pub fn pieces(pieces: impl Iterator<Item = Piece> + 'static) -> Self {
        Self::reply(200, "").in_pieces(pieces)
    }

    /// Replaces the body by one that arrives in chunks.
    pub fn in_pieces(mut self, pieces: impl Iterator<Item = Piece> + 'static) -> Self {
        self.pieces = Some(Box::new(pieces));
        self
    }

    /// A broken connection, which leaves unknown whether the server got the request.
    pub fn broken() -> Self {
        let cause: Rc<dyn Any> = Rc::new("the cable");
        let failure = Failure::Network("The connection broke.".into());
        Self::ready(Err(TransportError { failure, cause: Some(cause) }))
    }

    /// A broken connection whose cause has the key in it.
    pub fn leaking() -> Self {
        Self::ready(Err(leak()))
    }

    /// Sets the server's request id.
    pub fn request_id(self, id: &str) -> Self {
        self.with(|reply| reply.head.request_id = Some(id.into()))
    }

    /// Sets the `Retry-After` header.
    pub fn retry_after(self, header: &str) -> Self {
        self.with(|reply| reply.head.retry_after = Some(header.into()))
    }

    /// Sets the `Date` header.
    pub fn date(self, header: &str) -> Self {
        self.with(|reply| reply.head.date = Some(header.into()))
    }

    /// Sets the `Content-Type` header.
    pub fn media_type(self, header: &str) -> Self {
        self.with(|reply| reply.head.media_type = Some(header.into()))
    }

    /// Sets the minimum length of the body, in bytes, according to the head.
    pub fn least_bytes(self, bytes: usize) -> Self {
        self.with(|reply| reply.head.least_bytes = bytes)
    }

    /// Sets the `Content-Disposition` header.
    pub fn disposition(self, header: &str) -> Self {
        self.with(|reply| reply.head.disposition = Some(header.into()))
    }

    /// Marks the reply as one that a followed redirect led to.
    pub fn redirected(self) -> Self {
        self.with(|reply| reply.head.redirected = true)
    }

    fn with(mut self, change: impl FnOnce(&mut HttpReply)) -> Self {
        if let Some(Ok(reply)) = &mut self.result {
            change(reply);
        }
        self
    }
}

/// A chunk of a body.
pub struct Piece {
    /// The delay, from when it is awaited, in milliseconds.
    after: Millis,
    result: Option<Result<Vec<u8>, TransportError>>,
}

impl Piece {
    /// Bytes that are available immediately.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { after: 0, result: Some(Ok(bytes.into())) }
    }

    /// Never completes.
    pub fn silence() -> Self {
        Self { after: 0, result: None }
    }

    /// A broken connection.
    pub fn broken() -> Self {
        let message = format!("The connection broke, with {KEY} in it.");
        Self { after: 0, result: Some(Err(Failure::Network(message).into())) }
    }

    /// A broken connection whose cause has the key in it.
    pub fn leaking() -> Self {
        Self { after: 0, result: Some(Err(leak())) }
    }

    /// Delays the chunk by this many milliseconds.
    pub fn after(mut self, span: Millis) -> Self {
        self.after = span;
        self
    }
}

/// A failure whose cause has the key in it.
fn leak() -> TransportError {
    let cause: Rc<dyn Any> = Rc::new(format!("fetch failed, with {KEY} in it"));
    TransportError { failure: Failure::Network("The connection broke.".into()), cause: Some(cause) }
}

type Server = Box<dyn FnMut(&Sent) -> Answer>;
type Keeper = Box<dyn FnMut(usize) -> Outcome<Credential>>;

/// The transport. Clones share everything.
#[derive(Clone)]
pub struct Wire(Rc<State>);

struct State {
    time: Time,
    server: RefCell<Server>,
    keeper: RefCell<Keeper>,
    asked: Cell<usize>,
    sent: RefCell<Vec<Sent>>,
    open: Cell<usize>,
    pieces: Cell<usize>,
}

impl Wire {
    /// Creates a transport to a server.
    pub fn to(time: &Time, server: impl FnMut(&Sent) -> Answer + 'static) -> Self {
        let keeper = |_| {
            Outcome::ready(Ok(Credential { header: "X-API-KEY".into(), value: String::from(KEY).into() }))
        };
        Self(Rc::new(State {
            time: time.clone(),
            server: RefCell::new(Box::new(server)),
            keeper: RefCell::new(Box::new(keeper)),
            asked: Cell::new(0),
            sent: RefCell::default(),
            open: Cell::new(0),
            pieces: Cell::new(0),
        }))
    }

    /// Replaces the source of credentials. The function receives the number of earlier calls.
    pub fn credentials(&self, keeper: impl FnMut(usize) -> Outcome<Credential> + 'static) {
        *self.0.keeper.borrow_mut() = Box::new(keeper);
    }

    /// Returns the requests that were sent.
    pub fn sent(&self) -> Vec<Sent> {
        self.0.sent.borrow().clone()
    }

    /// Returns how often a credential was requested.
    pub fn asked(&self) -> usize {
        self.0.asked.get()
    }

    /// Returns how many requests are in progress.
    pub fn open(&self) -> usize {
        self.0.open.get()
    }

    /// Returns how many chunks of bodies were read.
    pub fn pieces(&self) -> usize {
        self.0.pieces.get()
    }

    async fn outcome<T>(&self, outcome: Outcome<T>) -> Result<T, TransportError> {
        let _open = Open::new(self.0.clone());
        if outcome.after > 0 {
            self.0.time.sleep(outcome.after).await;
        }
        match outcome.result {
            Some(result) => result,
            None => pending().await,
        }
    }
}

impl Transport for Wire {
    async fn credential(&self) -> Result<Credential, TransportError> {
        let asked = self.0.asked.replace(self.0.asked.get() + 1);
        let outcome = (self.0.keeper.borrow_mut())(asked);
        self.outcome(outcome).await
    }

    async fn send(
        &self,
        request: &Request,
        url: &str,
        credential: &Credential,
    ) -> Result<HttpReply, TransportError> {
        let sent = Sent {
            at: self.0.time.passed(),
            method: request.operation.method,
            url: url.into(),
            header: credential.header.clone(),
            secret: credential.value.to_string(),
            body: match &request.content {
                Some(Content::Json(json)) => Some(String::from_utf8_lossy(json).into()),
                Some(Content::Form(form)) => form.downcast_ref::<String>().cloned(),
                None => None,
            },
        };
        self.0.sent.borrow_mut().push(sent.clone());
        let mut answer = (self.0.server.borrow_mut())(&sent);
        let pieces = answer.pieces.take();
        let mut reply = self.outcome(answer).await?;
        if let Some(pieces) = pieces {
            let wire = self.0.clone();
            reply.body = Box::new(Coming { pieces, next: None, _open: Open::new(wire.clone()), wire });
        }
        Ok(reply)
    }

    fn redact_cause(&self, cause: Rc<dyn Any>, credential: &str) -> Rc<dyn Any> {
        match cause.downcast_ref::<String>() {
            Some(text) => Rc::new(text.replace(credential, "***")),
            None => cause,
        }
    }
}

/// The result of reading a chunk; `None` at the end.
type NextPiece = Result<Option<Vec<u8>>, TransportError>;

/// A body whose chunks arrive one by one, each timed from when it is awaited.
struct Coming {
    wire: Rc<State>,
    pieces: Pieces,
    /// The read in progress.
    next: Option<Pin<Box<dyn Future<Output = NextPiece>>>>,
    _open: Open,
}

impl Body for Coming {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>> {
        let next = self.next.get_or_insert_with(|| {
            let (piece, time) = (self.pieces.next(), self.wire.time.clone());
            self.wire.pieces.set(self.wire.pieces.get() + 1);
            Box::pin(async move {
                let Some(piece) = piece else { return Ok(None) };
                if piece.after > 0 {
                    time.sleep(piece.after).await;
                }
                match piece.result {
                    Some(result) => result.map(Some),
                    None => pending().await,
                }
            })
        });
        let piece = ready!(next.as_mut().poll(context))?;
        self.next = None;
        let more = piece.is_some();
        bytes.extend(piece.unwrap_or_default());
        Poll::Ready(Ok(more))
    }
}

/// Counts an exchange as in progress until it is dropped.
struct Open(Rc<State>);

impl Open {
    fn new(state: Rc<State>) -> Self {
        state.open.set(state.open.get() + 1);
        Self(state)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.set(self.0.open.get() - 1);
    }
}
