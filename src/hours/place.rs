//! Locates a contact by its fields or by its number.

use super::{question::Question, reader::Name, rule::CallRule, table::Table};
use crate::{
    phone::PhoneDigits,
    text::{is_blank, narrow},
};

/// The contact to call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Contact<'a> {
    /// The number, in E.164 or in the national form of `country`.
    pub number: Option<&'a str>,
    /// The country, such as `US`, whose national format is assumed.
    pub country: Option<&'a str>,
    /// The contact's IANA time zone, if a field of the contact holds it.
    pub zone: Option<&'a str>,
    /// The contact's state or province, if a field of the contact holds it: `US-TX`, `TX` or `Texas`.
    pub state: Option<&'a str>,
}

/// The source of a contact's location.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The number of the place, from 1; 0 if it has no rule, and `DOUBTFUL` if its rule is unknown whatever hours the caller sets.
    pub place: u32,
    /// The set of offset rules; 0 if unknown.
    pub zones: u32,
}

/// All possible locations of a contact.
///
/// The first is its own: by its fields, or else by the number. If its place has no such zones, which suggests that the contact is
/// somewhere else, the same zones without a rule follow, and the place that the state tells, with its own zones. Last is the
/// location by the number, if a rule presumes that its area code tells the place, whatever the fields say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locations {
    /// The locations; behind the last, the first again.
    list: [Location; 4],
    count: usize,
}

impl Location {
    /// Returns whether nothing tells its hours: neither a rule nor the caller's own hours, which do not replace the rule of a
    /// doubtful place.
    pub(super) fn is_unruled(self, rule: Option<(&str, CallRule<'_>)>, question: &Question<'_>) -> bool {
        rule.is_none() && (question.window.is_none() || self.place == DOUBTFUL)
    }
}

impl Locations {
    fn add(&mut self, location: Location) {
        if let Some(free) = self.list.get_mut(self.count) {
            *free = location;
            self.count += 1;
        }
    }

    /// Returns the same places without their rules.
    pub(super) fn without_rules(mut self) -> Self {
        self.list.iter_mut().for_each(|location| location.place = 0);
        self
    }

    /// Iterates over them.
    pub fn all(&self) -> impl Iterator<Item = Location> {
        self.list.iter().take(self.count).copied()
    }
}

const NOWHERE: Location = Location { place: 0, zones: 0 };

/// The place of a zone that contradicts the number, or the state.
const DOUBTFUL: u32 = u32::MAX;

/// Returns a key made of the first digits and the length of a number in E.164. Numbers with the same key have the same location
/// and the same defects. Returns `None` if the text is not a number.
pub fn beginning(table: &Table, number: &str) -> Option<u64> {
    let digits = PhoneDigits::of(number)?;
    let first = table.depth(digits).and_then(|depth| digits.first(depth));
    Some(first.map_or(digits.value(), u64::from) << 4 | u64::from(digits.count()))
}

impl Table {
    /// Returns the possible locations of a contact, and the source of its own location, if it has one.
    ///
    /// Fields take precedence over the number, with two exceptions. If a rule presumes that an area code tells the place, that
    /// location counts, too. If a zone does not occur in the place of the state, or else of the number, no rule is sure to apply:
    /// closed stays closed, also by the clocks of the state, and open becomes unknown. A field that is filled in but not
    /// understood makes the time zone unknown, since it suggests that the number does not tell the place.
    ///
    /// A number in the national form of North America tells no more than that the contact is there, as if it had none: only a
    /// place that a rule presumes counts.
    pub fn locate(&self, contact: Contact<'_>) -> (Locations, Option<Basis>) {
        let Contact { number, country, zone, state } = contact;
        let national = number.and_then(|number| self.national(number, country));
        let digits = number.and_then(PhoneDigits::of);
        let (by_number, basis) = digits.map_or((NOWHERE, None), |digits| self.located(digits));
        let filled = |name: &&str| !is_blank(name);
        let zone = zone.filter(filled).map(|name| self.zone(name));
        let home = national.map_or(by_number, |digits| self.located(digits).0);
        // An unreadable number does not tell its country, so it can be any. The islands of North America are abroad, too.
        let is_american = national.or(digits).is_some_and(PhoneDigits::is_north_american)
            && (home.place > 0 || home.zones == 0);
        let abroad = (number.is_some() && !is_american).then_some(by_number.place);
        let state = state.filter(filled).map(|name| self.state(name, abroad, zone.flatten()));
        let place = state.flatten().unwrap_or(by_number.place);
        let zones_there = if place == by_number.place { by_number.zones } else { self.zones_of(place) };
        let (zones, basis) = match (zone, state) {
            (None, None) => (by_number.zones, basis),
            (Some(None), _) | (_, Some(None)) => (NOWHERE.zones, None),
            (Some(Some(zones)), _) => (zones, Some(Basis::Field)),
            (None, _) => (zones_there, Some(Basis::Field)),
        };
        let own = Location { place, zones };
        let mut locations = Locations { list: [own; 4], count: 1 };
        if zone.is_some() && place > 0 && !self.is_within(zones, place) {
            locations.add(Location { place: DOUBTFUL, zones });
            if state.is_some() {
                locations.add(Location { place, zones: zones_there });
            }
        }
        if own != home && self.rule_at(home.place).is_some_and(CallRule::presumed) {
            locations.add(home);
        }
        (locations, basis)
    }

    /// Returns the location by a number.
    fn located(&self, digits: PhoneDigits) -> (Location, Option<Basis>) {
        if digits.is_north_american() {
            let zones = self.prefix_of(digits, 4).unwrap_or(0);
            let place = self.area(digits).saturating_sub(1);
            return (Location { place, zones }, (place > 0 || zones > 0).then_some(Basis::AreaCode));
        }
        let (prefix, code) = (self.prefix(digits), self.calling_code(digits));
        let place = code.map_or(0, |(_, index)| self.value(Name::CallingPlaces, index));
        let basis = match (prefix, code) {
            (Some((length, _)), Some((code, _))) if digits.first(length) != Some(code) => {
                Some(Basis::AreaCode)
            }
            (None, _) if place == 0 => None,
            _ => Some(Basis::Country),
        };
        (Location { place, zones: prefix.map_or(0, |(_, zones)| zones) }, basis)
    }

    /// Returns the table's entry for a North American area code: 0 if there is none, 1 if it has no rule, otherwise two more
    /// than the place's index.
    pub(super) fn area(&self, digits: PhoneDigits) -> u32 {
        let index = digits.first(4).and_then(|prefix| prefix.checked_sub(1_200));
        index.map_or(0, |index| self.value(Name::Areas, index as usize))
    }

    /// Returns the calling code at the start of a number, with its index.
    pub(super) fn calling_code(&self, digits: PhoneDigits) -> Option<(u32, usize)> {
        let mut starts = (1..=3).filter_map(|length| digits.first(length));
        starts.find_map(|code| Some((code, self.find(Name::CallingCodes, code)?)))
    }

    /// Returns the digits of a number in the national form of North America, with the country code, if `country` is there.
    fn national(&self, number: &str, country: Option<&str>) -> Option<PhoneDigits> {
        self.country(country?).filter(|(code, _)| *code == 1)?;
        let is_digit = |character: &char| character.is_ascii_digit() || *character == '+';
        let digits: String = number.chars().map(narrow).filter(is_digit).collect();
        let prefix = match *digits.as_bytes() {
            [b'1', ..] if digits.len() == 11 => "+",
            [b'2'..=b'9', ..] if digits.len() == 10 => "+1",
            _ => return None,
        };
        PhoneDigits::of(&[prefix, &digits].concat())
    }

    fn zones_of(&self, place: u32) -> u32 {
        place.checked_sub(1).map_or(0, |index| self.value(Name::PlaceSets, index as usize))
    }

    /// Returns whether all offset rules of a set occur in a place, whatever they were in the past.
    pub(super) fn is_within(&self, zones: u32, place: u32) -> bool {
        self.offsets_of(zones).all(|own| self.offsets_of(self.zones_of(place)).any(|rule| rule.ends_as(own)))
    }
}
