//! The checks of a draft, and the message that each contact would hear.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../support/allocations.rs"]
mod allocations;
mod cases;
mod codes;
mod fixes;
mod hours;
mod imports;
mod large;
mod launching;
mod merge;
mod opt_outs;
#[path = "../support/properties.rs"]
mod properties;
mod reading;
mod refused;
mod settings;
mod split;
#[path = "../support/time.rs"]
mod time;
#[allow(dead_code, reason = "the client's own tests need more of it")]
#[path = "../support/transport.rs"]
mod transport;
mod unknown_hours;
mod world;
