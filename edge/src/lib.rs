//! The edge Worker: which requests it lets through to the API, its launches and its watches.
//!
//! Decisions are made here and tested natively: the claims of a token, what it allows, which URL a request goes to, what of
//! a reply must not get out. The scripts in `edge/worker` do what only the platform can: signatures, `fetch`, storage,
//! sockets; `js` is what they call. The launch protocol, the watch and the operations are the client's own.

pub mod authorize;
pub mod claims;
pub mod config;
pub mod draft;
pub mod limits;
mod member;
pub mod operation;
pub mod query;
pub mod redact;
pub mod refusal;
pub mod route;
mod schemas;
pub mod token_request;
#[cfg(test)]
mod written;

#[cfg(target_arch = "wasm32")]
mod js;
