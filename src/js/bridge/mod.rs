//! The exports of the small core: calls of one request, driven by `pkg/src/exchange.js`.
//!
//! Only numbers cross the boundary: handles of clients and calls, addresses, lengths, steps. Texts go through the mailbox.
//! These functions therefore need no glue, and must not use js-sys, futures or wasm-bindgen's values: the build splits off
//! what they reach as a separate module, which has no imports.

#![allow(clippy::too_many_arguments, reason = "only numbers cross: each is an argument")]

mod call;
mod client;
mod failure;
mod mailbox;
mod slots;

pub use client::{ClientState, client_state, limits};
pub use failure::write_details;
