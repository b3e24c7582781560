//! The packed table in memory. Its columns stay as they are; rules are views of them.

use std::ops::Range;

use super::{
    calendar::date_text,
    reader::{self, Name},
};
use crate::{phone::PhoneDigits, schema::split};

/// The texts before the codes of places: the versions of the sources.
const VERSIONS: usize = 2;

/// The calling hours data: numbers, zones, places and rules.
pub struct Table {
    columns: Vec<Vec<u32>>,
    /// The versions, the codes of places, the citations of rules, and the prefixes that countries dial.
    texts: Vec<String>,
    /// By a number's first three digits: how many leading digits determine what the table says about the number.
    depths: Vec<u8>,
}

impl Table {
    /// Reads the text of `hours.bin`. Returns `None` if it is something else, or incomplete.
    pub fn read(packed: &str) -> Option<Self> {
        let (columns, texts) = reader::read(packed.strip_prefix("SXH4")?)?;
        let texts = split(texts, b'|').map(str::to_owned).collect();
        let mut table = Self { columns, texts, depths: vec![3; 1_000] };
        table.fill_depths()?;
        (table.texts.len() == table.trunks() + table.get(Name::Trunks, 0)? as usize).then_some(table)
    }

    fn fill_depths(&mut self) -> Option<()> {
        let Self { columns, depths, .. } = self;
        // In North America, the area code decides.
        depths.iter_mut().skip(100).take(100).for_each(|depth| *depth = 4);
        let mut deepen = |keys: &[u32], depth: u8| {
            let unit = 10_u32.pow(u32::from(depth) - 3);
            keys.iter().filter(|key| **key >= unit * 100).try_for_each(|key| {
                let known = depths.get_mut((key / unit) as usize)?;
                *known = depth.max(*known);
                Some(())
            })
        };
        deepen(columns.get(Name::CallingCodes as usize)?, 5)?;
        let prefixes = columns.iter().skip(Name::Prefixes as usize).step_by(2);
        (4..).zip(prefixes.skip(3)).try_for_each(|(depth, keys)| deepen(keys, depth))
    }

    /// Returns the versions of the data's sources: `2026-11-28, tzdata 2026f, libphonenumber 9.0.43`.
    pub fn version(&self) -> String {
        let read = date_text(self.read_on());
        [&read, ", tzdata ", self.text(0), ", libphonenumber ", self.text(1)].concat()
    }

    /// Returns the day on which the rules were last reviewed, in days since 1970.
    pub fn read_on(&self) -> i64 {
        i64::from(self.value(Name::Read, 0))
    }

    pub(super) fn column(&self, name: Name) -> &[u32] {
        self.columns.get(name as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn get(&self, name: Name, index: usize) -> Option<u32> {
        self.column(name).get(index).copied()
    }

    /// Returns the number at an index of a column, or 0 if it is shorter.
    pub(super) fn value(&self, name: Name, index: usize) -> u32 {
        self.columns.get(name as usize).and_then(|column| column.get(index)).copied().unwrap_or(0)
    }

    /// Returns the indices of a group, from a column of the groups' ends.
    pub(super) fn group(&self, ends: Name, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.value(ends, before));
        start as usize..self.value(ends, index) as usize
    }

    /// Returns the index of a key in a column of ascending keys.
    pub(super) fn find(&self, keys: Name, key: u32) -> Option<usize> {
        self.column(keys).binary_search(&key).ok()
    }

    /// Returns the longest prefix of a number that has a set of offset rules: its length, and the set.
    pub(super) fn prefix(&self, digits: PhoneDigits) -> Option<(u32, u32)> {
        let longest = self.columns.len().saturating_sub(Name::Prefixes as usize) / 2;
        (1..=longest as u32).rev().find_map(|length| Some((length, self.prefix_of(digits, length)?)))
    }

    /// Returns the set of a number's prefix of this length.
    pub(super) fn prefix_of(&self, digits: PhoneDigits, length: u32) -> Option<u32> {
        let keys = Name::Prefixes as usize + 2 * (length as usize - 1);
        let index = self.columns.get(keys)?.binary_search(&digits.first(length)?).ok()?;
        self.columns.get(keys + 1)?.get(index).copied()
    }

    /// Returns how many leading digits of a number determine what the table says about it.
    pub(super) fn depth(&self, digits: PhoneDigits) -> Option<u32> {
        self.depths.get(digits.first(3)? as usize).map(|depth| u32::from(*depth))
    }

    /// Returns the number of offset rules.
    pub(super) fn offset_rules(&self) -> usize {
        self.column(Name::StandardOffsets).len()
    }

    /// Returns the code of a place, by its number from 1: `US-TX`, `FR`.
    pub(super) fn place_code(&self, place: u32) -> Option<&str> {
        self.codes().get(place.checked_sub(1)? as usize).map(String::as_str)
    }

    /// Returns the codes of all places.
    pub(super) fn codes(&self) -> &[String] {
        self.texts.get(VERSIONS..self.citations()).unwrap_or_default()
    }

    /// Returns the citation of a rule.
    pub(super) fn citation(&self, rule: usize) -> &str {
        self.text(self.citations() + rule)
    }

    /// Returns a country's calling code and its prefixes. First the trunk prefix, which is dialed before a national number: `0` in
    /// most countries. Then, each after a comma, the digits of carriers, which are dialed between 00 and another country's code.
    /// `code` is the ISO 3166 code, such as `FR`.
    pub(super) fn country(&self, code: &str) -> Option<(u32, &str)> {
        let [first, second] = *code.as_bytes() else { return None };
        let letter = |byte: u8| Some(u32::from(byte.to_ascii_uppercase().checked_sub(b'A')?));
        let letters = letter(first)? * 26 + letter(second)?;
        let country = self.find(Name::Countries, letters)?;
        let calling_code = self.get(Name::CallingCodes, self.get(Name::CountryCodes, country)? as usize)?;
        Some((calling_code, self.prefixes_of(country)))
    }

    /// Returns the trunk prefix of a calling code, by its index.
    pub(super) fn trunk(&self, calling_code: usize) -> &str {
        let country = self.column(Name::CountryCodes).iter().position(|code| *code as usize == calling_code);
        let prefixes = country.map_or("", |country| self.prefixes_of(country));
        split(prefixes, b',').next().unwrap_or_default()
    }

    fn prefixes_of(&self, country: usize) -> &str {
        self.text(self.trunks() + self.value(Name::CountryTrunks, country) as usize)
    }

    /// Returns whether a country has this ISO 3166 code.
    pub fn has_country(&self, code: &str) -> bool {
        code.bytes().all(|byte| byte.is_ascii_alphabetic()) && self.country(code).is_some()
    }

    fn text(&self, index: usize) -> &str {
        self.texts.get(index).map_or("", String::as_str)
    }

    /// Returns the index of the first citation in the texts.
    fn citations(&self) -> usize {
        VERSIONS + self.column(Name::PlaceRules).len()
    }

    /// Returns the index of the first trunk prefix in the texts.
    fn trunks(&self) -> usize {
        self.citations() + self.column(Name::Flags).len()
    }
}
