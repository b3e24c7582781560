//! Calling hours: where a phone number can be, the local time there, and whether a rule allows calls.
//!
//! Pure functions over a [`Table`], which the npm package ships as a script, `hours_table.js`. It maps number prefixes to rules for
//! offsets from UTC, without zone names. `Intl` is not used, because its data is out of date in some runtimes. The readable
//! source is `data/hours.txt`, with some sections kept by hand; `cargo xtask hours` generates the others, and packs it as text
//! into `data/hours.bin`.
//!
//! If a contact can be in several zones, all of them have to allow a call. Unless one forbids it, an unknown rule or zone makes
//! the result [`Verdict::Unknown`].

mod answer;
mod calendar;
mod holidays;
mod names;
mod number;
mod offset;
mod place;
mod question;
mod reader;
mod rule;
mod span;
mod table;

pub use answer::{Answer, Courtesy, Verdict, calling_hours};
pub use calendar::{DAY, Daily, date_text, local_text};
pub use holidays::Holidays;
pub use number::{Defect, correct, defect, meant};
pub use offset::OffsetRule;
pub use place::{Basis, Contact, Location, Locations, beginning};
pub use question::Question;
pub use rule::{CallRule, Cap, Certainty, Kind, Purpose};
pub use span::{Span, common, contain};
pub use table::Table;

/// The packed table. In the npm package, calling hours are a separate module.
pub const DATA: &str = include_str!("data/hours.bin");

/// The polite hours that are suggested if no rule is known. They are applied only on request.
pub const COURTESY: Daily = Daily { opens: 9 * 60, closes: 21 * 60 };
