//! Finds the number in a text.

use crate::{
    phone::is_e164,
    text::{narrow, separates_digits},
};

/// The fewest digits of a number that an extension can follow.
const COMPLETE: usize = 7;

/// Returns the part of a text that is dialed: without text before the number, such as "tel:" or a quote, and without an
/// extension. What stands for digits stays: with it, the text is no number.
pub fn dialed(text: &str) -> &str {
    if is_e164(text) {
        return text;
    }
    let (mut start, mut end, mut digits) = (text.len(), text.len(), 0);
    for (place, character) in text.char_indices() {
        match narrow(character) {
            '0'..='9' => digits += 1,
            '+' | '(' if digits == 0 => {}
            _ if separates_digits(character) => continue,
            _ if digits == 0 => {
                start = text.len();
                continue;
            }
            _ if digits < COMPLETE => continue,
            _ => {
                let (before, rest) = text.split_at_checked(place).unwrap_or_default();
                if !stands_for_digits(before, rest) {
                    end = place;
                }
                break;
            }
        }
        start = start.min(place);
    }
    text.get(start..end).unwrap_or_default()
}

/// Returns whether the digits of a number do not end before the rest of a text, but are masked (`****`), spelled (`-CALL`) or
/// left out (`E+11`).
fn stands_for_digits(before: &str, rest: &str) -> bool {
    let mut signs = rest.chars().map(narrow);
    let (first, second) = (signs.next(), signs.next());
    let is_letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphabetic());
    if first == Some('*') || first == second && first != Some(',') {
        return true;
    }
    let is_extension = matches!(first, Some('x' | 'X')) && !is_letter(second)
        || rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("ext"));
    let last = before.chars().next_back().map(narrow);
    is_letter(first) && matches!(last, Some('0'..='9' | '-' | '.')) && !is_extension
}
