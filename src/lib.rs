//! The typed client for SeaX (Seasalt.ai) auto-dialer voice campaigns.
//!
//! A request passes through `js`, `client`, `api` and `model`; its reply comes back through `schema`, which checks it in one
//! pass. Everything except `js` compiles natively, so that the whole policy is tested there.

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
