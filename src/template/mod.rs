//! Merge fields: renders a campaign's message as each recipient hears it.

mod case_fold;
mod lookalike;
mod placeholder;
mod punctuation;
mod recipient;
mod render;
mod value;

pub use case_fold::{lower, same};
pub use lookalike::{Keys, Lookalike, is_own, last_sign, lookalikes};
pub use placeholder::RESERVED;
pub use punctuation::{is_mark, narrow, separates_digits};
pub use recipient::Recipient;
pub use render::{Asked, Message, Value, braced, field, is_reserved, render};
pub use value::{Literal, is_blank, literal, literal_of_contact};
