//! Merge fields: renders a campaign's message as each recipient hears it.

mod lookalike;
mod placeholder;
mod recipient;
mod render;
mod value;

pub use lookalike::{Keys, Lookalike, is_own, last_sign, lookalikes};
pub use placeholder::RESERVED;
pub use recipient::Recipient;
pub use render::{Asked, Message, Value, braced, field, is_reserved, render};
pub use value::{Literal, literal, literal_of_contact};
