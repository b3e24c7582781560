//! Detects phone numbers that cannot exist, and finds the numbers that were probably meant. Nothing is corrected automatically.

use super::{reader::Name, table::Table};
use crate::{
    phone::{PhoneDigits, characters},
    schema::{Digits, Format, split},
};

/// The bit in a calling code's `lengths` for numbers that can begin with a zero. The bit of length 0 is free for that, since no
/// number has no digits.
const ZERO: u32 = 1;

/// The defect of a number in E.164 format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// No country has this calling code.
    NoSuchCountry,
    /// North America has no such area code.
    NoSuchAreaCode,
    /// All fixed and mobile numbers of this country are longer: a digit was dropped.
    TooShort,
    /// All fixed and mobile numbers of this country are shorter: a digit was added.
    TooLong,
    /// No number of this country has this length, but there are shorter and longer ones.
    WrongLength,
}

/// Returns the defect of a number in E.164, if one can be detected. Ignores numbers without a plus.
pub fn defect(table: &Table, number: &str) -> Option<Defect> {
    let digits = PhoneDigits::of(number)?;
    let Some((code, index)) = table.calling_code(digits) else {
        return (!is_international(digits)).then_some(Defect::NoSuchCountry);
    };
    let national = digits.count() - 1 - u32::from(code > 9) - u32::from(code > 99);
    // Some beginnings have lengths of their own.
    let own = digits.first(5).and_then(|start| table.find(Name::CallingCodes, start));
    let lengths = table.lengths(own.unwrap_or(index)) & !ZERO;
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

/// Returns whether a number belongs to no country: satellite phones and international services.
fn is_international(digits: PhoneDigits) -> bool {
    let first = digits.first(3);
    first.is_some_and(|code| matches!(code, 800 | 808 | 870 | 878 | 881..=883 | 888 | 979))
}

/// Mexico's calling code. Its trunk prefix has only ever stood after the code, as in `+52 1 …`: nobody dials it alone.
const MEXICO: u32 = 52;

/// The most digits of a number without its area code, in countries that dial a trunk prefix before one: eight, in large cities.
const LONGEST_LOCAL: usize = 8;

/// Returns the E.164 number that was probably meant by a number in another form. `country` is the ISO 3166 code, such as `FR`,
/// of the country whose national format is assumed, if any. Returns `None` if that is uncertain, or if the result would have a
/// defect, too.
pub fn correct(table: &Table, number: &str, country: Option<&str>) -> Option<String> {
    meant(table, number, country).and_then(|([meant, _], is_certain)| is_certain.then_some(meant))
}

/// Returns the E.164 numbers that a number in another form can stand for, and whether it certainly is the first. The second is
/// empty if there is only one. `country` is as for `correct`.
///
/// A number that is not certain must not be proposed, but is good enough to find repeated numbers: one that lost the trunk prefix
/// before its area code looks like one without an area code, and one of two possible numbers repeats both.
pub fn meant(table: &Table, number: &str, country: Option<&str>) -> Option<([String; 2], bool)> {
    let one = |number, is_certain| ([number, String::new()], is_certain);
    let certain = |number| one(number, true);
    // A check asks for every number, and most are right.
    if table.is_sound(number) {
        return Some(certain(number.to_owned()));
    }
    let plain = plain(number)?;
    let country = country.and_then(|country| table.country(country));
    // Most of the world dials 00 before a country code; North America dials 011. Some countries have carriers, with digits of
    // their own after the 00, which can be the first ones of a country code as well.
    let abroad = plain.strip_prefix("00");
    if let Some(digits) = plain.strip_prefix('+').or(abroad) {
        let (mut meant, mut other) = (table.meant(digits), String::new());
        // Nobody calls their own country through a carrier.
        let is_abroad = |code: u32| meant.is_none() || !digits.starts_with(code.digits().as_str());
        let carriers = country.filter(|(code, _)| is_abroad(*code)).map_or("", |(_, prefixes)| prefixes);
        for carrier in split(carriers, b',').skip(1) {
            let digits = abroad.and_then(|digits| digits.strip_prefix(carrier));
            let number = digits.and_then(|digits| table.meant(digits));
            if meant.is_none() {
                meant = number;
            } else if number.is_some() && number != meant {
                other = number.unwrap_or_default();
            }
        }
        let is_certain = other.is_empty();
        return meant.map(|meant| ([meant, other], is_certain));
    }
    let (calling_code, prefixes) = country?;
    let trunk = split(prefixes, b',').next().unwrap_or_default();
    let code = calling_code.digits();
    let code = code.as_str();
    if calling_code == 1
        && let Some(sound) = plain.strip_prefix("011").and_then(|digits| table.meant(digits))
    {
        return Some(certain(sound));
    }
    // First tries a national number with its trunk prefix; then one without it, or a country code that lacks its plus, unless
    // both fit.
    let is_dialed = !trunk.is_empty() && calling_code != MEXICO;
    let national = plain.strip_prefix(trunk).filter(|_| is_dialed);
    if let Some(sound) = national.and_then(|rest| table.sound(&[code, rest].concat())) {
        return Some(certain(sound));
    }
    let bare = table.sound(&[code, &plain].concat());
    let full = plain.starts_with(code).then(|| table.meant(&plain)).flatten();
    match (bare, full) {
        (Some(bare), Some(full)) => Some(([full, bare], false)),
        // Where a trunk prefix is dialed, a short number without one probably lacks its area code, too.
        (Some(bare), None) => Some(one(bare, !is_dialed || plain.len() > LONGEST_LOCAL)),
        (None, full) => full.map(certain),
    }
}

impl Table {
    /// Returns whether a number in E.164 has no defect, and no zero after the country code that is dialed only within the
    /// country.
    fn is_sound(&self, number: &str) -> bool {
        let Some(digits) = PhoneDigits::of(number) else { return false };
        let has_zero = self.calling_code(digits).is_some_and(|(code, index)| {
            let length = 2 + u32::from(code > 9) + u32::from(code > 99);
            digits.first(length) == Some(code * 10) && self.lengths(index) & ZERO == 0
        });
        Format::Phone.fits(number.as_bytes()) && defect(self, number).is_none() && !has_zero
    }

    /// Returns the lengths of the numbers of a calling code, by its index.
    fn lengths(&self, index: usize) -> u32 {
        self.value(Name::Masks, self.value(Name::Lengths, index) as usize)
    }

    /// Returns these digits as E.164 if they are sound.
    fn sound(&self, digits: &str) -> Option<String> {
        let number = ["+", digits].concat();
        self.is_sound(&number).then_some(number)
    }

    /// Returns these digits as E.164, if necessary without the trunk prefix after the country code: `+49151` for `+49 0151`.
    fn meant(&self, digits: &str) -> Option<String> {
        self.sound(digits).or_else(|| {
            let (code, index) = self.calling_code(PhoneDigits::of(&["+", digits].concat())?)?;
            let trunk = self.trunk(index);
            let code = code.digits();
            let national = digits.strip_prefix(code.as_str())?.strip_prefix(trunk)?;
            self.sound(&[code.as_str(), national].concat())
        })
    }
}

/// Returns a number's digits, with its plus if it has one. Returns `None` if the text has anything else.
fn plain(number: &str) -> Option<String> {
    let mut plain = String::new();
    for character in characters(number) {
        let character = character.filter(|sign| *sign != '+' || plain.is_empty())?;
        plain.push(character);
    }
    (!plain.is_empty()).then_some(plain)
}
