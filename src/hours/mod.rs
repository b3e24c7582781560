//! Calling hours: where a number can be, what time it is there, and whether a rule for calls is known.
//!
//! Pure functions over a [`Table`], which is a file of its own (`hours.bin`): number prefixes with the rules of their offsets
//! from UTC, without zone names and without `Intl`, whose data is out of date in some runtimes. The readable source is
//! `data/hours.txt`; `cargo xtask hours` makes both.
//!
//! Where somebody can be in several zones, all of them have to agree. What is not known is [`Verdict::Unknown`].

mod answer;
mod calendar;
mod holidays;
mod number;
mod offset;
mod place;
mod question;
mod reader;
mod rule;
mod span;
mod table;

pub use answer::{Answer, Contact, Courtesy, Verdict, calling_hours};
pub use calendar::{Daily, date_text, local_text, offset_text};
pub use holidays::Holidays;
pub use number::{Defect, correct, defect};
pub use offset::OffsetRule;
pub use place::{Basis, Located, Location, Locations, beginning, locate, locate_one};
pub use question::Question;
pub use rule::{CallRule, Cap, Certainty, Kind, Purpose};
pub use span::{Span, common};
pub use table::Table;

/// The packed table. The npm package has them as a module of their own.
pub const DATA: &str = include_str!("data/hours.bin");

/// The hours that are offered where no rule is known, and never applied unasked.
pub const COURTESY: Daily = Daily { opens: 9 * 60, closes: 21 * 60 };
