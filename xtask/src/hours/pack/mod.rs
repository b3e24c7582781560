//! Packs the readable source of the calling hours into the table that the client loads.
//!
//! The layout is what `src/hours/table.rs` reads: numbers in LEB128, in columns, and all texts at the end.

mod call;
mod column;
mod country;
mod date;
mod name;
mod place;
mod posix;
mod prefix;
mod source;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

use column::number;
use date::days;
use name::{add_name, write_names};
use place::{write_areas, write_places};
use prefix::{drop_implied, write_prefixes};
use source::Source;
use zone::{Rules, Sets};

/// Packs `hours.txt`.
///
/// # Errors
/// When a line cannot be read, with the line.
pub fn pack(source: &str) -> Result<Vec<u8>, String> {
    let source = Source::read(source)?;
    let mut rules = Rules::default();
    let zones = source.zones()?;
    let mut sets = Sets::default();
    for zone in zones.values() {
        rules.id(zone);
    }
    let set_of = |names: &[String], rules: &mut Rules, sets: &mut Sets| -> Result<u64, String> {
        let mut ids = BTreeSet::new();
        for name in names {
            ids.insert(rules.id(zones.get(name).ok_or_else(|| format!("no zone is called {name}"))?));
        }
        Ok(sets.id(ids))
    };
    // Set 0 is nowhere.
    sets.id(BTreeSet::new());

    let mut prefixes = BTreeMap::new();
    for (prefix, names) in source.prefixes()? {
        prefixes.insert(prefix, set_of(&names, &mut rules, &mut sets)?);
    }
    drop_implied(&mut prefixes);

    let areas = source.areas()?;
    let places = source.places(&areas)?;
    let mut place_sets = Vec::new();
    for place in &places {
        place_sets.push(set_of(&place.zones, &mut rules, &mut sets)?);
    }
    let mut names = BTreeMap::new();
    for (name, zone) in &zones {
        let set = sets.id(BTreeSet::from([rules.id(zone)]));
        add_name(&mut names, name, set * 2)?;
    }
    for (index, place) in places.iter().enumerate() {
        for name in &place.names {
            add_name(&mut names, name, (index as u64 + 1) * 2 + 1)?;
        }
    }

    let mut out = Vec::from(*b"SXH\x01");
    let read = days(source.only("read")?)?;
    number(&mut out, read);
    rules.write(&mut out);
    sets.write(&mut out);
    write_prefixes(&mut out, &prefixes);
    let calls = source.rules()?;
    write_places(&mut out, &places, &place_sets, &calls)?;
    write_areas(&mut out, &areas, &places)?;
    let trunks = country::write(&source, &mut out)?;
    call::write(&mut out, &calls, read)?;
    write_names(&mut out, &names);

    let mut texts: Vec<&str> = source.versions()?;
    texts.extend(places.iter().map(|place| place.code.as_str()));
    texts.extend(calls.iter().map(|call| call.citation.as_str()));
    texts.extend(trunks.iter().map(String::as_str));
    out.extend(texts.join("\n").bytes());
    Ok(out)
}
