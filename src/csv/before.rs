//! Strips a link's scheme or a word such as "tel" from the start of a phone number.

use super::{
    plain::Oddity,
    trim::{DIGITS, first_other, trim_start},
};
use crate::schema::split_once_at;

/// The schemes of links to a number.
const LINKS: [&str; 5] = ["tel:", "callto:", "sms:", "whatsapp:", "phone:"];
/// Words for a phone in address books and forms. Single letters need a colon, as in Facebook's form exports: `p:+886912345678`.
/// There are no other words: a number after "fax" or "not" must not be called.
const WORDS: [&str; 15] = [
    "phone", "tel", "mobile", "mob", "cell", "p:", "t:", "m:", "電話", "电话", "手機", "手机", "☎", "📞",
    "📱",
];
/// The ends of chat addresses, after the number.
const HOSTS: [&str; 2] = ["@c.us", "@s.whatsapp.net"];

/// Returns the number without the scheme or word before it, and which of the two that was.
pub fn without_word(text: &str) -> Option<(&str, Oddity)> {
    let lower = text.to_ascii_lowercase();
    LINKS.iter().chain(&WORDS).enumerate().find_map(|(place, word)| {
        let rest = trim_start(lower.strip_prefix(word)?, ":./ ");
        let is_number = rest.bytes().next().is_some_and(|first| matches!(first, b'+' | b'(' | b'0'..=b'9'));
        let number = text.get(text.len() - rest.len()..).filter(|_| is_number)?;
        Some((number, if place < LINKS.len() { Oddity::Link } else { Oddity::Word }))
    })
}

/// Returns the number of a chat link or chat address, or `None` if the text is neither. The number there has its country code
/// but no plus. If anything but the rest of a link follows its digits, they may be only a part of it: then returns a plus alone.
pub fn chat(lower: &str) -> Option<String> {
    let mark = if split_once_at(lower, "whatsapp").is_some() { "phone=" } else { "wa.me/" };
    let number = match split_once_at(lower, mark) {
        Some((_, number)) => number,
        None => HOSTS.iter().find_map(|host| lower.strip_suffix(host))?,
    };
    let digits = trim_start(number, "+");
    let (digits, rest) = digits.split_at_checked(first_other(digits, DIGITS))?;
    let is_whole = matches!(rest.as_bytes().first(), None | Some(b'?' | b'/' | b'&' | b'#'));
    Some(["+", if is_whole { digits } else { "" }].concat())
}
