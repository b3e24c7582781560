//! Places, and their area codes.

use std::collections::BTreeMap;

use super::{call::Call, column::Columns};

/// A place that has its own rule, or that a contact's field can name.
pub struct Place {
    pub code: String,
    /// Empty for a country.
    pub names: Vec<String>,
    pub zones: Vec<String>,
}

/// Writes each place's rule and zones.
///
/// # Errors
/// When there is no rule for a place.
pub fn write_places(
    columns: &mut Columns,
    places: &[Place],
    sets: &[u64],
    calls: &[Call],
) -> Result<(), String> {
    let mut rules = Vec::new();
    for place in places {
        // A state without its own rule has its country's.
        let rule = |code: &str| calls.iter().position(|call| call.place == code);
        let rule = rule(&place.code).or_else(|| rule(place.code.split('-').next()?));
        rules.push(rule.ok_or_else(|| format!("no rule is for {}", place.code))? as u64);
    }
    columns.add(rules);
    columns.add(sets.iter().copied());
    Ok(())
}

/// Writes a number for each area code from 200 to 999: 0 if it is not in use, 1 if no rule covers it, else its place's index
/// plus 2.
pub fn write_areas(columns: &mut Columns, areas: &BTreeMap<u64, Vec<String>>, places: &[Place]) {
    columns.add((200..1000).map(|area| {
        match areas.get(&area) {
            None => 0,
            Some(own) => own
                .first()
                .and_then(|code| places.iter().position(|place| place.code == *code))
                .map_or(1, |index| index as u64 + 2),
        }
    }));
}
