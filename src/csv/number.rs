//! What is wrong with a phone number in a file, and what it should be where that is certain.

use super::{
    finding::shown,
    plain::{Oddity, note, plain},
};
use crate::preflight::is_e164;

/// Words for "none", as people write them into a column for numbers.
const NONE: [&str; 14] =
    ["-", "--", "/", ".", "?", "n/a", "na", "nan", "none", "null", "nil", "undefined", "無", "无"];
/// The errors of spreadsheets.
const ERRORS: [&str; 8] = ["#n/a", "#ref!", "#value!", "#name?", "#null!", "#num!", "#div/0!", "#error!"];
/// What a link to a number begins with.
const LINKS: [&str; 5] = ["tel:", "callto:", "sms:", "whatsapp:", "phone:"];
/// What stands before the number in a link to a chat. It has its country's code without a plus.
const CHATS: [&str; 2] = ["wa.me/", "whatsapp.com/send?phone="];
/// What stands before an extension.
const EXTENSIONS: [&str; 12] = ["ext", ";ext", "x", "#", ",", ";", "p", "w", "分機", "分机", "轉", "转"];

/// Why a number is not E.164, as a clause to follow the number, and what it should be.
type Reason = (String, Option<String>);

/// Says what is wrong with a field that is not a number in E.164, and what it should be where that is certain.
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
        return without("the header is there again. Delete this line.");
    }
    if NONE.contains(&lower.as_str()) || text.is_empty() {
        return ("it is no number.".into(), Some(String::new()));
    }
    if ERRORS.contains(&lower.as_str()) || text.starts_with("###") {
        return without("it is a spreadsheet's error. Export the file again with the number.");
    }
    if is_scientific(&lower) {
        return without(
            "a spreadsheet has shortened it, and digits can be lost. Format the column as text, and export it again.",
        );
    }
    if let Some(digits) = CHATS.iter().find_map(|chat| lower.split_once(chat)) {
        let rest = digits.1.trim_start_matches('+');
        let end = rest.find(|other: char| !other.is_ascii_digit()).unwrap_or(rest.len());
        let number = ["+", rest.get(..end).unwrap_or_default()].concat();
        return ("it is a link to a chat.".into(), Some(number).filter(|number| is_e164(number)));
    }
    // What stands around a number.
    if let Some(formula) = text.strip_prefix('=') {
        note(Oddity::Formula, &mut oddities);
        text = formula.trim_start();
    }
    let quotes = ['\'', '"'];
    let inner = text.trim_matches(|edge| quotes.contains(&edge) || edge == ' ');
    if inner.len() < text.len() && !oddities.contains(&Oddity::Formula) {
        note(Oddity::Quote, &mut oddities);
    }
    text = inner;
    let lower = text.to_ascii_lowercase();
    if let Some(link) = LINKS.iter().find(|link| lower.starts_with(**link)) {
        note(Oddity::Link, &mut oddities);
        text = text.get(link.len()..).unwrap_or_default().trim_start_matches(['/', ' ']);
    }
    number(text, oddities, plain.len() > plain.trim().len())
}

/// The same for what is left of a field without what stands around the number.
fn number(text: &str, mut oddities: Vec<Oddity>, blanks: bool) -> Reason {
    let without = |words: &str| (words.to_owned(), None);
    let end = text.trim_end_matches([';', ',', '.', ' ']);
    if end.len() < text.trim_end().len() {
        note(Oddity::Separator, &mut oddities);
    }
    let text = end;
    if let Some((whole, fraction)) = decimal(text) {
        let fix =
            Some(whole.to_owned()).filter(|whole| is_e164(whole) && fraction.trim_matches('0').is_empty());
        return ("a program has made a decimal number of it.".into(), fix);
    }
    if let Some(words) = several(text) {
        return without(words);
    }
    let (text, zero) = without_zero(text);
    if blanks {
        note(Oddity::Blank, &mut oddities);
    }
    if zero {
        note(Oddity::Zero, &mut oddities);
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
            '(' | ')' | '[' | ']' => Oddity::Bracket,
            '.' => Oddity::Dot,
            '/' => Oddity::Slash,
            letter if letter.is_ascii_alphabetic() => {
                return without(
                    "it has letters. Write the plus, the country's code and the number in digits.",
                );
            }
            _ => {
                return without(
                    "it has other characters than digits. Write the plus, the country's code and the number.",
                );
            }
        };
        note(oddity, &mut oddities);
    }
    if !is_e164(&number) {
        return without(malformed(&number));
    }
    if text.contains("(0") || text.contains("[0") {
        return without(
            "a 0 in brackets is not dialed from abroad. Write the number as it is dialed from abroad.",
        );
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

/// Why a plus and digits are no number in E.164.
fn malformed(number: &str) -> &'static str {
    let digits = number.trim_start_matches('+');
    match number {
        _ if digits.contains('+') || number.starts_with("++") => "it has more than one plus.",
        _ if digits.len() > 15 => "it has more than 15 digits, and a number has no more.",
        _ if digits.len() < 7 => {
            "it has fewer than 7 digits: the country's code or a part of the number is missing."
        }
        _ if number.starts_with("+0") => {
            "no country's code begins with 0. Write the code of the country behind the plus, and no 0 before the number."
        }
        _ if number.starts_with("00") => {
            "it begins with 00 instead of a plus. Write the plus and the country's code."
        }
        _ if number.starts_with('0') => {
            "it is as one dials it within its country. Write a plus and the country's code instead of the 0."
        }
        _ => "it has no plus. Write a plus, and the country's code if it is missing.",
    }
}

/// Whether a number is written as a power of ten, as spreadsheets do: `8.86912E+11`.
fn is_scientific(lower: &str) -> bool {
    let Some((mantissa, power)) = lower.split_once('e') else { return false };
    let mantissa = mantissa.trim_start_matches(['+', '\'', '"', '=']);
    let power = power.trim_start_matches('+').trim_end_matches(['"', '\'']);
    let all = |text: &str, more: &[char]| {
        text.starts_with(|first: char| first.is_ascii_digit())
            && text.chars().all(|each| each.is_ascii_digit() || more.contains(&each))
    };
    all(mantissa, &['.', ',']) && all(power, &[])
}

/// What is before and behind the point, if a number has a point and one or two digits behind it, and nothing else to group its
/// digits.
fn decimal(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once(['.', ','])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits(whole.trim_start_matches('+')) && digits(fraction);
    (number && fraction.len() <= 2 && whole.len() > 6).then_some((whole, fraction))
}

/// Whether a field has two numbers, or a number and an extension.
fn several(text: &str) -> Option<&'static str> {
    let mut long = 0;
    let groups = |character: char| !(character.is_ascii_digit() || " ()-.".contains(character));
    for part in text.split(groups) {
        long += usize::from(part.bytes().filter(u8::is_ascii_digit).count() >= 7);
    }
    if long > 1 {
        return Some("it has two numbers. Keep one, or make two contacts.");
    }
    let end =
        text.find(|character: char| !(character.is_ascii_digit() || "+ ()[]-./".contains(character)))?;
    let (number, rest) = text.split_at_checked(end)?;
    let rest = rest.to_ascii_lowercase();
    let extension = number.bytes().filter(u8::is_ascii_digit).count() >= 7
        && rest.bytes().any(|byte| byte.is_ascii_digit())
        && EXTENSIONS.iter().any(|word| rest.starts_with(word));
    extension
        .then_some("it has an extension, which cannot be dialed. Write the number alone, or another one.")
}

/// A number without the `(0)` behind its country's code, and whether it had one.
fn without_zero(text: &str) -> (String, bool) {
    let Some((code, rest)) = text.split_once("(0)") else { return (text.to_owned(), false) };
    let digits = code.trim().strip_prefix('+');
    let is_code = digits.is_some_and(|digits| {
        (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    if is_code { ([code, rest].concat(), true) } else { (text.to_owned(), false) }
}

/// A character's number in hexadecimal, in four digits at least.
fn code_point(character: char) -> String {
    let code = u32::from(character);
    (0..if code > 0xFFFF { 5 } else { 4 })
        .rev()
        .filter_map(|place| char::from_digit(code >> (4 * place) & 15, 16))
        .map(|digit| digit.to_ascii_uppercase())
        .collect()
}
