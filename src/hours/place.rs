//! Where a contact can be: by its fields, or by its number.

use super::table::Table;
use crate::template::is_blank;

/// What a contact's place was told by, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A field of the contact's.
    Field,
    /// The area code, or another prefix of a number within its country.
    AreaCode,
    /// The number's country code.
    Country,
}

/// A place's number in the table, and a set of offset rules there. Both can be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The place, from 1 on; 0 for one that has no rule.
    pub place: u32,
    /// The set of offset rules; 0 for one that is not known.
    pub zones: u32,
}

/// Everywhere that a contact can be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Locations {
    /// At least one, and one more for each number that leads elsewhere.
    pub all: Vec<Location>,
    /// What they were told by, the weakest of it. `None` where nothing tells anything.
    pub basis: Option<Basis>,
}

/// Where a contact can be by one of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// By its fields, or else by the number.
    pub location: Location,
    /// By the number, where its area code is presumed to tell the place whatever the fields say.
    pub presumed: Option<Location>,
    /// What it was told by.
    pub basis: Option<Basis>,
}

/// Where a contact with these numbers, in E.164, can be. `zone` and `state` are fields of its own, if it has them: the name of
/// an IANA time zone, and a state or province by name or code.
///
/// A field counts more than the numbers, but where an area code is presumed to tell the place, it counts as well. A field that
/// is filled in and cannot be read makes the time zone unknown: it says that the number does not tell the place.
pub fn locate<'a>(
    table: &Table,
    numbers: impl IntoIterator<Item = &'a str>,
    zone: Option<&str>,
    state: Option<&str>,
) -> Locations {
    let mut found = Locations::default();
    let mut add = |Located { location, presumed, basis }: Located| {
        // The weakest counts, and nothing is the weakest of all.
        if found.all.is_empty() || rank(basis) > rank(found.basis) {
            found.basis = basis;
        }
        for location in [Some(location), presumed].into_iter().flatten() {
            if !found.all.contains(&location) {
                found.all.push(location);
            }
        }
    };
    let mut numbers = numbers.into_iter().peekable();
    if numbers.peek().is_none() {
        add(locate_one(table, None, zone, state));
    }
    numbers.for_each(|number| add(locate_one(table, Some(number), zone, state)));
    found
}

/// The same by one number, or by the fields alone.
pub fn locate_one(table: &Table, number: Option<&str>, zone: Option<&str>, state: Option<&str>) -> Located {
    let digits = number.and_then(Digits::of);
    let (own, basis) = digits.map_or((NOWHERE, None), |digits| table.locate(digits));
    let filled = |name: &&str| !is_blank(name);
    let zone = zone.filter(filled).map(|name| table.zone(name));
    let state = state.filter(filled).map(|name| table.state(name, digits, zone.flatten()));
    let place = state.flatten().unwrap_or(own.place);
    let (zones, basis) = match (zone, state) {
        (None, None) => (own.zones, basis),
        (Some(None), _) | (_, Some(None)) => (NOWHERE.zones, None),
        (Some(Some(zones)), _) => (zones, Some(Basis::Field)),
        (None, _) if place == own.place => (own.zones, Some(Basis::Field)),
        (None, _) => (table.zones_of(place), Some(Basis::Field)),
    };
    let location = Location { place, zones };
    let presumed = (location != own && table.presumes(own.place)).then_some(own);
    Located { location, presumed, basis }
}

const NOWHERE: Location = Location { place: 0, zones: 0 };

fn rank(basis: Option<Basis>) -> u8 {
    match basis {
        Some(Basis::Field) => 0,
        Some(Basis::AreaCode) => 1,
        Some(Basis::Country) => 2,
        None => 3,
    }
}

/// A key for the beginning and the length of a number in E.164: numbers that share it are in one place, and have the same
/// defects. `None` where it is no number.
pub fn beginning(table: &Table, number: &str) -> Option<u64> {
    let digits = Digits::of(number)?;
    let start = digits.first(3).and_then(|start| table.depths.get(start as usize));
    let first = start.and_then(|depth| digits.first(u32::from(*depth))).map_or(digits.value, u64::from);
    Some(first << 4 | u64::from(digits.count))
}

/// The digits of a number in E.164, without its plus.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    value: u64,
    count: u32,
}

impl Digits {
    /// Reads a number; blanks, dashes and the like do not count. `None` where it has no plus, or is none.
    pub fn of(number: &str) -> Option<Self> {
        let rest = number.trim_start().strip_prefix('+')?;
        let (mut value, mut count) = (0, 0);
        for character in rest.chars() {
            match character {
                '0'..='9' if count < 15 => {
                    value = value * 10 + u64::from(character as u32 - '0' as u32);
                    count += 1;
                }
                ' ' | '\u{a0}' | '-' | '.' | '(' | ')' | '/' => {}
                _ => return None,
            }
        }
        (count > 0).then_some(Self { value, count })
    }

    /// The first digits, as a number.
    pub fn first(self, count: u32) -> Option<u32> {
        let dropped = self.count.checked_sub(count)?;
        u32::try_from(self.value / 10_u64.pow(dropped)).ok()
    }

    pub fn count(self) -> u32 {
        self.count
    }

    /// Whether it is of the North American Numbering Plan, in which area codes are states.
    pub fn is_north_american(self) -> bool {
        self.first(1) == Some(1)
    }
}

impl Table {
    /// Where a number can be.
    fn locate(&self, digits: Digits) -> (Location, Option<Basis>) {
        if digits.is_north_american() {
            let zones = digits.first(4).and_then(|prefix| self.prefixes.get(3)?.get(prefix)).unwrap_or(0);
            let place = self.area(digits).saturating_sub(1);
            return (Location { place, zones }, (place > 0 || zones > 0).then_some(Basis::AreaCode));
        }
        let code = self.calling_code(digits);
        let place = self.ruled.iter().find(|(ruled, _)| Some(*ruled) == code).map_or(0, |(_, place)| *place);
        for (index, column) in self.prefixes.iter().enumerate().rev() {
            let length = index as u32 + 1;
            if let Some(zones) = digits.first(length).and_then(|prefix| column.get(prefix)) {
                let by_country = code.is_none_or(|code| digits.first(length) == Some(code));
                let basis = if by_country { Basis::Country } else { Basis::AreaCode };
                return (Location { place, zones }, Some(basis));
            }
        }
        (Location { place, zones: 0 }, (place > 0).then_some(Basis::Country))
    }

    /// What the table says of a North American area code: 0 where there is none, 1 where it has no rule, else two more than the
    /// place's index.
    pub(super) fn area(&self, digits: Digits) -> u32 {
        let index = digits.first(4).and_then(|prefix| prefix.checked_sub(1_200));
        index.and_then(|index| self.areas.get(index as usize)).copied().unwrap_or(0)
    }

    /// The calling code with which a number begins.
    pub(super) fn calling_code(&self, digits: Digits) -> Option<u32> {
        (1..=3).filter_map(|length| digits.first(length)).find(|code| self.lengths.get(*code).is_some())
    }

    /// A place by its number.
    pub(super) fn place_at(&self, number: u32) -> Option<&super::table::Place> {
        self.places.get(number.checked_sub(1)? as usize)
    }

    /// Whether it is the code of a country, or of a state or province that the table knows.
    pub fn has_place(&self, code: &str) -> bool {
        self.has_country(code) || self.places.iter().any(|place| place.code == code)
    }

    /// The code of a country or a state that was probably meant by something else: `US` by `USA`, `US-LA` by `us_la` or
    /// `Louisiana`.
    pub fn place_meant(&self, written: &str) -> Option<&str> {
        let is = |text: &str| folded(text).eq(folded(written));
        let place = self.state(written, None, None).and_then(|number| self.place_at(number));
        match place {
            Some(place) => Some(&place.code),
            _ if is("UK") || is("GBR") => Some("GB"),
            _ if is("USA") => Some("US"),
            _ => None,
        }
    }

    fn zones_of(&self, place: u32) -> u32 {
        self.place_at(place).map_or(0, |place| place.set)
    }

    fn presumes(&self, place: u32) -> bool {
        let rule = self.place_at(place).and_then(|place| self.rules.get(place.rule));
        rule.is_some_and(|rule| rule.presumed)
    }

    /// The set of a time zone, by its IANA name.
    fn zone(&self, name: &str) -> Option<u32> {
        let name = name.trim();
        let etc = name.get(..4).filter(|start| start.eq_ignore_ascii_case("etc/"));
        let rest = etc.and_then(|_| name.get(4..)).unwrap_or(name);
        if rest.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("gmt")) {
            // `Etc/GMT+8` is behind GMT, as POSIX counts.
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
            let place = self.offsets.iter().position(|rule| rule.is_always(hours * 60))?;
            return Some(place as u32 + 1);
        }
        self.named(rest).filter(|set| *set <= self.offsets.len() as u32)
    }

    /// The number of a state or province: by its ISO 3166 code, or for a North American number by its name or short code, which
    /// mean other places elsewhere. Behind a number from elsewhere, these count with a time zone (a set) alone: that of the
    /// state, or else any, with which the number's country is as good as its parts.
    fn state(&self, name: &str, number: Option<Digits>, zone: Option<u32>) -> Option<u32> {
        let is = |code: &str| folded(code).eq(folded(name));
        let mut states = (1..).zip(&self.places).filter(|(_, place)| place.code.contains('-'));
        let full = states.clone().find(|(_, place)| is(&place.code));
        if let Some((number, _)) = full {
            return Some(number);
        }
        let short = states.find(|(_, place)| place.code.get(3..).is_some_and(is)).map(|(number, _)| number);
        let named = || self.named(name)?.checked_sub(self.offsets.len() as u32).filter(|number| *number > 0);
        let state = short.or_else(named);
        let Some(abroad) = number.filter(|digits| !digits.is_north_american()) else { return state };
        let mut zone = self.offsets_of(zone?);
        let within =
            |state: &u32| zone.all(|own| self.offsets_of(self.zones_of(*state)).any(|rule| rule == own));
        Some(state.filter(within).unwrap_or(self.locate(abroad).0.place))
    }

    /// The set of a zone, or after those the number of a place.
    fn named(&self, name: &str) -> Option<u32> {
        self.names.get(hash(name))
    }
}

/// FNV-1a of a folded name, itself folded to 24 bits.
fn hash(name: &str) -> u32 {
    let hash = folded(name)
        .fold(0x811C_9DC5_u32, |hash, letter| (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193));
    hash >> 24 ^ hash & 0xFF_FFFF
}

/// A name's small letters and digits, without accents: `Québec` is `quebec`, and `N.Y.` is `ny`.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter_map(|letter| match letter {
        'À'..='Å' | 'à'..='å' => Some('a'),
        'È'..='Ë' | 'è'..='ë' => Some('e'),
        'Ì'..='Ï' | 'ì'..='ï' => Some('i'),
        'Ò'..='Ö' | 'ò'..='ö' => Some('o'),
        'Ù'..='Ü' | 'ù'..='ü' => Some('u'),
        'Ç' | 'ç' => Some('c'),
        'Ñ' | 'ñ' => Some('n'),
        // Blanks and signs, accents that follow their letter, and Hawaii's.
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric().then_some(letter.to_ascii_lowercase()),
        '\u{a0}' | '\u{2b9}'..='\u{2bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{2019}' => None,
        _ => Some(letter),
    })
}
