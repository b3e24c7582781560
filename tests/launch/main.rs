//! Tests the launch on a model of its whole environment: time, network, server, and a caller that is killed and resumes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod aborting;
mod caller;
mod chance;
mod faults;
mod gateways;
mod keys;
mod named;
mod protocol;
mod resuming;
mod scene;
mod server;
mod sharing;
mod simulation;
mod stores;
mod tally;
mod time;
mod world;
