//! Shapes: what a piece of JSON must look like, as static tables; and the scanner that checks text against them.
//!
//! Nothing is built here. A scan walks the text once and says "fits" or where and why not; whoever needs values reads
//! them afterwards from the very bytes that were checked: JavaScript with its own `JSON.parse`, Rust with serde.
//!
//! It is a crate of its own so that it alone is compiled for speed: all else in the wasm is compiled for size.

mod ascii;
mod checked;
mod digits;
mod error;
mod feed;
mod format;
mod members;
mod number;
mod page;
mod scan;
mod select;
mod simd;
mod skip;
mod suggest;
mod table;
mod text;
pub mod timestamp;

pub use ascii::to_ascii;
pub use checked::{Checked, InputError, Object, check_input, check_reply};
pub use digits::Digits;
pub use error::{ErrorKind, PathSegment, ValidationError};
pub use feed::{Feed, Row};
pub use format::Format;
pub use members::{Member, elements, entries, find_text, members};
pub use select::Select;
pub use suggest::suggest;
pub use table::{Field, HasSchema, ObjectSchema, Schema, Union, join};
pub use text::unescape;
