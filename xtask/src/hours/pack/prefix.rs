//! Number prefixes, each with the set of zones that its numbers are in.

use std::collections::BTreeMap;

use super::column::{deltas, number};

/// Drops prefixes that say what a shorter one says already.
pub fn drop_implied(prefixes: &mut BTreeMap<String, u64>) {
    let all = prefixes.clone();
    prefixes.retain(|prefix, set| {
        let shorter = (1..prefix.len()).rev().find_map(|length| all.get(prefix.get(..length)?));
        shorter != Some(set)
    });
}

/// Writes the prefixes by their length.
pub fn write_prefixes(out: &mut Vec<u8>, prefixes: &BTreeMap<String, u64>) {
    let longest = prefixes.keys().map(String::len).max().unwrap_or_default();
    number(out, longest as u64);
    for length in 1..=longest {
        let own: Vec<_> = prefixes.iter().filter(|(prefix, _)| prefix.len() == length).collect();
        number(out, own.len() as u64);
        deltas(out, own.iter().map(|(prefix, _)| prefix.parse().unwrap_or_default()));
        own.iter().for_each(|(_, set)| number(out, **set));
    }
}
