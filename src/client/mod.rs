//! Everything that takes more than one request: iteration over lists, checks, launches, watches, files. Each request goes
//! through the engine.
//!
//! It reaches the outside world through two traits, [`Transport`] and [`Clock`], so that all of it runs natively, on virtual
//! time, in tests.

mod attempt;
mod check;
mod event;
mod exchange;
mod file;
mod launch;
mod pushed;
mod recent;
mod report;
mod response_body;
mod stream;
mod transport;
mod wait;
mod watch;

use std::rc::Rc;

use crate::engine::Session;

pub use crate::engine::{
    BASE_URL, CallOptions, Config, Credential, Failure, KEY_HEADER, Millis, ResponseHead,
};
pub use check::Hours;
pub use event::{Event, Observer};
pub use file::File;
pub use launch::{
    HORIZON_MARGIN, LaunchOptions, MAX_UNRELATED, NOT_FORGOTTEN, Outcome, Receipt, TicketStore, digest,
    forget,
};
pub use pushed::{MAX_PUSHED, Pushed};
pub use stream::Stream;
pub use transport::{Body, Clock, HttpReply, MAX_CHUNK, Transport, TransportError};
pub use watch::{Watch, WatchOptions};

/// A client for one workspace.
pub struct Client<T, C> {
    transport: T,
    clock: C,
    session: Rc<Session>,
    observer: Option<Observer>,
    /// The launches in progress, and the tickets of earlier ones.
    flights: launch::SingleFlight,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Creates a client. `seed` is any number that differs between clients, so that their retries spread out.
    pub fn new(config: Config, transport: T, clock: C, observer: Option<Observer>, seed: u64) -> Self {
        Self::of(Rc::new(Session::new(config, None, seed)), transport, clock, observer)
    }

    /// Creates a client for a session that others may share.
    pub fn of(session: Rc<Session>, transport: T, clock: C, observer: Option<Observer>) -> Self {
        Self { transport, clock, session, observer, flights: Default::default() }
    }

    fn config(&self) -> &Config {
        &self.session.config
    }

    /// Returns the limits of a call.
    fn limits(&self, options: CallOptions) -> CallOptions {
        options.or(self.config().limits)
    }

    /// Returns the deadline of a call, in milliseconds.
    pub fn deadline(&self, options: CallOptions) -> Millis {
        self.limits(options).deadline()
    }

    /// The state that this client shares with others of its session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The transport that carries the requests.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    fn observe(&self, event: Event<'_>) {
        if let Some(observer) = &self.observer {
            observer(&event);
        }
    }
}
