//! The packed table, as it is held in memory.

use super::{
    calendar::{Daily, date_text},
    offset::OffsetRule,
    reader::{Columns, Name},
    rule::CallRule,
};

/// The data: numbers, zones, places and rules.
pub struct Table {
    /// The day on which the rules were last read through, since 1970.
    pub(super) read: i64,
    pub(super) offsets: Vec<OffsetRule>,
    /// Sets of offset rules, ascending. The first is empty: nowhere. Then there is one for each rule alone.
    sets: Vec<Vec<u32>>,
    /// Prefixes of one digit, of two, and so on, each with its set.
    pub(super) prefixes: Vec<Column>,
    pub(super) places: Vec<Place>,
    /// For each area code from 200 on: 0 where there is none, 1 where it has no rule, else two more than its place.
    pub(super) areas: Vec<u32>,
    /// Calling codes, each with the lengths of its numbers: bit 8 where they can have 8 digits.
    pub(super) lengths: Column,
    countries: Countries,
    /// Calling codes of the countries that have a rule, with their places.
    pub(super) ruled: Vec<(u32, u32)>,
    pub(super) rules: Vec<CallRule>,
    /// Hashes of names, each with its set, or after those its place.
    pub(super) names: Column,
    zones_version: String,
    numbers_version: String,
}

/// Ascending keys with a value each.
#[derive(Default)]
pub(super) struct Column {
    keys: Vec<u32>,
    values: Vec<u32>,
}

/// A state, a province, or a country that has a rule.
pub(super) struct Place {
    /// ISO 3166: `US-TX`, `FR`.
    pub code: String,
    pub rule: usize,
    /// The set of offset rules that hold somewhere in it; the empty one for a country.
    pub set: u32,
}

/// Countries, for numbers that are written in their national form.
struct Countries {
    /// The letters, and the place of the calling code.
    codes: Column,
    /// What is dialed before a national number, by its place below.
    trunks: Vec<u32>,
    trunk_texts: Vec<String>,
}

impl Column {
    pub fn get(&self, key: u32) -> Option<u32> {
        self.values.get(self.place(key)?).copied()
    }

    fn place(&self, key: u32) -> Option<usize> {
        self.keys.binary_search(&key).ok()
    }
}

impl Table {
    /// Reads the text of `hours.bin`. `None` where it is something else, or not complete.
    pub fn read(packed: &str) -> Option<Self> {
        let (mut columns, texts) = Columns::read(packed.strip_prefix("SXH2")?)?;
        let columns = &mut columns;
        let mut texts = texts.split('|').map(str::to_owned);
        let (zones_version, numbers_version) = (texts.next()?, texts.next()?);
        let read = i64::from(columns.next(Name::Read)?);

        let mut offsets = Vec::new();
        while let Some(segments) = columns.next(Name::Segments) {
            offsets.push(OffsetRule::read(segments, columns)?);
        }
        let mut sets = vec![Vec::new()];
        (0..offsets.len() as u32).for_each(|rule| sets.push(vec![rule]));
        while let Some(size) = columns.next(Name::SetSizes) {
            let mut set = Vec::new();
            for _ in 0..size {
                set.push(columns.next(Name::SetMembers)?);
            }
            sets.push(set);
        }
        let mut prefixes = Vec::new();
        loop {
            let (keys, values) =
                (columns.prefixes(prefixes.len() * 2), columns.prefixes(prefixes.len() * 2 + 1));
            if keys.is_empty() {
                break;
            }
            prefixes.push(Column { keys, values });
        }
        let mut places = Vec::new();
        while let Some(rule) = columns.next(Name::PlaceRules) {
            places.push(Place {
                code: texts.next()?,
                rule: rule as usize,
                set: columns.next(Name::PlaceSets)?,
            });
        }
        let mut days = Vec::new();
        while let Some(spans) = columns.next(Name::DaySizes) {
            let mut day = Vec::new();
            for _ in 0..spans {
                let mut time = || columns.next(Name::DayTimes).map(|quarters| quarters as u16 * 15);
                day.push(Daily { opens: time()?, closes: time()? });
            }
            days.push(day);
        }
        let mut rules = Vec::new();
        while let Some(flags) = columns.next(Name::Flags) {
            let mut rule = CallRule::read(flags, read, &days, columns)?;
            rule.citation = texts.next()?;
            rules.push(rule);
        }
        let masks = columns.all(Name::Masks);
        let mut lengths = Column { keys: columns.all(Name::CallingCodes), values: Vec::new() };
        while let Some(mask) = columns.next(Name::Lengths) {
            lengths.values.push(*masks.get(mask as usize)?);
        }
        let countries = Countries {
            codes: Column { keys: columns.all(Name::Countries), values: columns.all(Name::CountryCodes) },
            trunks: columns.all(Name::CountryTrunks),
            trunk_texts: texts.collect(),
        };
        if countries.trunk_texts.len() as u32 != columns.next(Name::Trunks)? {
            return None;
        }
        let mut table = Self {
            read,
            offsets,
            sets,
            prefixes,
            places,
            areas: columns.all(Name::Areas),
            lengths,
            countries,
            ruled: Vec::new(),
            rules,
            names: Column { keys: columns.all(Name::Names), values: columns.all(Name::Meanings) },
            zones_version,
            numbers_version,
        };
        let ruled = (1..).zip(&table.places);
        table.ruled =
            ruled.filter_map(|(number, place)| Some((table.country(&place.code)?.0, number))).collect();
        Some(table)
    }

    /// What the data is made from: `2026-11-28, tzdata 2026f, libphonenumber 9.0.43`.
    pub fn version(&self) -> String {
        let (zones, numbers) = (&self.zones_version, &self.numbers_version);
        [&date_text(self.read), ", tzdata ", zones, ", libphonenumber ", numbers].concat()
    }

    /// The version of the IANA time zone database that the offsets are from: `2026f`.
    pub fn zones_version(&self) -> &str {
        &self.zones_version
    }

    /// The version of libphonenumber's data that the prefixes are from: `9.0.43`.
    pub fn numbers_version(&self) -> &str {
        &self.numbers_version
    }

    /// The day on which the rules were last read through, in days since 1970.
    pub fn read_on(&self) -> i64 {
        self.read
    }

    /// The rules of offsets of a set, which are none for an empty one or one that does not exist.
    pub fn offsets_of(&self, set: u32) -> impl Iterator<Item = &OffsetRule> {
        let set = self.sets.get(set as usize).map_or(&[][..], Vec::as_slice);
        set.iter().filter_map(|index| self.offsets.get(*index as usize))
    }

    /// The rules for calls, in the order of the source.
    pub fn rules(&self) -> &[CallRule] {
        &self.rules
    }

    /// The calling code of a country, and what is dialed before a national number: `0` in most countries. `code` is its ISO 3166
    /// code, such as `FR`.
    pub(super) fn country(&self, code: &str) -> Option<(u32, &str)> {
        let [first, second] = *code.as_bytes() else { return None };
        let letter = |byte: u8| Some(u32::from(byte.to_ascii_uppercase().checked_sub(b'A')?));
        let Countries { codes, trunks, trunk_texts } = &self.countries;
        let place = codes.place(letter(first)? * 26 + letter(second)?)?;
        let calling_code = *self.lengths.keys.get(*codes.values.get(place)? as usize)?;
        Some((calling_code, trunk_texts.get(*trunks.get(place)? as usize)?))
    }
}
