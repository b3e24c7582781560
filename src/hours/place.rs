//! Locates a contact by its fields or by its number.

use super::{question::Question, rule::CallRule, table::Table};
use crate::template::is_blank;

/// The source of a contact's location, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A field of the contact.
    Field,
    /// The area code, or another prefix of a number within its country.
    AreaCode,
    /// The number's country code.
    Country,
}

/// A place in the table, with a set of offset rules there. Either can be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The number of the place, from 1; 0 if it has no rule, and `DOUBTFUL` if its rule is unknown whatever hours the caller sets.
    pub place: u32,
    /// The set of offset rules; 0 if unknown.
    pub zones: u32,
}

/// All possible locations of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Locations {
    /// The distinct locations, at least one.
    pub all: Vec<Location>,
    /// The weakest of their sources. `None` if one of the locations has no source.
    pub basis: Option<Basis>,
}

/// The location of a contact by one of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// The location by its fields, or else by the number.
    pub location: Location,
    /// The same zones without the number's rule, if its place has no such zones: the zone suggests that the number does not tell
    /// the place.
    pub elsewhere: Option<Location>,
    /// The location by the number, if a rule presumes that its area code tells the place, whatever the fields say.
    pub presumed: Option<Location>,
    /// The source of the location.
    pub basis: Option<Basis>,
}

/// Returns the possible locations of a contact with these numbers, in E.164 or in the national form of `country`. `zone` and
/// `state` are fields of the contact, if it has them: an IANA time zone, and a state or province by name or code.
///
/// Fields take precedence over numbers, with two exceptions. If a rule presumes that an area code tells the place, that location
/// counts, too. If a zone does not occur in the number's place, no rule is sure to apply: closed stays closed, and open becomes
/// unknown. A field that is filled in but not understood makes the time zone unknown, since it suggests that the number does not
/// tell the place.
pub fn locate<'a>(
    table: &Table,
    numbers: impl IntoIterator<Item = &'a str>,
    country: Option<&str>,
    zone: Option<&str>,
    state: Option<&str>,
) -> Locations {
    let mut found = Locations::default();
    let mut add = |located: Located| {
        let basis = located.basis;
        // The weakest source counts, and no source is the weakest of all.
        if found.all.is_empty() || rank(basis) > rank(found.basis) {
            found.basis = basis;
        }
        for location in located.all() {
            if !found.all.contains(&location) {
                found.all.push(location);
            }
        }
    };
    let mut numbers = numbers.into_iter().peekable();
    if numbers.peek().is_none() {
        add(locate_one(table, None, country, zone, state));
    }
    numbers.for_each(|number| add(locate_one(table, Some(number), country, zone, state)));
    found
}

/// Returns the location by one number, or by the fields alone.
///
/// A number in the national form of North America tells no more than that the contact is there, as if it had none: only a place
/// that a rule presumes counts.
pub fn locate_one(
    table: &Table,
    number: Option<&str>,
    country: Option<&str>,
    zone: Option<&str>,
    state: Option<&str>,
) -> Located {
    let national = number.and_then(|number| table.national(number, country));
    let digits = number.and_then(Digits::of);
    let (own, basis) = digits.map_or((NOWHERE, None), |digits| table.locate(digits));
    let filled = |name: &&str| !is_blank(name);
    let zone = zone.filter(filled).map(|name| table.zone(name));
    // An unreadable number does not tell its country, so it can be any.
    let is_abroad = number.is_some() && national.is_none() && !digits.is_some_and(Digits::is_north_american);
    let abroad = is_abroad.then_some(own.place);
    let state = state.filter(filled).map(|name| table.state(name, abroad, zone.flatten()));
    let place = state.flatten().unwrap_or(own.place);
    let (zones, basis) = match (zone, state) {
        (None, None) => (own.zones, basis),
        (Some(None), _) | (_, Some(None)) => (NOWHERE.zones, None),
        (Some(Some(zones)), _) => (zones, Some(Basis::Field)),
        (None, _) if place == own.place => (own.zones, Some(Basis::Field)),
        (None, _) => (table.zones_of(place), Some(Basis::Field)),
    };
    let location = Location { place, zones };
    let home = national.map_or(own, |digits| table.locate(digits).0);
    let presumed = (location != home && table.presumes(home.place)).then_some(home);
    // A state that was read tells the rule. For a number abroad, it can stand for that number's own place.
    let by_number = state.is_none() || state.flatten() == abroad;
    let tells_zone = own.zones > 0 || is_abroad;
    let is_doubtful =
        zone.is_some() && place > 0 && by_number && tells_zone && !table.is_within(zones, place);
    let elsewhere = is_doubtful.then_some(Location { place: DOUBTFUL, zones });
    Located { location, elsewhere, presumed, basis }
}

impl Location {
    /// Returns whether nothing tells its hours: neither a rule nor the caller's own hours, which do not replace the rule of a
    /// doubtful place.
    pub(super) fn is_unruled(self, rule: Option<(&str, &CallRule)>, question: &Question<'_>) -> bool {
        rule.is_none() && (question.window.is_none() || self.place == DOUBTFUL)
    }
}

impl Located {
    /// Returns all locations.
    pub fn all(self) -> impl Iterator<Item = Location> {
        [Some(self.location), self.elsewhere, self.presumed].into_iter().flatten()
    }
}

const NOWHERE: Location = Location { place: 0, zones: 0 };

/// The place of a zone that contradicts the number.
const DOUBTFUL: u32 = u32::MAX;

fn rank(basis: Option<Basis>) -> u8 {
    match basis {
        Some(Basis::Field) => 0,
        Some(Basis::AreaCode) => 1,
        Some(Basis::Country) => 2,
        None => 3,
    }
}

/// Returns a key made of the first digits and the length of a number in E.164. Numbers with the same key have the same location
/// and the same defects. Returns `None` if the text is not a number.
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
    /// Parses a number, ignoring blanks, dashes and the like. Returns `None` if it has no plus, or is not a number.
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

    /// Returns the first `count` digits, as a number.
    pub fn first(self, count: u32) -> Option<u32> {
        let dropped = self.count.checked_sub(count)?;
        u32::try_from(self.value / 10_u64.pow(dropped)).ok()
    }

    pub fn count(self) -> u32 {
        self.count
    }

    /// Returns whether it belongs to the North American Numbering Plan, in which an area code tells the state.
    pub fn is_north_american(self) -> bool {
        self.first(1) == Some(1)
    }
}

impl Table {
    /// Returns the location by a number.
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

    /// Returns the table's entry for a North American area code: 0 if there is none, 1 if it has no rule, otherwise two more
    /// than the place's index.
    pub(super) fn area(&self, digits: Digits) -> u32 {
        let index = digits.first(4).and_then(|prefix| prefix.checked_sub(1_200));
        index.and_then(|index| self.areas.get(index as usize)).copied().unwrap_or(0)
    }

    /// Returns the calling code at the start of a number.
    pub(super) fn calling_code(&self, digits: Digits) -> Option<u32> {
        (1..=3).filter_map(|length| digits.first(length)).find(|code| self.lengths.get(*code).is_some())
    }

    /// Returns a place by its number.
    pub(super) fn place_at(&self, number: u32) -> Option<&super::table::Place> {
        self.places.get(number.checked_sub(1)? as usize)
    }

    /// Returns the digits of a number in the national form of North America, with the country code, if `country` is there.
    fn national(&self, number: &str, country: Option<&str>) -> Option<Digits> {
        let mut digits = Digits { value: 0, count: 0 };
        for byte in number.bytes() {
            match byte {
                b'0'..=b'9' if digits.count < 11 => {
                    digits =
                        Digits { value: digits.value * 10 + u64::from(byte - b'0'), count: digits.count + 1 };
                }
                b'+' | b'0'..=b'9' => return None,
                _ => {}
            }
        }
        match (digits.count, digits.first(1)?) {
            (11, 1) => {}
            (10, 2..) => digits = Digits { value: digits.value + 10_000_000_000, count: 11 },
            _ => return None,
        }
        self.country(country?).filter(|(code, _)| *code == 1).map(|_| digits)
    }

    /// Returns whether the table has a country, state or province with this code.
    pub fn has_place(&self, code: &str) -> bool {
        self.has_country(code) || self.places.iter().any(|place| place.code == code)
    }

    /// Returns the code of the country or state that was probably meant: `US` for `USA`, `US-LA` for `us_la` or `Louisiana`.
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

    /// Returns the set of a time zone, by its IANA name.
    fn zone(&self, name: &str) -> Option<u32> {
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
            let place = self.offsets.iter().position(|rule| rule.is_always(hours * 60))?;
            return Some(place as u32 + 1);
        }
        self.named(rest).filter(|set| *set <= self.offsets.len() as u32)
    }

    /// Returns the number of a state or province, by its ISO 3166 code, its name or its short code.
    ///
    /// Names and short codes can mean other places in other countries. With a number that is not known to be North American
    /// (`abroad` is its country's place), they therefore count only along with a time zone (a set): they mean the state if all
    /// of the zone's offset rules occur there, and otherwise the number's country.
    fn state(&self, name: &str, abroad: Option<u32>, zone: Option<u32>) -> Option<u32> {
        let is = |code: &str| folded(code).eq(folded(name));
        let mut states = (1..).zip(&self.places).filter(|(_, place)| place.code.contains('-'));
        let full = states.clone().find(|(_, place)| is(&place.code));
        if let Some((number, _)) = full {
            return Some(number);
        }
        let short = states.find(|(_, place)| place.code.get(3..).is_some_and(is)).map(|(number, _)| number);
        let named = || self.named(name)?.checked_sub(self.offsets.len() as u32).filter(|number| *number > 0);
        let state = short.or_else(named);
        let Some(abroad) = abroad else { return state };
        let zone = zone?;
        Some(state.filter(|state| self.is_within(zone, *state)).unwrap_or(abroad))
    }

    /// Returns whether all offset rules of a set occur in a place, whatever they were in the past.
    fn is_within(&self, zones: u32, place: u32) -> bool {
        self.offsets_of(zones).all(|own| self.offsets_of(self.zones_of(place)).any(|rule| rule.ends_as(own)))
    }

    /// Returns the meaning of a name: the set of a zone, or, above the sets of single rules, the number of a place.
    fn named(&self, name: &str) -> Option<u32> {
        self.names.get(hash(name))
    }
}

/// Returns the FNV-1a hash of a folded name, XOR-folded to 24 bits.
fn hash(name: &str) -> u32 {
    let hash = folded(name)
        .fold(0x811C_9DC5_u32, |hash, letter| (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193));
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
