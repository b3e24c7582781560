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
    /// How long after it was sent a request may still take effect, in milliseconds, as an edge Worker has said. 0 if none has.
    pub commit_delay: Cell<u64>,
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
            commit_delay: Cell::new(0),
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
        key.as_ref().map(|key| Credential { header: KEY_HEADER.into(), value: key.clone() })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{error::Code, model::WorkspaceId};

    fn session(key: Option<&str>, seed: u64) -> Session {
        let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
        let config = Config::new(&workspace, None).expect("the default base URL is good");
        Session::new(config, key.map(Into::into), seed)
    }

    #[test]
    fn a_key_goes_into_the_header_of_keys_until_the_client_is_closed() {
        let session = session(Some("e91772ccb5e6"), 1);
        let key = session.key().expect("there is one");
        assert_eq!((key.header.as_str(), key.value.as_str()), ("X-API-KEY", "e91772ccb5e6"));
        assert!(session.check_open().is_ok());

        session.close();
        assert!(session.key().is_none(), "it is forgotten");
        assert_eq!(session.check_open().err().map(|error| error.code), Some(Code::ClientClosed));
    }

    #[test]
    fn a_client_without_a_key_has_no_credential_of_its_own() {
        let session = session(None, 1);
        assert!(session.key().is_none());
        assert!(session.check_open().is_ok());
    }

    #[test]
    fn chances_are_the_numbers_of_split_mix_64() {
        let session = session(None, 1_234_567);
        // Its published test vector: the upper 53 bits of each number are one chance.
        for number in [
            6_457_827_717_110_365_317_u64,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ] {
            assert_eq!(session.chance(), (number >> 11) as f64 / 9_007_199_254_740_992.0);
        }
    }
}
