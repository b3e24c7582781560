//! Merge fields: a campaign's message as each recipient hears it.

mod case_fold;
mod lookalike;
mod recipient;
mod render;

pub use case_fold::{lower, same};
pub use lookalike::{Lookalike, is_known, lookalikes};
pub use recipient::Recipient;
pub use render::{Message, RESERVED, Value, braced, field, is_reserved, render};
