//! Detects text within or after a phone number that makes it uncertain: an extension, a second number, a trunk prefix.

use super::trim::{DIGITS, digits, first_other, trim_end, trim_start};
use crate::{phone::dials_zero, schema::split_once_at};

/// Words and signs before an extension.
const EXTENSIONS: [&str; 18] = [
    "ex", ";ex", "x", "#", "*", ",", ";", "p", "w", "int", "ramal", "durchw", "доб", "分機", "分机", "轉",
    "转", "內",
];

/// Returns the problem if a field has two numbers, or a number with an extension.
pub fn several(text: &str) -> Option<&'static str> {
    let groups = |character: char| !(character.is_ascii_digit() || " ()-.".contains(character));
    if text.split(groups).filter(|part| digits(part) >= 7).count() > 1 {
        return Some("it has two numbers. Keep one, or make two contacts.");
    }
    let (number, rest) = text.split_at_checked(first_other(text, "0123456789+ ()-./"))?;
    let rest = rest.to_ascii_lowercase();
    let extension =
        digits(number) >= 7 && digits(&rest) > 0 && EXTENSIONS.iter().any(|word| rest.starts_with(word));
    extension
        .then_some("it has an extension, which cannot be dialed. Write the number alone, or use another one.")
}

/// Returns why it is uncertain whether all digits of a text belong to one number as dialed from abroad, if it is.
pub fn doubt(text: &str) -> Option<&'static str> {
    if has_trunk_zero(text) {
        return Some(
            "a 0 after the country code is not dialed from abroad in most countries. Write the number as it is dialed from \
             abroad.",
        );
    }
    // Countries with calling code 1 have ten digits after it.
    let is_long = trim_start(text, "+( ").starts_with('1') && digits(text) > 11;
    (is_long || has_loose_end(text)).then_some(
        "its last digits may be an extension or the end of another number. Write one complete number.",
    )
}

/// Returns whether the number after the country code, or another group in brackets, begins with a 0 that may not be dialed from
/// abroad: `+886 0912 345 678`.
fn has_trunk_zero(text: &str) -> bool {
    let number = trim_start(text, "+( ");
    let Some((code, rest)) = number.split_at_checked(first_other(number, DIGITS)) else { return false };
    if code.len() <= 3 && trim_start(rest, " -./()").starts_with('0') {
        return !dials_zero(code);
    }
    split_once_at(text, "(0").is_some()
}

/// Returns whether the number is long enough without its last digits, and those are separated differently from the other groups,
/// or are fewer than a group has: `+886 2 8765 4321 - 12`, `+886287654321 (12)`, `+442079460958/59`, `+886 2 8765 4321 12`.
fn has_loose_end(text: &str) -> bool {
    let number = trim_end(text, " ()-./");
    let before = trim_end(number, DIGITS);
    let head = trim_end(before, "+ ()-./");
    let separator = before.get(head.len()..).unwrap_or_default();
    let has = |sign: u8| separator.as_bytes().contains(&sign);
    let enough = if has(b'/') || has(b'(') || has(b'-') && has(b' ') { 7 } else { 10 };
    let last = number.len() - before.len();
    // In France and elsewhere, several groups have two digits.
    let is_short = last <= 2 && head.len() - trim_end(head, DIGITS).len() > 2;
    (1..=5).contains(&last)
        && digits(head) >= enough
        && (is_short || has(b'/') || has(b'(') || split_once_at(head, separator).is_none())
}
