//! Reads the names of time zones, states and countries.

use super::{reader::Name, table::Table};
use crate::hash::fnv32;

impl Table {
    /// Returns whether the table has a country, state or province with this code.
    pub fn has_place(&self, code: &str) -> bool {
        self.has_country(code) || self.codes().iter().any(|place| place == code)
    }

    /// Returns the code of the country or state that was probably meant: `US` for `USA`, `US-LA` for `us_la` or `Louisiana`.
    pub fn place_meant(&self, written: &str) -> Option<&str> {
        let is = |text: &str| folded(text).eq(folded(written));
        let code = self.state(written, None, None).and_then(|place| self.place_code(place));
        match code {
            Some(_) => code,
            _ if is("UK") || is("GBR") => Some("GB"),
            _ if is("USA") => Some("US"),
            _ => None,
        }
    }

    /// Returns the set of a time zone, by its IANA name.
    pub(super) fn zone(&self, name: &str) -> Option<u32> {
        let name = name.trim();
        let etc = name.get(..4).filter(|start| start.eq_ignore_ascii_case("etc/"));
        let rest = etc.and_then(|_| name.get(4..)).unwrap_or(name);
        if rest.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("gmt")) {
            // POSIX inverts the sign: `Etc/GMT+8` is behind GMT.
            let hours = match rest.get(3..)?.as_bytes() {
                [] | [b'0'] | [b'+' | b'-', b'0'] => 0,
                [sign @ (b'+' | b'-'), hours @ ..] if etc.is_some() => {
                    let hours = match *hours {
                        [hour @ b'1'..=b'9'] => hour - b'0',
                        [b'1', hour @ b'0'..=b'4'] => 10 + hour - b'0',
                        _ => return None,
                    };
                    if *sign == b'-' { i32::from(hours) } else { -i32::from(hours) }
                }
                _ => return None,
            };
            let sets = 1..=self.offset_rules() as u32;
            return sets.into_iter().find(|set| self.offsets_of(*set).any(|rule| rule.is_always(hours * 60)));
        }
        self.named(rest).filter(|set| *set <= self.offset_rules() as u32)
    }

    /// Returns the number of a state or province, by its ISO 3166 code, its name or its short code.
    ///
    /// Names and short codes can mean other places in other countries. With a number that is not known to be one of the US or
    /// Canada (`abroad` is its country's place), they therefore count only along with a time zone (a set): they mean the state if
    /// all of the zone's offset rules occur there, and otherwise the number's country.
    pub(super) fn state(&self, name: &str, abroad: Option<u32>, zone: Option<u32>) -> Option<u32> {
        let is = |code: &str| folded(code).eq(folded(name));
        let mut states = (1..).zip(self.codes()).filter(|(_, code)| code.contains('-'));
        if let Some((place, _)) = states.clone().find(|(_, code)| is(code)) {
            return Some(place);
        }
        let short = states.find(|(_, code)| code.get(3..).is_some_and(is)).map(|(place, _)| place);
        let named = || self.named(name)?.checked_sub(self.offset_rules() as u32).filter(|place| *place > 0);
        let state = short.or_else(named);
        let Some(abroad) = abroad else { return state };
        let zone = zone?;
        Some(state.filter(|state| self.is_within(zone, *state)).unwrap_or(abroad))
    }

    /// Returns the meaning of a name: the set of a zone, or, above the sets of single rules, the number of a place.
    fn named(&self, name: &str) -> Option<u32> {
        self.get(Name::Meanings, self.find(Name::Names, hash(name))?)
    }
}

/// Returns the FNV-1a hash of a folded name, XOR-folded to 24 bits.
fn hash(name: &str) -> u32 {
    let hash = fnv32(folded(name));
    hash >> 24 ^ hash & 0xFF_FFFF
}

/// Returns a name's letters in lower case and its digits, without accents: `quebec` for `Québec`, `ny` for `N.Y.`.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter_map(|letter| match letter {
        'À'..='Å' | 'à'..='å' => Some('a'),
        'È'..='Ë' | 'è'..='ë' => Some('e'),
        'Ì'..='Ï' | 'ì'..='ï' => Some('i'),
        'Ò'..='Ö' | 'ò'..='ö' => Some('o'),
        'Ù'..='Ü' | 'ù'..='ü' => Some('u'),
        'Ç' | 'ç' => Some('c'),
        'Ñ' | 'ñ' => Some('n'),
        // Blanks, punctuation, combining accents, and the Hawaiian okina.
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric().then_some(letter.to_ascii_lowercase()),
        '\u{a0}' | '\u{2b9}'..='\u{2bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{2019}' => None,
        _ => Some(letter),
    })
}
