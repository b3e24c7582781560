//! JSON schemas as static tables, the formats of strings, and the error messages for text that does not fit.
//!
//! This is a separate crate because a scan rarely runs this code: it is compiled for size, and the scanner for speed.

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
pub use split::{split, split_once, split_once_at};
pub use suggest::suggest;
pub use table::{Field, HasSchema, MAX_SAFE_INTEGER, ObjectSchema, Schema, Union, join};
pub use unescape::unescape;
