//! Damages JSON text in ways that reveal bugs on either side: at the level of tokens and of characters.

use std::ops::Range;

use crate::choices::Choices;

/// Tokens that are valid somewhere, and some that never are.
const TOKENS: [&str; 52] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "-0",
    "1e2",
    "1e400",
    "0e400",
    "1.7976931348623159e308",
    "9e307",
    "4294967295",
    "4294967296",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "00",
    "01",
    "-",
    "+1",
    ".5",
    "5.",
    "1e",
    "1e+",
    "0x1",
    "NaN",
    "-Infinity",
    "nul",
    "tru",
    "True",
    "undefined",
    "\"\"",
    "\"x\"",
    "\"data\"",
    "'x'",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u12\"",
    "\"\\x\"",
    "[]",
    "[0]",
    "{}",
    "{\"id\":0}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
];

/// Characters with a special meaning somewhere, and some that only look so.
const CHARACTERS: [char; 22] = [
    '"', '\\', '/', ',', ':', '{', '}', '[', ']', '0', '-', 'e', 'u', ' ', '\n', '\u{0}', '\u{1f}', '\u{7f}',
    '\u{a0}', '\u{feff}', 'é', '😀',
];

/// Depths at which a value is nested: just within and just beyond each side's limit, and far beyond.
const DEPTHS: [usize; 7] = [1, 2, 100, 126, 127, 129, 600];

/// Damages a text in one way.
pub fn mutate(text: &mut String, choices: &mut Choices<'_>) {
    match choices.below(4) {
        0 => mutate_characters(text, choices),
        1 => mutate_structure(text, choices),
        _ => mutate_tokens(text, choices),
    }
}

fn mutate_tokens(text: &mut String, choices: &mut Choices<'_>) {
    let tokens = tokens(text);
    let Some(token) = one_of(&tokens, choices) else { return text.push_str(choices.pick(&TOKENS)) };
    match choices.below(6) {
        0 => text.replace_range(token, ""),
        1 => repeat(text, token),
        2 | 3 => text.replace_range(token, choices.pick(&TOKENS)),
        4 => text.insert_str(token.start, choices.pick(&TOKENS)),
        _ => {
            let (first, second) = in_order(token, one_of(&tokens, choices).unwrap_or_default());
            if first.end <= second.start {
                let (one, other) = (text[first.clone()].to_owned(), text[second.clone()].to_owned());
                text.replace_range(second, &one);
                text.replace_range(first, &other);
            }
        }
    }
}

fn mutate_characters(text: &mut String, choices: &mut Choices<'_>) {
    let start = boundary(text, choices.below(text.len() + 1));
    let stretch = start..boundary(text, start + choices.below(8));
    match choices.below(5) {
        0 => text.replace_range(stretch, ""),
        1 => repeat(text, stretch),
        2 => text.replace_range(stretch, choices.pick(&CHARACTERS).encode_utf8(&mut [0; 4])),
        3 => text.insert(start, choices.pick(&CHARACTERS)),
        _ => text.truncate(start),
    }
}

/// Damage that leaves valid JSON: duplicates a member, nests a value deeper, or turns an object into an array of its values.
fn mutate_structure(text: &mut String, choices: &mut Choices<'_>) {
    let tokens = tokens(text);
    let colons = tokens.iter().enumerate().filter(|(_, token)| &text[(*token).clone()] == ":");
    let members = colons
        .filter_map(|(place, _)| {
            Some((tokens.get(place.checked_sub(1)?)?.start, value_at(text, &tokens, place + 1)?))
        })
        .collect::<Vec<_>>();
    let Some((start, value)) = one_of(&members, choices) else { return };
    match choices.below(3) {
        0 => {
            let member = text[start..value.end].to_owned();
            let (place, _) = one_of(&members, choices).unwrap_or((start, value));
            text.insert_str(place, &[&member, ","].concat());
        }
        1 => {
            let depth = choices.pick(&DEPTHS);
            text.insert_str(value.end, &"]".repeat(depth));
            text.insert_str(value.start, &"[".repeat(depth));
        }
        _ => {
            let other = one_of(&members, choices).map_or(String::new(), |(_, other)| text[other].to_owned());
            text.replace_range(value, &["[", &other, "]"].concat());
        }
    }
}

fn repeat(text: &mut String, stretch: Range<usize>) {
    let copy = text[stretch.clone()].to_owned();
    text.insert_str(stretch.start, &copy);
}

/// Returns the range of the value that begins with a token, up to its closing bracket.
fn value_at(text: &str, tokens: &[Range<usize>], place: usize) -> Option<Range<usize>> {
    let start = tokens.get(place)?.start;
    let mut depth = 0usize;
    for token in &tokens[place..] {
        match &text[token.clone()] {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(start..token.end);
        }
    }
    None
}

/// Returns the ranges of a text's tokens, whether or not it is JSON.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut escaped = false;
        let mut end = start + first.len_utf8();
        let mut next = |goes_on: &mut dyn FnMut(char) -> bool| {
            while let Some((at, character)) = rest.next_if(|(_, character)| goes_on(*character)) {
                end = at + character.len_utf8();
            }
        };
        match first {
            '"' => {
                let mut closed = false;
                next(&mut |character| {
                    let inside = !closed;
                    closed = character == '"' && !escaped;
                    escaped = character == '\\' && !escaped;
                    inside
                });
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '+' | '.' => {
                next(&mut |character| character.is_ascii_alphanumeric() || "-+.".contains(character));
            }
            ' ' | '\n' | '\t' | '\r' => continue,
            _ => {}
        }
        tokens.push(start..end);
    }
    tokens
}

/// Returns the last character boundary at or before `at`, but not after the text's end.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

fn one_of<T: Clone>(several: &[T], choices: &mut Choices<'_>) -> Option<T> {
    several.get(choices.below(several.len())).cloned()
}

fn in_order(one: Range<usize>, other: Range<usize>) -> (Range<usize>, Range<usize>) {
    if one.start <= other.start { (one, other) } else { (other, one) }
}
