//! What the small core exports: calls of one request, driven by `pkg/src/driver.js`.
//!
//! Only numbers cross: handles of clients and calls, addresses, lengths, steps. Texts go through the mailbox. So there is no
//! glue around these functions, and nothing here may use js-sys, futures or wasm-bindgen's values: the build splits off what
//! these functions reach as a module of its own, which has no imports.

#![allow(clippy::too_many_arguments, reason = "only numbers cross: each is an argument")]

mod call;
mod client;
mod failure;
mod mailbox;
mod slots;

pub use client::{Seat, seat};
