//! Tests the client's policy on virtual time with a scripted server: no test sleeps or uses the network, and all are
//! deterministic.

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
mod bodies;
mod changes;
mod creates;
mod credentials;
mod deadlines;
mod drops;
mod events;
mod files;
mod harness;
mod list;
mod pages;
#[path = "../support/properties.rs"]
mod properties;
mod replies;
mod retries;
mod secrets;
mod streams;
mod streams_end;
#[path = "../support/time.rs"]
mod time;
#[path = "../support/transport.rs"]
mod transport;
mod waits;
