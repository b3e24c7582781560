//! The typed client for SeaX (Seasalt.ai) auto-dialer voice campaigns.
//!
//! `api` describes a request with the types of `model`, `engine` decides how it is sent and what its response means, and `schema`
//! checks the reply in one pass. `client` and `js` drive the engine. Everything except `js` compiles natively, so that the whole
//! policy is tested there.

pub mod api;
pub mod client;
pub mod csv;
pub mod engine;
pub mod error;
pub mod hours;
pub mod json;
pub mod model;
pub mod preflight;
pub mod progress;
pub mod template;

pub use seax_dialer_schema as schema;
pub use seax_dialer_schema::timestamp;

#[cfg(target_arch = "wasm32")]
pub mod js;
