//! Trims sets of ASCII characters. Functions of their own, since each pattern of the standard library's is one more.

pub const DIGITS: &str = "0123456789";

/// A text without what it has of a set at its start.
pub fn trim_start<'a>(text: &'a str, set: &str) -> &'a str {
    let end = text.bytes().position(|byte| !has(set, byte)).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// A text without what it has of a set at its end.
pub fn trim_end<'a>(text: &'a str, set: &str) -> &'a str {
    let end = text.bytes().rposition(|byte| !has(set, byte)).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}

/// A text without what it has of a set at both ends.
pub fn trim<'a>(text: &'a str, set: &str) -> &'a str {
    trim_start(trim_end(text, set), set)
}

/// Where a text has the first character that is not in a set.
pub fn first_other(text: &str, set: &str) -> usize {
    text.len() - trim_start(text, set).len()
}

/// How many digits a text has.
pub fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn has(set: &str, byte: u8) -> bool {
    set.as_bytes().contains(&byte)
}
