//! The state that all calls of one client share.

use std::cell::{Cell, RefCell};

use zeroize::Zeroizing;

use crate::{
    api::Request,
    engine::{Config, Credential, KEY_HEADER},
    error::{Error, Result},
};

/// A client's configuration, its key, and its state.
pub struct Session {
    /// The configuration.
    pub config: Config,
    /// The API key, if there is one. `None` after the client was closed.
    key: RefCell<Option<Zeroizing<String>>>,
    closed: Cell<bool>,
    /// Whether the latest response came from this package's edge Worker.
    pub meets_edge: Cell<bool>,
    /// The state of the random number generator for jitter.
    jitter: Cell<u64>,
}

impl Session {
    /// Creates a session. `seed` is any number that differs between clients, so that their retries spread out.
    pub fn new(config: Config, key: Option<String>, seed: u64) -> Self {
        Self {
            config,
            key: RefCell::new(key.map(Zeroizing::new)),
            closed: Cell::new(false),
            meets_edge: Cell::new(false),
            jitter: Cell::new(seed),
        }
    }

    /// Closes the client: forgets the key and wipes its memory, so that nothing can be sent any more.
    pub fn close(&self) {
        self.closed.set(true);
        self.key.replace(None);
    }

    /// Checks that calls can be made.
    ///
    /// # Errors
    /// `client_closed` after [`Session::close`].
    pub fn check_open(&self) -> Result<()> {
        if self.closed.get() { Err(Error::closed()) } else { Ok(()) }
    }

    /// Returns the key as a credential, if there is one.
    pub fn key(&self) -> Option<Credential> {
        let key = self.key.borrow();
        key.as_ref().map(|key| Credential { header: KEY_HEADER.into(), value: key.to_string() })
    }

    /// Returns the complete URL of a request.
    pub fn url(&self, request: &Request) -> String {
        let mark = if request.query.is_empty() { "" } else { "?" };
        let Config { base_url, workspace, .. } = &self.config;
        let (path, query) = (&request.path, &request.query);
        String::from_iter([base_url, "/api/v1/workspace/", workspace.as_str(), "/", path, mark, query])
    }

    /// Returns a random number in 0..1 (SplitMix64).
    pub fn chance(&self) -> f64 {
        let state = self.jitter.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.jitter.set(state);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }
}
