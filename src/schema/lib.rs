//! JSON schemas as static tables, and a scanner that validates text against them in one pass.
//!
//! The scanner builds nothing. It walks the text once and reports whether it fits; if values are needed, they are read
//! afterwards from the bytes that were validated, by `JSON.parse` in JavaScript and by serde in Rust.
//!
//! It is a separate crate so that it can be compiled for speed, while the rest of the wasm is compiled for size: the tables
//! themselves, too, which have theirs. Functions that are `#[inline]` without being hot are so for size: they are compiled where
//! they are used.

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
pub use members::{Member, elements, entries, find_text, members};
pub use number::count;
pub use scan::Strictness;
pub use seax_dialer_tables::*;
pub use select::Select;
