//! Numbers that cannot be right, and what they were probably meant to be. Nothing is ever changed here.

use super::{place::Digits, table::Table};
use crate::schema::{Digits as _, Format};

/// The bit of a calling code's lengths that says whether its numbers can begin with a zero: none has no digits.
const ZERO: u32 = 1;

/// What is wrong with a number that has the form of E.164.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// No country has this calling code.
    NoSuchCountry,
    /// No area code of North America is this one.
    NoSuchAreaCode,
    /// Neither fixed nor mobile numbers of this country are so short: a digit was dropped.
    TooShort,
    /// Neither fixed nor mobile numbers of this country are so long: a digit was added.
    TooLong,
    /// No number of this country has this length, but shorter and longer ones exist.
    WrongLength,
}

/// What is wrong with a number in E.164, if anything can be told. A number without a plus is not judged.
pub fn defect(table: &Table, number: &str) -> Option<Defect> {
    let digits = Digits::of(number)?;
    let Some(code) = table.calling_code(digits) else {
        return (!is_international(digits)).then_some(Defect::NoSuchCountry);
    };
    let national = digits.count() - 1 - u32::from(code > 9) - u32::from(code > 99);
    let lengths = table.lengths.get(code)? & !ZERO;
    if lengths & 1 << national == 0 {
        return Some(if national < lengths.trailing_zeros() {
            Defect::TooShort
        } else if national > lengths.checked_ilog2().unwrap_or_default() {
            Defect::TooLong
        } else {
            Defect::WrongLength
        });
    }
    (digits.is_north_american() && table.area(digits) == 0).then_some(Defect::NoSuchAreaCode)
}

/// Numbers that belong to no country: satellites, and international services.
fn is_international(digits: Digits) -> bool {
    let first = digits.first(3);
    first.is_some_and(|code| matches!(code, 800 | 808 | 870 | 878 | 881..=883 | 888 | 979))
}

/// What a number that is not E.164 was probably meant to be, in E.164. `country` is the one whose national form it has, where
/// one is given: an ISO 3166 code, such as `FR`. `None` where that cannot be told, or would not be right either.
pub fn correct(table: &Table, number: &str, country: Option<&str>) -> Option<String> {
    let plain = plain(number)?;
    // Both are dialed before a country code where most people live; North America dials 011.
    let international = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    if let Some(digits) = international {
        return table.meant(digits);
    }
    let (calling_code, trunk) = table.country(country?)?;
    let code = calling_code.digits();
    let code = code.as_str();
    if calling_code == 1
        && let Some(sound) = plain.strip_prefix("011").and_then(|digits| table.meant(digits))
    {
        return Some(sound);
    }
    // First as a national number with what is dialed before it; then without it, or with a country code that lacks its plus,
    // unless it can be both.
    let national = plain.strip_prefix(trunk).filter(|_| !trunk.is_empty());
    if let Some(sound) = national.and_then(|rest| table.sound(&[code, rest].concat())) {
        return Some(sound);
    }
    let bare = table.sound(&[code, &plain].concat());
    let full = plain.starts_with(code).then(|| table.meant(&plain)).flatten();
    if bare.is_some() && full.is_some() { None } else { bare.or(full) }
}

impl Table {
    /// These digits as E.164, if nothing is wrong with them: nor that they have a zero behind the country code that is only
    /// dialed within the country.
    fn sound(&self, digits: &str) -> Option<String> {
        let number = ["+", digits].concat();
        let code = self.calling_code(Digits::of(&number)?);
        let has_zero = code.is_some_and(|code| {
            let national = digits.strip_prefix(code.digits().as_str()).unwrap_or_default();
            national.starts_with('0') && self.lengths.get(code).is_some_and(|lengths| lengths & ZERO == 0)
        });
        let fits = Format::Phone.fits(number.as_bytes()) && defect(self, &number).is_none();
        (fits && !has_zero).then_some(number)
    }

    /// The same, or without what is dialed before a national number, behind the country code: `+49 0151` is `+49151`.
    fn meant(&self, digits: &str) -> Option<String> {
        self.sound(digits).or_else(|| {
            let code = self.calling_code(Digits::of(&["+", digits].concat())?)?;
            let trunk = self.trunk(code).filter(|trunk| !trunk.is_empty())?;
            let code = code.digits();
            let national = digits.strip_prefix(code.as_str())?.strip_prefix(trunk)?;
            self.sound(&[code.as_str(), national].concat())
        })
    }
}

/// A number's digits, with its plus if it has one: those of full width as others, and blanks and the like left out. A zero in
/// brackets behind a country code, `+44 (0)20`, is left out too. `None` where something else is in it.
fn plain(number: &str) -> Option<String> {
    let number = number.trim();
    let mut plain = String::new();
    let international = number.starts_with(['+', '＋']);
    let number = if international { number.replacen("(0)", "", 1) } else { number.to_owned() };
    for character in number.chars() {
        match character {
            '0'..='9' => plain.push(character),
            '０'..='９' => plain.extend(char::from_u32(character as u32 - '０' as u32 + '0' as u32)),
            '+' | '＋' if plain.is_empty() => plain.push('+'),
            ' '
            | '\u{a0}'
            | '\u{3000}'
            | '\u{2010}'..='\u{2015}'
            | '－'
            | '-'
            | '.'
            | '('
            | ')'
            | '（'
            | '）'
            | '/' => {}
            // Marks for the direction of text, which come along from spreadsheets.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            _ => return None,
        }
    }
    (!plain.is_empty()).then_some(plain)
}
