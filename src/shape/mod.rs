//! Shapes: what a piece of JSON must look like, as static tables; and the scanner that checks text against them.
//!
//! Nothing is built here. A scan walks the text once and says "fits" or where and why not; whoever needs values reads
//! them afterwards from the very bytes that were checked: JavaScript with its own `JSON.parse`, Rust with serde.

mod checked;
mod fault;
mod feed;
mod format;
mod lanes;
mod members;
mod nearest;
mod number;
mod page;
mod scan;
mod select;
mod skip;
mod table;
mod text;

pub use checked::{Checked, InputError, Object, check_reply};
pub use fault::{Fault, Problem, Step};
pub use feed::{Feed, Row};
pub use format::Format;
pub use members::{Member, elements, entries, find_text, members};
pub use nearest::nearest;
pub use select::Select;
pub use table::{Field, Kind, Shape, Shaped, Union, join};
pub use text::unescape;
