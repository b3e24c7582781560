//! JSON schemas as static tables, the formats of their texts, and the words about texts that do not fit them.
//!
//! What a scan needs rarely is here, in a crate of its own: it is compiled for size, and the scanner for speed.

mod digits;
mod error;
mod format;
mod split;
mod suggest;
mod table;
pub mod timestamp;
mod unescape;

pub use digits::Digits;
pub use error::{ErrorKind, PathSegment, ValidationError};
pub use format::Format;
pub use split::{split, split_once};
pub use suggest::suggest;
pub use table::{Field, HasSchema, MAX_SAFE_INTEGER, ObjectSchema, Schema, Union, join};
pub use unescape::unescape;
