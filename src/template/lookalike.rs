//! What looks like a merge field and is none: the ways in which other systems, and other keyboards, write them. The API
//! reads it out literally.

use crate::template::{case_fold::same, render::RESERVED};

/// No key is taken to be longer, in characters.
const LONGEST: usize = 40;

/// Elements of SSML and HTML, which speech systems may understand.
const ELEMENTS: [&str; 18] = [
    "audio", "b", "br", "break", "emphasis", "i", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as",
    "speak", "sub", "u", "voice", "w",
];

/// Something that looks like a merge field.
#[derive(Debug, PartialEq, Eq)]
pub struct Lookalike<'a> {
    /// Where in the message it begins, in bytes.
    pub at: usize,
    /// As it is written.
    pub text: &'a str,
    /// What is inside.
    pub key: &'a str,
}

/// Returns what looks like a merge field in a message. `known` tells whether a key has a value.
pub fn lookalikes<'a>(message: &'a str, known: &dyn Fn(&str) -> bool) -> Vec<Lookalike<'a>> {
    let (mut found, mut rest) = (Vec::new(), message);
    while let Some(open) = rest.chars().next() {
        let inside = rest.get(open.len_utf8()..).unwrap_or_default();
        let lookalike = closing(open).and_then(|close| {
            let (length, _) =
                inside.char_indices().take(LONGEST + 1).find(|(_, character)| *character == close)?;
            let key = inside.get(..length)?.trim();
            let text = rest.get(..open.len_utf8() + length + close.len_utf8())?;
            let is_one = is_known(key, known) || open == '｛' && !key.is_empty() || is_key(key, open);
            is_one.then_some(Lookalike { at: message.len() - rest.len(), text, key })
        });
        rest = match lookalike {
            Some(lookalike) => {
                let rest = rest.get(lookalike.text.len()..).unwrap_or_default();
                found.push(lookalike);
                rest
            }
            None => inside,
        };
    }
    found
}

/// Whether a key has a value: one of every contact's, or what `known` says.
pub fn is_known(key: &str, known: &dyn Fn(&str) -> bool) -> bool {
    RESERVED.iter().take(2).any(|name| same(name, key)) || known(key)
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '｛' => '｝',
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '<' => '>',
        '＜' => '＞',
        '%' => '%',
        '％' => '％',
        _ => return None,
    })
}

/// Whether a text could be the key of a merge field, and hardly anything else.
fn is_key(text: &str, open: char) -> bool {
    let spaced = matches!(open, '[' | '［');
    let fits = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || spaced && byte == b' '
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(fits)
        && !(open == '<' && ELEMENTS.iter().any(|element| same(element, text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(message: &str) -> Vec<(&str, &str)> {
        let known = |key: &str| same(key, "城市") || same(key, "event_name");
        lookalikes(message, &known).into_iter().map(|Lookalike { text, key, .. }| (text, key)).collect()
    }

    #[test]
    fn what_looks_like_a_merge_field_is_found() {
        for (message, expected) in [
            ("您好｛name｝!", ("｛name｝", "name")),
            ("您好｛ 姓名 ｝!", ("｛ 姓名 ｝", "姓名")),
            ("Hello [name], hi", ("[name]", "name")),
            ("Hello [First Name]", ("[First Name]", "First Name")),
            ("Hello ［name］", ("［name］", "name")),
            ("您好【name】", ("【name】", "name")),
            ("您好【城市】", ("【城市】", "城市")),
            ("Hello %name%", ("%name%", "name")),
            ("Hello %FIRST_NAME%!", ("%FIRST_NAME%", "FIRST_NAME")),
            ("Hello <name>", ("<name>", "name")),
            ("Hello <event_name>", ("<event_name>", "event_name")),
            ("您好＜name＞", ("＜name＞", "name")),
            ("50% off, %name%", ("%name%", "name")),
        ] {
            assert_eq!(found(message), [expected], "{message}");
        }
        assert_eq!(found("[a] <b2> %c%").len(), 3);
    }

    #[test]
    fn what_is_something_else_is_not() {
        for message in [
            "Hello {name}",
            "[{name}]",
            "50% off and 20% more",
            "100%",
            "5 < 6 and 7 > 6",
            "<break time=\"1s\"/> <speak>hi</speak> <p>",
            "[1] and [] and [ ]",
            "【重要通知】",
            "write to <a@example.com>",
            "｛｝",
            "[an aside that is much too long to be the key of a merge field]",
            "%",
            "[",
            "",
        ] {
            assert_eq!(found(message), [], "{message}");
        }
    }
}
