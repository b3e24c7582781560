//! Thinking about campaigns: what is wrong with a draft, what each contact would hear, and the figures of one under way.
//!
//! Everything here is a pure function of what was read. [`Client::check`](crate::client::Client::check),
//! [`Watch`](crate::client::Watch) and [`Client::report`](crate::client::Client::report) do the reading.

pub mod agent;
pub mod audience;
pub mod content;
pub mod draft;
pub mod figures;
pub mod finding;
mod fix;
pub mod import;
pub mod json;
pub mod labels;
mod letters;
mod merge;
pub mod message;
mod number;
mod person;
pub mod phones;
mod refused;
mod tally;
pub mod window;
mod words;

pub use fix::apply_fixes;
pub use merge::{Message, RESERVED, Said, render};
pub use number::is_e164;
pub use person::Person;
pub use refused::read;
