//! JSON schemas as static tables, and a scanner that validates text against them in one pass.
//!
//! The scanner builds no values. It walks the text once and reports whether it fits the schema. If values are needed, they are
//! parsed afterwards from the validated bytes, by `JSON.parse` in JavaScript and by serde in Rust.
//!
//! It is a separate crate so that it can be compiled for speed, while the rest of the wasm, including the tables
//! (`seax-dialer-tables`), is compiled for size. Some functions that are not hot are `#[inline]` to save size, too: they are
//! compiled in the crate that calls them.

mod ascii;
mod checked;
mod feed;
mod members;
mod number;
mod page;
mod scan;
mod select;
mod simd;
mod skip;
mod text;

pub use ascii::to_ascii;
pub use checked::{Checked, InputError, Object, check_input, check_reply, fits};
pub use feed::{Feed, Row};
pub use members::{Member, elements, entries, find_text, members, text};
pub use number::count;
pub use scan::Strictness;
pub use seax_dialer_tables::*;
pub use select::Select;
