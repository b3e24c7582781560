//! Checks a draft before anyone is called.
//!
//! Everything here is a pure function of data already read; [`Client::check`](crate::client::Client::check) reads it.

pub mod agent;
pub mod audience;
pub mod content;
pub mod draft;
pub mod finding;
mod fix;
mod gap;
pub mod hours;
pub mod labels;
pub mod message;
mod opt_outs;
pub mod phones;
mod refused;
mod repeats;
mod tally;
pub mod window;
mod words;

pub use fix::{apply_fixes, fixes};
pub use refused::read;
