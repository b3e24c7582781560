//! The digits of a phone number, in whatever notation.

use crate::{
    phone::dials_zero,
    schema::split_once_at,
    text::{narrow, separates_digits},
};

/// The digits of a number in E.164, without its plus.
#[derive(Clone, Copy)]
pub struct PhoneDigits {
    value: u64,
    count: u32,
}

impl PhoneDigits {
    /// Parses a number in any notation. Returns `None` if it has no plus, or is not a number.
    pub fn of(number: &str) -> Option<Self> {
        // Most are in E.164, and each is read several times.
        if let Some(plain) = number.strip_prefix('+')
            && (1..=15).contains(&plain.len())
            && plain.bytes().all(|byte| byte.is_ascii_digit())
        {
            let value = plain.bytes().fold(0, |value, byte| value * 10 + u64::from(byte - b'0'));
            return Some(Self { value, count: plain.len() as u32 });
        }
        let mut digits = None;
        for character in characters(number) {
            digits = match (character?, digits) {
                ('+', None) => Some(Self { value: 0, count: 0 }),
                (digit @ '0'..='9', Some(Self { value, count: count @ ..15 })) => {
                    Some(Self { value: value * 10 + u64::from(digit as u32 - '0' as u32), count: count + 1 })
                }
                _ => return None,
            };
        }
        digits.filter(|digits| digits.count > 0)
    }

    /// Returns the first `count` digits, as a number.
    pub fn first(self, count: u32) -> Option<u32> {
        let dropped = self.count.checked_sub(count)?;
        u32::try_from(self.value / 10_u64.pow(dropped)).ok()
    }

    /// Returns all digits, as a number.
    pub fn value(self) -> u64 {
        self.value
    }

    /// Returns how many digits there are.
    pub fn count(self) -> u32 {
        self.count
    }

    /// Returns whether it belongs to the North American Numbering Plan, in which an area code tells the state.
    pub fn is_north_american(self) -> bool {
        self.first(1) == Some(1)
    }
}

/// Iterates over the digits and pluses of a text, and `None` for a character that no number has. Drops a zero in brackets after a
/// country code, `+44 (0)20`, unless it is dialed from abroad, `+39 (0)2`.
pub fn characters(number: &str) -> impl Iterator<Item = Option<char>> {
    let is_inner_zero = |(code, _): &(&str, &str)| {
        let first = code.chars().map(narrow).find(|sign| !separates_digits(*sign));
        first == Some('+') && !dials_zero(code)
    };
    // Few numbers have a bracket, and a search takes longer.
    let split = number.bytes().any(|byte| byte == b'(').then(|| split_once_at(number, "(0)")).flatten();
    let (code, rest) = split.filter(is_inner_zero).unwrap_or((number, ""));
    code.chars().chain(rest.chars()).filter_map(|character| match narrow(character) {
        sign @ ('+' | '0'..='9') => Some(Some(sign)),
        other => (!separates_digits(other)).then_some(None),
    })
}
