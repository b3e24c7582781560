//! Explains what is wrong with a phone number in a file, and corrects it if the correction is certain.

use super::{
    after::{doubt, several},
    before::{chat, without_word},
    finding::shown,
    plain::{Oddity, note, plain},
    trim::{DIGITS, trim, trim_end, trim_start},
};
use crate::{
    phone::{dials_zero, is_e164},
    schema::split_once_at,
};

/// Words for "none" that people write into a column for numbers.
const NONE: [&str; 15] = [
    "n/a",
    "na",
    "n.a",
    "nan",
    "no",
    "none",
    "null",
    "nil",
    "undefined",
    "unknown",
    "無",
    "无",
    "沒有",
    "没有",
    "不明",
];

/// Punctuation around such a word, or in its place.
const PUNCTUATION: &str = " !\"#$%&'()*+,-./:;=?@\\^_`|~";

/// Why a number is not E.164, and the correction if it is certain.
type Reason = (String, Option<String>);

/// Returns the message for a field that is not a number in E.164, and the correction if it is certain.
pub fn explain(column: &str, field: &str) -> Reason {
    let (reason, fix) = reason(column, field);
    let mut words = ["`", column, "` is \"", &shown(field), "\": ", &reason].concat();
    match fix.as_deref() {
        Some("") => words.push_str(" Leave the field empty."),
        Some(fix) => words.extend([" Write ", fix, "."]),
        None => {}
    }
    (words, fix)
}

fn reason(column: &str, field: &str) -> Reason {
    let (plain, mut oddities) = plain(field);
    let mut text = plain.trim();
    let lower = text.to_ascii_lowercase();
    let without = |words: &str| (words.to_owned(), None);
    if lower == column {
        return without("the header is repeated here. Delete this line.");
    }
    if is_error(&lower) {
        return without("it is a spreadsheet error. Export the file again with the number.");
    }
    let word = trim(&lower, PUNCTUATION);
    // Covers fields that are blank or consist of punctuation.
    if word.is_empty() || NONE.contains(&word) {
        return ("it is not a number.".into(), Some(String::new()));
    }
    if is_scientific(&lower) {
        return without(
            "a spreadsheet has shortened it, and digits may be lost. Format the column as text, and export it again.",
        );
    }
    if let Some(number) = chat(&lower) {
        return ("it is a chat link.".into(), Some(number).filter(|number| is_e164(number)));
    }
    // From here on, strips what surrounds the number.
    if let Some(formula) = text.strip_prefix('=') {
        note(Oddity::Formula, &mut oddities);
        text = formula.trim_start();
    }
    let inner = trim(text, "'\" ");
    if inner.len() < text.len() && !oddities.contains(&Oddity::Formula) {
        note(Oddity::Quote, &mut oddities);
    }
    text = inner;
    if let Some((number, oddity)) = without_word(text) {
        note(oddity, &mut oddities);
        text = number;
    }
    number(text, oddities, plain.len() > plain.trim().len())
}

/// Explains the number itself, stripped of what surrounds it.
fn number(text: &str, mut oddities: Vec<Oddity>, blanks: bool) -> Reason {
    let without = |words: &str| (words.to_owned(), None);
    let end = trim_end(text, ";,. ");
    if end.len() < text.trim_end().len() {
        note(Oddity::Separator, &mut oddities);
    }
    let text = end;
    if let Some((whole, fraction)) = decimal(text) {
        let fix = Some(whole.to_owned()).filter(|whole| is_e164(whole) && trim(fraction, "0").is_empty());
        return ("a program has turned it into a decimal number.".into(), fix);
    }
    if let Some(words) = several(text) {
        return without(words);
    }
    let (text, zero) = without_zero(text);
    if blanks {
        note(Oddity::Blank, &mut oddities);
    }
    if let Some(oddity) = zero {
        note(oddity, &mut oddities);
    }
    let mut number = String::new();
    for character in text.chars() {
        let oddity = match character {
            '0'..='9' | '+' => {
                number.push(character);
                continue;
            }
            ' ' => Oddity::Blank,
            '-' => Oddity::Hyphen,
            '(' | ')' => Oddity::Bracket,
            '.' => Oddity::Dot,
            '/' => Oddity::Slash,
            letter if letter.is_ascii_alphabetic() => {
                return without("it has letters. Write a plus, the country code and the number in digits.");
            }
            _ => {
                return without(
                    "it has characters other than digits. Write a plus, the country code and the number.",
                );
            }
        };
        note(oddity, &mut oddities);
    }
    if !is_e164(&number) {
        return without(malformed(&number));
    }
    if let Some(words) = doubt(&text) {
        return without(words);
    }
    let mut words = String::from("it has ");
    for (place, oddity) in oddities.iter().enumerate() {
        words.push_str(match place {
            0 => "",
            _ if place + 1 == oddities.len() => " and ",
            _ => ", ",
        });
        words.push_str(oddity.words());
        if let Oddity::Mark(mark) = oddity {
            words.extend([" (U+", &code_point(*mark), ")"]);
        }
    }
    words.push('.');
    (words, Some(number))
}

/// Returns why a number of digits and pluses is not E.164.
fn malformed(number: &str) -> &'static str {
    let digits = trim_start(number, "+");
    match number {
        _ if digits.contains('+') || number.starts_with("++") => "it has more than one plus.",
        _ if digits.len() > 15 => "it has more than 15 digits, the maximum of a number.",
        _ if digits.len() < 7 => {
            "it has fewer than 7 digits: the country code or a part of the number is missing."
        }
        _ if number.starts_with("+0") => {
            "no country code begins with 0. Write the country code after the plus, and no 0 before the number."
        }
        _ if number.starts_with("00") => {
            "it begins with 00 instead of a plus. Write a plus and the country code."
        }
        _ if number.starts_with('0') => {
            "it is written as dialed within its country. Write a plus and the country code instead of the 0."
        }
        _ => "it has no plus. Write a plus, and the country code if it is missing.",
    }
}

/// Returns whether this is a spreadsheet's error value: `#REF!`, `#####`, `Err:502`.
fn is_error(lower: &str) -> bool {
    let sign = lower.strip_prefix('#');
    sign.is_some_and(|rest| {
        rest.starts_with("##") || rest.starts_with(|first: char| first.is_ascii_lowercase())
    }) || lower.starts_with("err:")
}

/// Returns whether a number is in scientific notation, as spreadsheets write it: `8.86912E+11`.
fn is_scientific(lower: &str) -> bool {
    let Some((mantissa, power)) = lower.split_once('e') else { return false };
    let mantissa = trim_start(mantissa, "+'\"=");
    let power = trim_end(trim_start(power, "+ "), "\"'");
    !power.is_empty()
        && trim_start(power, DIGITS).is_empty()
        && mantissa.starts_with(|first: char| first.is_ascii_digit())
        && trim_start(mantissa, "0123456789.,").is_empty()
}

/// Splits a number at its decimal point, if it has one or two digits after that and nothing that groups its digits.
fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once(['.', ','])?;
    let number = [trim_start(whole, "+"), fraction].iter().all(|part| trim_start(part, DIGITS).is_empty());
    (number && (1..=2).contains(&fraction.len()) && whole.len() > 6).then_some((whole, fraction))
}

/// Returns a number without the `(0)` after its country code, or with a plain 0 where it is dialed from abroad; and what was
/// removed, if anything.
fn without_zero(text: &str) -> (String, Option<Oddity>) {
    let Some((code, rest)) = split_once_at(text, "(0)") else { return (text.to_owned(), None) };
    let digits = trim(code, " -.").strip_prefix('+');
    let is_code =
        digits.is_some_and(|digits| (1..=3).contains(&digits.len()) && trim_start(digits, DIGITS).is_empty());
    if !is_code {
        (text.to_owned(), None)
    } else if dials_zero(code) {
        ([code, "0", rest].concat(), Some(Oddity::Bracket))
    } else {
        ([code, rest].concat(), Some(Oddity::Zero))
    }
}

/// Returns a code point in hexadecimal, with four or five digits.
fn code_point(character: char) -> String {
    let code = u32::from(character);
    (0..if code > 0xFFFF { 5 } else { 4 })
        .rev()
        .filter_map(|place| char::from_digit(code >> (4 * place) & 15, 16))
        .map(|digit| digit.to_ascii_uppercase())
        .collect()
}
