//! Progress, reports and watches of campaigns, on virtual time with a scripted server.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod ends;
mod failures;
mod figures;
mod forecasts;
mod harness;
mod paces;
mod polling;
mod progress;
#[path = "../support/properties.rs"]
mod properties;
mod random;
mod rates;
mod reports;
mod snapshots;
#[path = "../support/time.rs"]
mod time;
#[expect(dead_code, reason = "not every suite needs every kind of answer")]
#[path = "../support/transport.rs"]
mod transport;
