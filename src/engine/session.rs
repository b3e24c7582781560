//! What all calls of one client share.

use std::cell::{Cell, RefCell};

use zeroize::Zeroizing;

use crate::{
    api::Request,
    engine::{Config, Credential, KEY_HEADER},
    error::{Error, Result},
};

/// A client's set-up, its key, and what it has learned.
pub struct Session {
    /// The set-up.
    pub config: Config,
    /// The API key, where there is one; none once the client is closed.
    key: RefCell<Option<Zeroizing<String>>>,
    closed: Cell<bool>,
    /// Whether an edge Worker of this package's has answered.
    pub meets_edge: Cell<bool>,
    /// The state of the generator that spreads retries.
    jitter: Cell<u64>,
}

impl Session {
    /// A session. `seed` is any number that differs from client to client: it spreads their retries.
    pub fn new(config: Config, key: Option<String>, seed: u64) -> Self {
        Self {
            config,
            key: RefCell::new(key.map(Zeroizing::new)),
            closed: Cell::new(false),
            meets_edge: Cell::new(false),
            jitter: Cell::new(seed),
        }
    }

    /// Forgets the key: nothing can be sent any more. Its memory is wiped.
    pub fn close(&self) {
        self.closed.set(true);
        self.key.replace(None);
    }

    /// Whether calls can be made.
    ///
    /// # Errors
    /// `client_closed` once it was closed.
    pub fn check_open(&self) -> Result<()> {
        if self.closed.get() { Err(Error::closed()) } else { Ok(()) }
    }

    /// The key as a credential, where there is one.
    pub fn key(&self) -> Option<Credential> {
        let key = self.key.borrow();
        key.as_ref().map(|key| Credential { header: KEY_HEADER.into(), value: key.to_string() })
    }

    /// The whole URL of a request.
    pub fn url(&self, request: &Request) -> String {
        let mark = if request.query.is_empty() { "" } else { "?" };
        String::from_iter([&self.config.root, &request.path, mark, &request.query])
    }

    /// A random number in 0..1 (SplitMix64).
    pub fn chance(&self) -> f64 {
        let state = self.jitter.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.jitter.set(state);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }
}
