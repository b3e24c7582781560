//! The launch, proved on a model of everything around it: time, network, server, and a caller that is killed and comes
//! back.

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
mod protocol;
mod resuming;
mod scene;
mod server;
mod sharing;
mod simulation;
mod time;
mod world;
