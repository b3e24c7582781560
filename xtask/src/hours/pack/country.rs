//! Countries, with their calling codes, the lengths of their numbers, and their rules.

use std::collections::BTreeMap;

use super::{column::Columns, place::Place, source::Source};

/// Writes calling codes with the lengths of their numbers and the places that have rules, and countries with their calling codes
/// and the prefixes that are dialed in them. Returns those as texts.
pub fn write(source: &Source<'_>, columns: &mut Columns, places: &[Place]) -> Result<Vec<String>, String> {
    let mut lengths: BTreeMap<u64, u64> = BTreeMap::new();
    let (mut countries, mut trunks) = (Vec::new(), vec![String::new()]);
    for line in source.lines("countries")? {
        let mut words = line.split_whitespace();
        let (Some(country), Some(code), Some(trunk)) = (words.next(), words.next(), words.next()) else {
            return Err((*line).to_owned());
        };
        let code: u64 = code.parse().map_err(|_| *line)?;
        for length in words {
            // No number has zero digits, so the lowest bit marks that numbers can begin with 0.
            let length: u64 = if length == "zero" { 0 } else { length.parse().map_err(|_| *line)? };
            *lengths.entry(code).or_default() |= 1 << length;
        }
        let trunk = trunk.replace('-', "");
        let known = trunks.iter().position(|known| *known == trunk).unwrap_or_else(|| {
            trunks.push(trunk);
            trunks.len() - 1
        });
        countries.push((country, code, known));
    }
    for line in source.lines("lengths")? {
        let numbers: Vec<u64> =
            line.split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(|_| *line)?;
        let [start @ 10_000..=99_999, own @ ..] = &numbers[..] else {
            return Err(format!("{line} does not begin with five digits"));
        };
        lengths.insert(*start, own.iter().map(|length| 1 << length).sum());
    }
    // Numbers of places from 1. Several countries can have one calling code, and one of them a rule.
    let ruled = lengths.keys().map(|code| {
        let own = |place: &Place| {
            countries.iter().any(|(country, known, _)| *country == place.code && known == code)
        };
        places.iter().position(own).map_or(0, |index| index as u64 + 1)
    });
    let ruled: Vec<u64> = ruled.collect();
    let mut masks: Vec<u64> = Vec::new();
    for mask in lengths.values() {
        if !masks.contains(mask) {
            masks.push(*mask);
        }
    }
    columns.add_ascending(lengths.keys().copied());
    columns.add(
        lengths.values().filter_map(|mask| masks.iter().position(|known| known == mask)).map(|at| at as u64),
    );
    columns.add(ruled);
    columns.add(masks);
    countries.sort_unstable();
    let letters = countries.iter().map(|(country, ..)| match country.as_bytes() {
        [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => {
            Ok(u64::from(first - b'A') * 26 + u64::from(second - b'A'))
        }
        _ => Err(format!("{country} is not two letters")),
    });
    columns.add_ascending(letters.collect::<Result<Vec<_>, _>>()?);
    columns.add(
        countries.iter().map(|(_, code, _)| lengths.keys().take_while(|known| *known < code).count() as u64),
    );
    columns.add(countries.iter().map(|(.., trunk)| *trunk as u64));
    Ok(trunks)
}
