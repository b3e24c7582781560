//! Number prefixes, each with the set of zones that its numbers can be in.

use std::collections::BTreeMap;

use super::column::Columns;

/// Drops prefixes that have the same zones as the next shorter prefix of them.
pub fn drop_implied(prefixes: &mut BTreeMap<String, u64>) {
    let all = prefixes.clone();
    prefixes.retain(|prefix, set| {
        let shorter = (1..prefix.len()).rev().find_map(|length| all.get(prefix.get(..length)?));
        shorter != Some(set)
    });
}

/// Writes the prefixes, grouped by length.
///
/// # Errors
/// When there are none of some length below the longest, because readers stop at the first empty column.
pub fn write_prefixes(columns: &mut Columns, prefixes: &BTreeMap<String, u64>) -> Result<(), String> {
    let longest = prefixes.keys().map(String::len).max().unwrap_or_default();
    for length in 1..=longest {
        let own: Vec<_> = prefixes.iter().filter(|(prefix, _)| prefix.len() == length).collect();
        if own.is_empty() {
            return Err(format!("no prefix has {length} digits"));
        }
        columns.add_ascending(own.iter().map(|(prefix, _)| prefix.parse().unwrap_or_default()));
        columns.add(own.iter().map(|(_, set)| **set));
    }
    Ok(())
}
