//! The formats of strings in callers' input.

use crate::timestamp::Timestamp;

/// The format of a string in a caller's input. Replies are not checked against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Plain,
    /// Any text that is not empty.
    NonEmpty,
    /// 8-4-4-4-12 hexadecimal digits. Not stricter, because many of the API's ids are not valid RFC 9562 UUIDs.
    Uuid,
    /// An RFC 3339 date and time with an offset: `2026-07-08T03:15:00+00:00`.
    Timestamp,
    /// An element of a comma-separated list: text without a comma.
    Word,
    /// `field:asc` or `field:desc`.
    Order,
    /// `HH:mm`.
    ClockTime,
    /// An international phone number (ITU-T E.164): `+12345678900`.
    Phone,
    /// One of these values.
    OneOf(&'static [&'static str]),
}

impl Format {
    /// Returns whether the raw text between a JSON string's quotes has this format.
    pub fn fits(self, text: &[u8]) -> bool {
        match self {
            Format::Plain => true,
            Format::NonEmpty => !text.is_empty(),
            Format::Uuid => is_uuid(text),
            Format::Timestamp => Timestamp::parse(text).is_some(),
            Format::Word => !text.is_empty() && text.iter().all(|byte| *byte != b','),
            Format::Order => is_order(text),
            Format::Phone => is_e164(text),
            Format::OneOf(words) => words.iter().any(|word| word.as_bytes() == text),
            Format::ClockTime => {
                matches!(text, [h1 @ b'0'..=b'2', h2 @ b'0'..=b'9', b':', b'0'..=b'5', b'0'..=b'9']
                if *h1 < b'2' || *h2 < b'4')
            }
        }
    }

    /// Returns the format in words, for error messages.
    pub const fn words(self) -> &'static str {
        match self {
            // The error for a wrong value lists the allowed ones.
            Format::Plain | Format::OneOf(_) => "a string",
            Format::NonEmpty => "a string that is not empty",
            Format::Uuid => "an id of 8-4-4-4-12 hexadecimal digits",
            Format::Timestamp => {
                "a date and time with an offset, such as \"2026-07-08T03:15:00Z\" or \"2026-07-08T11:15:00+08:00\""
            }
            Format::Word => {
                "a string that is not empty and has no comma, because commas separate the list's elements"
            }
            Format::Order => "\"field:asc\" or \"field:desc\"",
            Format::ClockTime => "a time of day such as \"09:30\"",
            Format::Phone => "a phone number in international format, such as \"+12345678900\"",
        }
    }
}

/// Returns whether a number is E.164: a plus and 7 to 15 digits, the first of which is not 0.
fn is_e164(number: &[u8]) -> bool {
    matches!(number, [b'+', b'1'..=b'9', rest @ ..]
        if (6..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit))
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_order(text: &[u8]) -> bool {
    let field = text.strip_suffix(b":asc").or_else(|| text.strip_suffix(b":desc"));
    field.is_some_and(|field| {
        !field.is_empty() && field.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hexadecimal_groups_and_nothing_more() {
        assert!(Format::Uuid.fits(b"11111111-2222-4444-3333-555555555555"));
        assert!(Format::Uuid.fits(b"FFFFFFFF-abcd-4000-0000-000000000000"));
        assert!(!Format::Uuid.fits(b"11111111-2222-4444-3333-55555555555"));
        assert!(!Format::Uuid.fits(b"11111111-2222-4444-3333-55555555555g"));
        assert!(!Format::Uuid.fits(b"1111111122224444333355555555555555555"));
    }

    #[test]
    fn an_order_names_a_field_and_a_direction() {
        assert!(Format::Order.fits(b"created_time:desc"));
        assert!(!Format::Order.fits(b"created_time"));
        assert!(!Format::Order.fits(b":asc"));
        assert!(!Format::Order.fits(b"name:asc,phone:desc"));
    }

    #[test]
    fn a_clock_time_stays_within_the_day() {
        assert!(Format::ClockTime.fits(b"23:59"));
        assert!(!Format::ClockTime.fits(b"24:00"));
        assert!(!Format::ClockTime.fits(b"9:30"));
    }
}
