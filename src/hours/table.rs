//! The packed table, as it is held in memory.

use super::{calendar::date_text, offset::OffsetRule, reader::Reader, rule::CallRule};

/// The data: numbers, zones, places and rules.
pub struct Table {
    /// The day on which the rules were last read through, since 1970.
    pub(super) read: i64,
    pub(super) offsets: Vec<OffsetRule>,
    /// Sets of offset rules, ascending. The first is empty: nowhere.
    pub(super) sets: Vec<Vec<u32>>,
    /// Prefixes of one digit, of two, and so on, each with its set.
    pub(super) prefixes: Vec<Column>,
    pub(super) places: Vec<Place>,
    /// For each area code from 200 on: 0 where there is none, 1 where it has no rule, else two more than its place.
    pub(super) areas: Vec<u8>,
    /// Calling codes, each with the lengths of its numbers: bit 8 where they can have 8 digits.
    pub(super) lengths: Column,
    pub(super) countries: Vec<Country>,
    /// Calling codes of the countries that have a rule, with their places.
    pub(super) ruled: Column,
    pub(super) rules: Vec<CallRule>,
    /// Hashes of names, each with twice a set, or twice a place's number from 1 on and one more.
    pub(super) names: Column,
    zones_version: String,
    numbers_version: String,
}

/// Ascending keys with a value each.
#[derive(Default)]
pub(super) struct Column {
    pub keys: Vec<u32>,
    pub values: Vec<u32>,
}

/// A state, a province, or a country that has a rule.
pub(super) struct Place {
    /// ISO 3166: `US-TX`, `FR`.
    pub code: String,
    pub rule: usize,
    /// The set of offset rules that hold somewhere in it; the empty one for a country.
    pub set: u32,
}

/// A country, for numbers that are written in its national form.
pub(super) struct Country {
    /// ISO 3166: `FR`.
    pub code: [u8; 2],
    pub calling_code: u32,
    /// What is dialed before a national number: `0` in most countries.
    pub trunk: String,
}

impl Column {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let count = reader.index()?;
        Some(Self { keys: reader.ascending(count)?, values: reader.numbers(count)? })
    }

    pub fn get(&self, key: u32) -> Option<u32> {
        self.values.get(self.keys.binary_search(&key).ok()?).copied()
    }
}

impl Table {
    /// Reads the bytes of `hours.bin`. `None` where they are something else, or not complete.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes.strip_prefix(b"SXH\x01")?);
        let reader = &mut reader;
        let read = i64::from(reader.number()?);
        let count = reader.index()?;
        let offsets: Vec<OffsetRule> = (0..count).map(|_| OffsetRule::read(reader)).collect::<Option<_>>()?;
        let sets = sets(reader)?;
        let count = reader.index()?;
        let prefixes = (0..count).map(|_| Column::read(reader)).collect::<Option<_>>()?;
        let count = reader.index()?;
        let (place_rules, place_sets) = (reader.numbers(count)?, reader.numbers(count)?);
        let areas = reader.bytes(800)?.to_vec();
        let lengths = Column::read(reader)?;
        let count = reader.index()?;
        let codes = reader.bytes(count * 2)?;
        let (calling_codes, trunks) = (reader.numbers(count)?, reader.numbers(count)?);
        let trunk_count = reader.index()?;
        let count = reader.index()?;
        let mut rules: Vec<CallRule> =
            (0..count).map(|_| CallRule::read(reader, read)).collect::<Option<_>>()?;
        let names = Column::read(reader)?;

        let mut texts = std::str::from_utf8(reader.0).ok()?.split('\n').map(str::to_owned);
        let (zones_version, numbers_version) = (texts.next()?, texts.next()?);
        let places = place_rules
            .iter()
            .zip(place_sets)
            .map(|(&rule, set)| Some(Place { code: texts.next()?, rule: rule as usize, set }));
        let places: Vec<Place> = places.collect::<Option<_>>()?;
        for rule in &mut rules {
            rule.citation = texts.next()?;
        }
        let trunk_texts: Vec<String> = texts.by_ref().take(trunk_count).collect();
        let countries = codes.chunks_exact(2).zip(calling_codes).zip(trunks);
        let countries = countries.map(|((code, calling_code), trunk)| {
            Some(Country {
                code: code.try_into().ok()?,
                calling_code: *lengths.keys.get(calling_code as usize)?,
                trunk: trunk_texts.get(trunk as usize)?.clone(),
            })
        });
        let countries: Vec<Country> = countries.collect::<Option<_>>()?;
        let ruled = ruled(&countries, &places);
        Some(Self {
            read,
            offsets,
            sets,
            prefixes,
            places,
            areas,
            lengths,
            countries,
            ruled,
            rules,
            names,
            zones_version,
            numbers_version,
        })
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
}

fn sets(reader: &mut Reader<'_>) -> Option<Vec<Vec<u32>>> {
    let count = reader.index()?;
    let sizes = reader.numbers(count)?;
    sizes.into_iter().map(|size| reader.ascending(size as usize)).collect()
}

fn ruled(countries: &[Country], places: &[Place]) -> Column {
    let mut column = Column::default();
    for (number, place) in (1..).zip(places) {
        let country = countries.iter().find(|country| country.code == *place.code.as_bytes());
        if let Some(country) = country
            && let Err(index) = column.keys.binary_search(&country.calling_code)
        {
            column.keys.insert(index, country.calling_code);
            column.values.insert(index, number);
        }
    }
    column
}
