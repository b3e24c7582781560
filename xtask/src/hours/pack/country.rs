//! Countries, with their calling codes and the lengths of their numbers.

use std::collections::BTreeMap;

use super::{
    column::{deltas, number},
    source::Source,
};

/// Calling codes with their lengths, and countries with their calling codes and trunk prefixes. Gives the latter's texts.
pub fn write(source: &Source<'_>, out: &mut Vec<u8>) -> Result<Vec<String>, String> {
    let mut lengths: BTreeMap<u64, u64> = BTreeMap::new();
    let (mut countries, mut trunks) = (Vec::new(), vec![String::new()]);
    for line in source.lines("countries")? {
        let mut words = line.split_whitespace();
        let (Some(country), Some(code), Some(trunk)) = (words.next(), words.next(), words.next()) else {
            return Err((*line).to_owned());
        };
        let code: u64 = code.parse().map_err(|_| *line)?;
        for length in words {
            let length: u64 = length.parse().map_err(|_| *line)?;
            *lengths.entry(code).or_default() |= 1 << length;
        }
        let trunk = trunk.replace('-', "");
        let known = trunks.iter().position(|known| *known == trunk).unwrap_or_else(|| {
            trunks.push(trunk);
            trunks.len() - 1
        });
        countries.push((country, code, known));
    }
    number(out, lengths.len() as u64);
    deltas(out, lengths.keys().copied());
    lengths.values().for_each(|mask| number(out, *mask));
    countries.sort_unstable();
    number(out, countries.len() as u64);
    countries.iter().for_each(|(country, ..)| out.extend(country.bytes()));
    for (_, code, _) in &countries {
        number(out, lengths.keys().take_while(|known| *known < code).count() as u64);
    }
    countries.iter().for_each(|(.., trunk)| number(out, *trunk as u64));
    number(out, trunks.len() as u64);
    Ok(trunks)
}
