//! The implementation of the npm package `seax-dialer`: a typed client for SeaX (Seasalt.ai) auto-dialer voice campaigns, compiled
//! to WebAssembly. It is not published on crates.io, and its API changes without notice as the package needs it.
//!
//! Natively it brings no HTTP: [`client::Client`] drives a [`client::Transport`] and a [`client::Clock`] of yours, as the tests do
//! with virtual time. The module `js` drives it in JavaScript, and is compiled for WebAssembly only.
//!
//! The main modules:
//!
//! * [`model`]: the API's data types.
//! * [`api`]: the operations, and the requests made from them.
//! * [`schema`]: checks JSON against a type, in one pass.
//! * [`engine`]: decides how a request is sent, what its response means, and when it is retried.
//! * [`client`]: sends requests; launches, watches, checks and reports.
//! * [`preflight`]: checks a draft before anyone is called.
//! * [`template`]: renders messages with merge fields.
//! * [`progress`]: derives a campaign's rates and forecast from its counts.
//! * [`csv`]: checks a file of contacts before it is imported.
//! * [`hours`]: knows when a phone number may be called.

pub mod api;
pub mod client;
pub mod csv;
pub mod engine;
pub mod error;
pub mod hash;
pub mod hours;
pub mod json;
pub mod model;
pub mod phone;
pub mod preflight;
pub mod progress;
pub mod template;
pub mod text;

pub use seax_dialer_schema as schema;
pub use seax_dialer_schema::timestamp;

#[cfg(target_arch = "wasm32")]
pub mod js;
