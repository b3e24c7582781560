//! What stands before a phone number: a link, or a word for a phone.

use super::{
    plain::Oddity,
    trim::{DIGITS, first_other, trim_start},
};

/// What a link to a number begins with.
const LINKS: [&str; 5] = ["tel:", "callto:", "sms:", "whatsapp:", "phone:"];
/// Words for a phone, as address books and forms write them; of single letters only a colon makes sure: forms of Facebook export
/// `p:+886912345678`. No others: a number after "fax" or "not" is not to be called.
const WORDS: [&str; 15] = [
    "phone", "tel", "mobile", "mob", "cell", "p:", "t:", "m:", "電話", "电话", "手機", "手机", "☎", "📞",
    "📱",
];
/// What stands behind the number in the address of a chat.
const HOSTS: [&str; 2] = ["@c.us", "@s.whatsapp.net"];

/// The number of a text without what stands before it, and what that is.
pub fn without_word(text: &str) -> Option<(&str, Oddity)> {
    let lower = text.to_ascii_lowercase();
    LINKS.iter().chain(&WORDS).enumerate().find_map(|(place, word)| {
        let rest = trim_start(lower.strip_prefix(word)?, ":./ ");
        let is_number = rest.bytes().next().is_some_and(|first| matches!(first, b'+' | b'(' | b'0'..=b'9'));
        let number = text.get(text.len() - rest.len()..).filter(|_| is_number)?;
        Some((number, if place < LINKS.len() { Oddity::Link } else { Oddity::Word }))
    })
}

/// The number in a link to a chat or in the address of one, if the text is such a link. It has its country's code without a plus.
pub fn chat(lower: &str) -> Option<String> {
    let mark = if lower.contains("whatsapp") { "phone=" } else { "wa.me/" };
    let number = match lower.split_once(mark) {
        Some((_, number)) => number,
        None => HOSTS.iter().find_map(|host| lower.strip_suffix(host))?,
    };
    let digits = trim_start(number, "+");
    Some(["+", digits.get(..first_other(digits, DIGITS)).unwrap_or_default()].concat())
}
