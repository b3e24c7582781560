//! The edge Worker: what it lets through to the API, and its launches and watches.
//!
//! Everything is decided here, and tested natively: who a token is of, what it may do, where a request goes, what of it goes
//! on. `js` is how the Worker's scripts ask; they do what only the platform can (WebCrypto, `fetch`, storage, sockets).
//! The launch protocol, the watch and the declarations of operations are the client's own.

pub mod draft;
mod form;
pub mod gate;
pub mod grant;
pub mod operation;
pub mod query;
pub mod refusal;
pub mod route;
pub mod rules;
pub mod token;

#[cfg(target_arch = "wasm32")]
mod js;
