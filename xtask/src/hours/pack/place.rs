//! Places, and the area codes that are in them.

use std::collections::BTreeMap;

use super::{call::Call, column::number};

/// A place with rules of its own, or that a contact's field can name.
pub struct Place {
    pub code: String,
    pub names: Vec<String>,
    pub zones: Vec<String>,
}

/// Writes each place's rule and zones.
///
/// # Errors
/// Where a place has no rule.
pub fn write_places(out: &mut Vec<u8>, places: &[Place], sets: &[u64], calls: &[Call]) -> Result<(), String> {
    number(out, places.len() as u64);
    for place in places {
        // A state without a row of its own has its country's.
        let rule = |code: &str| calls.iter().position(|call| call.place == code);
        let rule = rule(&place.code).or_else(|| rule(place.code.split('-').next()?));
        number(out, rule.ok_or_else(|| format!("no rule is for {}", place.code))? as u64);
    }
    sets.iter().for_each(|set| number(out, *set));
    Ok(())
}

/// For each of the area codes from 200 to 999: 0 where there is none, 1 where it has no rule, else its place.
pub fn write_areas(
    out: &mut Vec<u8>,
    areas: &BTreeMap<u64, Vec<String>>,
    places: &[Place],
) -> Result<(), String> {
    for area in 200..1000 {
        let byte = match areas.get(&area) {
            None => 0,
            Some(own) => own
                .first()
                .and_then(|code| places.iter().position(|place| place.code == *code))
                .map_or(1, |index| index + 2),
        };
        out.push(u8::try_from(byte).map_err(|_| "there are more than 253 places")?);
    }
    Ok(())
}
