//! Policy around one exchange, and above it: credentials, deadlines, retries, pages, watches.
//!
//! It talks to the world through two traits, [`Transport`] and [`Clock`], so that all of it runs natively, on virtual
//! time, in tests.

mod attempt;
mod check;
mod config;
mod event;
mod exchange;
mod file;
mod http_error;
mod judge;
mod launch;
mod pushed;
mod recent;
pub(crate) mod redact;
mod report;
mod response_body;
mod retry;
mod stream;
mod transport;
mod wait;
mod watch;

use std::cell::Cell;

pub use check::Hours;
pub use config::{BASE_URL, CallOptions, Config};
pub use event::{Event, Observer};
pub use file::File;
pub use launch::{LaunchOptions, Outcome, Receipt, TicketStore, digest};
pub use pushed::{MAX_PUSHED, Pushed};
pub use stream::Stream;
pub use transport::{
    Body, Clock, Credential, HttpReply, HttpRequest, KEY_HEADER, MAX_CHUNK, Millis, Transport, TransportError,
};
pub use watch::{Watch, WatchOptions};

/// The client: what one workspace needs to be talked to.
pub struct Client<T, C> {
    transport: T,
    clock: C,
    config: Config,
    observer: Option<Observer>,
    /// The state of the generator that spreads retries.
    jitter: Cell<u64>,
    /// The launches under way.
    flights: launch::SingleFlight,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// A client. `seed` is any number that differs from client to client: it spreads their retries.
    pub fn new(config: Config, transport: T, clock: C, observer: Option<Observer>, seed: u64) -> Self {
        Self { transport, clock, config, observer, jitter: Cell::new(seed), flights: Default::default() }
    }

    /// The API's base URL, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.config.base_url()
    }

    /// The workspace's id.
    pub fn workspace_id(&self) -> &str {
        self.config.workspace_id()
    }

    /// What carries the requests.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    fn observe(&self, event: Event<'_>) {
        if let Some(observer) = &self.observer {
            observer(&event);
        }
    }
}
