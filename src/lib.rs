//! The typed client for SeaX (Seasalt.ai) auto-dialer voice campaigns.

pub mod api;
pub mod client;
pub mod error;
pub mod model;
pub mod shape;

#[cfg(target_arch = "wasm32")]
mod js;
