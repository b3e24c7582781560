//! Trims sets of ASCII characters. The standard library's functions would be compiled anew for each type of pattern.

pub const DIGITS: &str = "0123456789";

/// Returns a text without leading characters of a set.
pub fn trim_start<'a>(text: &'a str, set: &str) -> &'a str {
    let end = text.bytes().position(|byte| !has(set, byte)).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

/// Returns a text without trailing characters of a set.
pub fn trim_end<'a>(text: &'a str, set: &str) -> &'a str {
    let end = text.bytes().rposition(|byte| !has(set, byte)).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}

/// Returns a text without leading and trailing characters of a set.
pub fn trim<'a>(text: &'a str, set: &str) -> &'a str {
    trim_start(trim_end(text, set), set)
}

/// Returns the index of the first character that is not in a set, or the text's length.
pub fn first_other(text: &str, set: &str) -> usize {
    text.len() - trim_start(text, set).len()
}

/// Returns the number of digits in a text.
pub fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn has(set: &str, byte: u8) -> bool {
    set.as_bytes().contains(&byte)
}
