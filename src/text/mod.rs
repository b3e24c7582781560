//! Characters: their case and width, punctuation, and those that nobody sees or hears.

mod case_fold;
mod punctuation;

pub use case_fold::{lower, same};
pub use punctuation::{is_blank, is_mark, is_punctuation, narrow, separates_digits};
