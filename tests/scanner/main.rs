//! Compares the scanner with serde: both read one declaration of each schema, and must judge every text alike. Also compares a
//! page in chunks with the same page as a whole.
//!
//! A test run checks about ten thousand random texts. CONTRIBUTING.md says how to run millions.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod agreement;
mod any_bytes;
mod characters;
mod choices;
mod differences;
mod feed;
mod json;
mod members;
mod mutation;
mod numbers;
mod places;
#[path = "../support/properties.rs"]
mod properties;
mod required;
mod samples;
mod truncation;
mod words;
