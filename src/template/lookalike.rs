//! What looks like a merge field and is none: the ways in which other systems, and other keyboards, write them. The API
//! reads it out literally.

use crate::template::{
    case_fold::same,
    placeholder::{RESERVED, next_placeholder},
};

/// No key is taken to be longer, in characters.
const LONGEST: usize = 40;

/// Elements of SSML and HTML, which speech systems may understand.
const ELEMENTS: [&str; 18] = [
    "audio", "b", "br", "break", "emphasis", "i", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as",
    "speak", "sub", "u", "voice", "w",
];

/// What has to stand between two marks, so that they are those of a merge field.
#[derive(Clone, Copy)]
enum Inside {
    /// Anything: nothing else is written like this.
    Any,
    /// What could be a key, and hardly anything else.
    Key,
    /// The same, also of several words.
    Words,
    /// The same as a key, unless it is an element of a markup.
    Markup,
    /// A key that has a value, or one with an underscore: words are written like this as well.
    Known,
}

/// What other systems write a key between, and what other keyboards have for braces. Longer marks stand before those that they
/// begin with.
const FORMS: [(&str, &str, Inside); 35] = [
    ("<%=", "%>", Inside::Any),
    ("<%-", "%>", Inside::Any),
    ("<%", "%>", Inside::Any),
    ("<?", "?>", Inside::Any),
    ("*|", "|*", Inside::Any),
    ("&#123;", "&#125;", Inside::Any),
    ("&#x7b;", "&#x7d;", Inside::Any),
    ("&lbrace;", "&rbrace;", Inside::Any),
    ("&lcub;", "&rcub;", Inside::Any),
    ("&lt;", "&gt;", Inside::Markup),
    ("\\u007b", "\\u007d", Inside::Any),
    ("\\x7b", "\\x7d", Inside::Any),
    ("%7b", "%7d", Inside::Any),
    ("%(", ")s", Inside::Any),
    ("｛", "｝", Inside::Any),
    ("﹛", "﹜", Inside::Any),
    ("❴", "❵", Inside::Any),
    ("[", "]", Inside::Words),
    ("［", "］", Inside::Words),
    ("【", "】", Inside::Key),
    ("〔", "〕", Inside::Key),
    ("〖", "〗", Inside::Key),
    ("<", ">", Inside::Markup),
    ("＜", "＞", Inside::Markup),
    ("〈", "〉", Inside::Known),
    ("《", "》", Inside::Known),
    ("「", "」", Inside::Known),
    ("『", "』", Inside::Known),
    ("«", "»", Inside::Known),
    ("%", "%", Inside::Key),
    ("％", "％", Inside::Key),
    ("__", "__", Inside::Known),
    ("~", "~", Inside::Known),
    ("|", "|", Inside::Known),
    ("^", "^", Inside::Known),
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

/// What is known of keys.
pub trait Keys {
    /// Whether a key has a value.
    fn is_known(&self, key: &str) -> bool;
    /// Whether its value is one of words, before which no sign belongs that stands before numbers.
    fn is_wordy(&self, key: &str) -> bool;
}

/// Only that every contact has a name and a number.
pub struct Own;

impl Keys for Own {
    fn is_known(&self, key: &str) -> bool {
        is_own(key)
    }

    fn is_wordy(&self, key: &str) -> bool {
        RESERVED.iter().take(1).any(|name| same(name, key))
    }
}

/// Whether every contact has a value for a key.
pub fn is_own(key: &str) -> bool {
    RESERVED.iter().take(2).any(|name| same(name, key))
}

/// Returns what looks like a merge field in a message.
pub fn lookalikes<'a>(message: &'a str, keys: &dyn Keys) -> Vec<Lookalike<'a>> {
    let (mut found, mut rest, mut before) = (Vec::new(), message, ' ');
    while let Some(first) = rest.chars().next() {
        let lookalike = if opens(first) { lookalike(rest, before, keys) } else { None };
        let length = lookalike.map_or(first.len_utf8(), |(text, _)| text.len());
        if let Some((text, key)) = lookalike {
            found.push(Lookalike { at: message.len() - rest.len(), text, key });
        }
        before = first;
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// Whether a merge field of some kind begins with a character, or one of the API's with such a character before it.
fn opens(character: char) -> bool {
    is_sign(character)
        || matches!(
            character,
            '<' | '*'
                | '&'
                | '\\'
                | '['
                | '_'
                | '~'
                | '|'
                | '^'
                | ':'
                | '«'
                | '❴'
                | '〈'
                | '《'
                | '「'
                | '『'
                | '【'
                | '〔'
                | '〖'
                | '﹛'
                | '＜'
                | '［'
                | '｛'
        )
}

/// Whether a character is one that stands before the braces in other systems: in Ruby, in shells, in JavaScript.
pub fn is_sign(character: char) -> bool {
    matches!(character, '$' | '#' | '%' | '@' | '＄' | '＃' | '％' | '＠')
}

/// What looks like a merge field at the start of a text, and its key.
fn lookalike<'a>(text: &'a str, before: char, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    enclosed(text, keys).or_else(|| signed(text, before, keys))
}

/// A key between two marks.
fn enclosed<'a>(text: &'a str, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    FORMS.iter().find_map(|(open, close, inside)| {
        let rest = behind(text, open)?;
        let (length, _) = rest
            .char_indices()
            .take(LONGEST + 1)
            .find(|(place, _)| rest.get(*place..).is_some_and(|rest| behind(rest, close).is_some()))?;
        let key = rest.get(..length)?.trim();
        let is_one = match inside {
            Inside::Any => !key.is_empty(),
            Inside::Key => is_key(key, false),
            Inside::Words => is_key(key, true),
            Inside::Markup => is_key(key, false) && !ELEMENTS.iter().any(|element| same(element, key)),
            Inside::Known => is_key(key, false) && key.bytes().skip(1).any(|byte| byte == b'_'),
        };
        let whole = text.get(..open.len() + length + close.len())?;
        (is_one || keys.is_known(key)).then_some((whole, key))
    })
}

/// A key with a sign before it, or a placeholder with one.
fn signed<'a>(text: &'a str, before: char, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    let sign = text.chars().next().filter(|sign| *sign == ':' || is_sign(*sign))?;
    let rest = text.get(sign.len_utf8()..)?;
    if sign != ':'
        && let Some(("", key, behind)) = next_placeholder(rest)
    {
        return keys.is_wordy(key).then_some((text.get(..text.len() - behind.len())?, key));
    }
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || !letter.is_ascii();
    let end = rest.char_indices().find(|(_, letter)| !is_word(*letter)).map_or(rest.len(), |(end, _)| end);
    let key = rest.get(..end)?;
    (!before.is_ascii_alphanumeric() && keys.is_known(key))
        .then_some((text.get(..sign.len_utf8() + end)?, key))
}

/// What is behind a mark that a text begins with, whatever its case.
fn behind<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(mark.len())?;
    start.eq_ignore_ascii_case(mark).then_some(rest)
}

/// Whether a text could be the key of a merge field, and hardly anything else.
fn is_key(text: &str, spaced: bool) -> bool {
    let fits = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || spaced && byte == b' '
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && text.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Some3;

    impl Keys for Some3 {
        fn is_known(&self, key: &str) -> bool {
            is_own(key) || same(key, "城市") || same(key, "event_name")
        }

        fn is_wordy(&self, key: &str) -> bool {
            self.is_known(key) && !same(key, "phone")
        }
    }

    fn found(message: &str) -> Vec<(&str, &str)> {
        lookalikes(message, &Some3).into_iter().map(|Lookalike { text, key, .. }| (text, key)).collect()
    }

    #[test]
    fn what_looks_like_a_merge_field_is_found() {
        for (message, expected) in [
            ("您好｛name｝!", ("｛name｝", "name")),
            ("您好｛ 姓名 ｝!", ("｛ 姓名 ｝", "姓名")),
            ("您好﹛name﹜!", ("﹛name﹜", "name")),
            ("Hello ❴first name❵!", ("❴first name❵", "first name")),
            ("Hello [name], hi", ("[name]", "name")),
            ("Hello [First Name]", ("[First Name]", "First Name")),
            ("Hello ［name］", ("［name］", "name")),
            ("您好【name】", ("【name】", "name")),
            ("您好【城市】", ("【城市】", "城市")),
            ("您好「name」", ("「name」", "name")),
            ("您好『first_name』", ("『first_name』", "first_name")),
            ("您好《城市》", ("《城市》", "城市")),
            ("您好〔city〕", ("〔city〕", "city")),
            ("Hello «First_Name»", ("«First_Name»", "First_Name")),
            ("Hello %name%", ("%name%", "name")),
            ("Hello %FIRST_NAME%!", ("%FIRST_NAME%", "FIRST_NAME")),
            ("Hello %7Bfirst%7D!", ("%7Bfirst%7D", "first")),
            ("Hello %7bfirst%7d!", ("%7bfirst%7d", "first")),
            ("Hello %(first)s!", ("%(first)s", "first")),
            ("Hello <name>", ("<name>", "name")),
            ("Hello <event_name>", ("<event_name>", "event_name")),
            ("Hello &lt;name&gt;", ("&lt;name&gt;", "name")),
            ("Hello &#123;who&#125;", ("&#123;who&#125;", "who")),
            ("Hello &#X7B;who&#X7D;", ("&#X7B;who&#X7D;", "who")),
            ("Hello &lbrace;who&rbrace;", ("&lbrace;who&rbrace;", "who")),
            ("Hello \\u007bwho\\u007D", ("\\u007bwho\\u007D", "who")),
            ("Hello <%= user.name %>", ("<%= user.name %>", "user.name")),
            ("Hello <%name%>", ("<%name%>", "name")),
            ("Hello <?= $name ?>", ("<?= $name ?>", "= $name")),
            ("Hello *|FNAME|*", ("*|FNAME|*", "FNAME")),
            ("Hello __name__ and", ("__name__", "name")),
            ("Hello ~name~", ("~name~", "name")),
            ("您好＜name＞", ("＜name＞", "name")),
            ("50% off, %name%", ("%name%", "name")),
            ("Hello ${name}!", ("${name}", "name")),
            ("Hello #{event_name}!", ("#{event_name}", "event_name")),
            ("您好＄{城市}", ("＄{城市}", "城市")),
            ("Hello $name!", ("$name", "name")),
            ("Hello @name", ("@name", "name")),
            ("Hello :name,", (":name", "name")),
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
            "&lt;b&gt;hi&lt;/b&gt; R&D &amp; more",
            "[1] and [] and [ ]",
            "【重要通知】",
            "您好「iPhone」與《哈利波特》",
            "write to <a@example.com>",
            "｛｝",
            "﹛﹜ &#123;&#125; *||* <%%>",
            "[an aside that is much too long to be the key of a merge field]",
            "You owe ${amount}, order #{number}, call ${phone}",
            "$5, #1, @home, 7:30, note: name and @names",
            "Your surname:name",
            "2 * 3 | 4 * 5, a | b | c, ~5 and ~6",
            "%",
            "[",
            "$",
            "$ {name}",
            "",
        ] {
            assert_eq!(found(message), [], "{message}");
        }
    }
}
