//! The unpacked table in memory.

use super::{
    calendar::{Daily, date_text},
    offset::OffsetRule,
    reader::{Columns, Name},
    rule::CallRule,
};
use crate::schema::split;

/// The calling hours data: numbers, zones, places and rules.
#[derive(Default)]
pub struct Table {
    /// The day on which the rules were last reviewed, in days since 1970.
    pub(super) read: i64,
    pub(super) offsets: Vec<OffsetRule>,
    /// Sets of offset rules, ascending. The first is empty and means an unknown zone. One set for each single rule follows.
    sets: Vec<Vec<u32>>,
    /// The prefixes of one digit, of two, and so on, each with its set.
    pub(super) prefixes: Vec<Column>,
    /// By a number's first three digits: how many leading digits determine what the table says about the number.
    pub(super) depths: Vec<u8>,
    pub(super) places: Vec<Place>,
    /// For each area code from 200 on: 0 if there is none, 1 if it has no rule, otherwise two more than the index of its place.
    pub(super) areas: Vec<u32>,
    /// Calling codes, each with the lengths of its numbers: bit 8 if they can have 8 digits, and bit 0 if they can begin with a
    /// zero.
    pub(super) lengths: Column,
    countries: Countries,
    /// The calling codes of countries that have a rule, with the numbers of their places.
    pub(super) ruled: Vec<(u32, u32)>,
    pub(super) rules: Vec<CallRule>,
    /// Hashes of names, each with the set of a zone, or the number of a place added to the number of offset rules.
    pub(super) names: Column,
    zones_version: String,
    numbers_version: String,
}

/// A map with ascending keys.
#[derive(Default)]
pub(super) struct Column {
    pub keys: Vec<u32>,
    pub values: Vec<u32>,
}

/// A state, a province, or a country with a rule.
pub(super) struct Place {
    /// The ISO 3166 code: `US-TX`, `FR`.
    pub code: String,
    pub rule: usize,
    /// The set of all offset rules that apply somewhere in it; the empty set for a country that has states.
    pub set: u32,
}

/// Countries, to interpret numbers in their national format.
#[derive(Default)]
struct Countries {
    /// The letters of each country as a number, with the index of its calling code.
    codes: Column,
    /// The trunk prefix of each country, dialed before a national number, as an index into `trunk_texts`.
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
    /// Reads the text of `hours.bin`. Returns `None` if it is something else, or incomplete.
    pub fn read(packed: &str) -> Option<Self> {
        let mut table = Self::default();
        table.fill(packed)?;
        Some(table)
    }

    /// Fills the table in place, so that an early return drops one table instead of each of its parts.
    fn fill(&mut self, packed: &str) -> Option<()> {
        let (mut columns, texts) = Columns::read(packed.strip_prefix("SXH2")?)?;
        let columns = &mut columns;
        let mut texts = split(texts, b'|');
        self.zones_version = texts.next()?.to_owned();
        self.numbers_version = texts.next()?.to_owned();
        self.read = i64::from(columns.next(Name::Read)?);

        self.sets.push(Vec::new());
        while let Some(segments) = columns.next(Name::Segments) {
            self.sets.push(vec![self.offsets.len() as u32]);
            self.offsets.push(OffsetRule::read(segments, columns)?);
        }
        while let Some(size) = columns.next(Name::SetSizes) {
            let mut set = Vec::new();
            for _ in 0..size {
                set.push(columns.next(Name::SetMembers)?);
            }
            self.sets.push(set);
        }
        loop {
            let place = self.prefixes.len() * 2;
            let (keys, values) = (columns.prefixes(place), columns.prefixes(place + 1));
            if keys.is_empty() {
                break;
            }
            self.prefixes.push(Column { keys, values });
        }
        self.depths.resize(1_000, 3);
        // In North America, the area code decides.
        self.depths.iter_mut().skip(100).take(100).for_each(|depth| *depth = 4);
        for (depth, column) in (4..).zip(self.prefixes.iter().skip(3)) {
            for prefix in &column.keys {
                let start = prefix / 10_u32.pow(u32::from(depth) - 3);
                *self.depths.get_mut(start as usize)? = depth;
            }
        }
        while let Some(rule) = columns.next(Name::PlaceRules) {
            self.places.push(Place {
                code: texts.next()?.to_owned(),
                rule: rule as usize,
                set: columns.next(Name::PlaceSets)?,
            });
        }
        let days = days(columns)?;
        while let Some(flags) = columns.next(Name::Flags) {
            self.rules.push(CallRule::read(flags, self.read, texts.next()?, &days, columns)?);
        }
        self.areas = columns.all(Name::Areas);
        let masks = columns.all(Name::Masks);
        self.lengths.keys = columns.all(Name::CallingCodes);
        while let Some(mask) = columns.next(Name::Lengths) {
            self.lengths.values.push(*masks.get(mask as usize)?);
        }
        self.countries.codes = columns.column(Name::Countries, Name::CountryCodes);
        self.countries.trunks = columns.all(Name::CountryTrunks);
        texts.for_each(|text| self.countries.trunk_texts.push(text.to_owned()));
        self.names = columns.column(Name::Names, Name::Meanings);
        for (number, place) in (1..).zip(&self.places) {
            if let Some((calling_code, _)) = self.country(&place.code) {
                self.ruled.push((calling_code, number));
            }
        }
        (self.countries.trunk_texts.len() as u32 == columns.next(Name::Trunks)?).then_some(())
    }

    /// Returns the versions of the data's sources: `2026-11-28, tzdata 2026f, libphonenumber 9.0.43`.
    pub fn version(&self) -> String {
        let (zones, numbers) = (&self.zones_version, &self.numbers_version);
        [&date_text(self.read), ", tzdata ", zones, ", libphonenumber ", numbers].concat()
    }

    /// Returns the version of the IANA time zone database that the offsets come from: `2026f`.
    pub fn zones_version(&self) -> &str {
        &self.zones_version
    }

    /// Returns the version of libphonenumber's data that the prefixes come from: `9.0.43`.
    pub fn numbers_version(&self) -> &str {
        &self.numbers_version
    }

    /// Returns the day on which the rules were last reviewed, in days since 1970.
    pub fn read_on(&self) -> i64 {
        self.read
    }

    /// Returns the offset rules of a set. An empty or nonexistent set has none.
    pub fn offsets_of(&self, set: u32) -> impl Iterator<Item = &OffsetRule> {
        let set = self.sets.get(set as usize).map_or(&[][..], Vec::as_slice);
        set.iter().filter_map(|index| self.offsets.get(*index as usize))
    }

    /// Returns the rules for calls, in the order of the source.
    pub fn rules(&self) -> &[CallRule] {
        &self.rules
    }

    /// Returns a country's calling code and its trunk prefix, which is dialed before a national number: `0` in most countries.
    /// `code` is the ISO 3166 code, such as `FR`.
    pub(super) fn country(&self, code: &str) -> Option<(u32, &str)> {
        let [first, second] = *code.as_bytes() else { return None };
        let letter = |byte: u8| Some(u32::from(byte.to_ascii_uppercase().checked_sub(b'A')?));
        let Countries { codes, trunks, trunk_texts } = &self.countries;
        let place = codes.place(letter(first)? * 26 + letter(second)?)?;
        let calling_code = *self.lengths.keys.get(*codes.values.get(place)? as usize)?;
        Some((calling_code, trunk_texts.get(*trunks.get(place)? as usize)?))
    }

    /// Returns the trunk prefix of a calling code.
    pub(super) fn trunk(&self, calling_code: u32) -> Option<&str> {
        let Countries { codes, trunks, trunk_texts } = &self.countries;
        let index = self.lengths.place(calling_code)?;
        let place = codes.values.iter().position(|code| *code as usize == index)?;
        trunk_texts.get(*trunks.get(place)? as usize).map(String::as_str)
    }

    /// Returns whether a country has this ISO 3166 code.
    pub fn has_country(&self, code: &str) -> bool {
        code.bytes().all(|byte| byte.is_ascii_alphabetic()) && self.country(code).is_some()
    }
}

/// Reads the distinct hours of days.
fn days(columns: &mut Columns) -> Option<Vec<Vec<Daily>>> {
    let mut days = Vec::new();
    while let Some(spans) = columns.next(Name::DaySizes) {
        let mut day = Vec::new();
        for _ in 0..spans {
            let mut time = || columns.next(Name::DayTimes).map(|quarters| quarters as u16 * 15);
            day.push(Daily { opens: time()?, closes: time()? });
        }
        days.push(day);
    }
    Some(days)
}
