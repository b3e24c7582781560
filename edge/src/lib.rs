//! The edge Worker: which requests it forwards to the API, its launches and its watches.
//!
//! This crate decides what a request may do, and is tested natively: it checks the claims of a token and what they allow, builds
//! the URL of a forwarded request, and redacts replies. The scripts in `edge/worker` do what needs the platform: signatures,
//! `fetch`, storage and sockets; they call the exports in `js`. They also decide what depends on stored state: which launch is
//! carried out, and when it is looked for again (`launch_coordinator.ts`), when a campaign is read and what its watchers are
//! sent (`campaign_room.ts`), and an operator's quota. The launch protocol, the watch and the operations are the client's own.

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
#[path = "../../tests/support/written.rs"]
mod written;

#[cfg(target_arch = "wasm32")]
mod js;
