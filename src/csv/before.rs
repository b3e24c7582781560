//! What stands before a phone number: a link, or a word for a phone.

use super::plain::Oddity;

/// What a link to a number begins with.
const LINKS: [&str; 5] = ["tel:", "callto:", "sms:", "whatsapp:", "phone:"];
/// Words for a phone, as address books and forms write them. No others: a number after "fax" or "not" is not to be called.
const WORDS: [&str; 14] = [
    "telephone",
    "phone",
    "tel",
    "mobile",
    "mob",
    "cell",
    "whatsapp",
    "電話",
    "电话",
    "手機",
    "手机",
    "☎",
    "📞",
    "📱",
];
/// Letters for them, of which only a colon makes sure: forms of Facebook export `p:+886912345678`.
const LETTERS: [&str; 4] = ["p:", "t:", "m:", "c:"];
/// What stands behind the number in the address of a chat.
const HOSTS: [&str; 2] = ["@c.us", "@s.whatsapp.net"];

/// The number of a text without what stands before it, and what that is.
pub fn without_word(text: &str) -> Option<(&str, Oddity)> {
    let lower = text.to_ascii_lowercase();
    let rest = |words: &[&str]| {
        words.iter().find_map(|word| {
            let rest = lower.strip_prefix(word)?.trim_start_matches([':', '.', '/', ' ']);
            let is_number = rest.starts_with(|first: char| "+(".contains(first) || first.is_ascii_digit());
            text.get(text.len() - rest.len()..).filter(|_| is_number)
        })
    };
    rest(&LINKS)
        .map(|rest| (rest, Oddity::Link))
        .or_else(|| rest(&WORDS).or_else(|| rest(&LETTERS)).map(|rest| (rest, Oddity::Word)))
}

/// The number in a link to a chat or in the address of one, if the text is such a link. It has its country's code without a plus.
pub fn chat(lower: &str) -> Option<String> {
    let behind = |mark: &str| lower.split_once(mark).map(|(_, number)| number);
    let link = || behind("phone=").filter(|_| lower.contains("whatsapp"));
    let address = || HOSTS.iter().find_map(|host| lower.strip_suffix(host));
    let digits = behind("wa.me/").or_else(link).or_else(address)?.trim_start_matches('+');
    let end = digits.find(|other: char| !other.is_ascii_digit()).unwrap_or(digits.len());
    Some(["+", digits.get(..end).unwrap_or_default()].concat())
}
