//! Packs the readable source of the calling hours into the table that the client loads.
//!
//! `src/hours/reader.rs` and `table.rs` read the layout: columns of numbers, in the order of `Name`, and all texts at the end.

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

use column::Columns;
use date::days;
use name::{add_name, write_names};
use place::{write_areas, write_places};
use prefix::{drop_implied, write_prefixes};
use source::Source;
use zone::{Rules, Sets};

/// Packs `hours.txt`.
///
/// # Errors
/// When a line cannot be parsed; the error has the line. When the data is inconsistent.
pub fn pack(source: &str) -> Result<String, String> {
    let source = Source::read(source)?;
    let mut rules = Rules::default();
    let zones = source.zones()?;
    for zone in zones.values() {
        rules.id(zone);
    }
    let mut sets = Sets::new(rules.count());
    let mut set_of = |names: &[String]| -> Result<u64, String> {
        let mut ids = BTreeSet::new();
        for name in names {
            ids.insert(rules.id(zones.get(name).ok_or_else(|| format!("no zone is called {name}"))?));
        }
        Ok(sets.id(ids))
    };

    let mut prefixes = BTreeMap::new();
    for (prefix, names) in source.prefixes()? {
        prefixes.insert(prefix, set_of(&names)?);
    }
    drop_implied(&mut prefixes);

    let areas = source.areas()?;
    let places = source.places(&areas)?;
    let place_sets: Vec<u64> = places.iter().map(|place| set_of(&place.zones)).collect::<Result<_, _>>()?;
    let mut names = BTreeMap::new();
    for name in zones.keys() {
        add_name(&mut names, name, set_of(std::slice::from_ref(name))?)?;
    }
    // The numbers of places follow those of the sets of one rule.
    for (number, place) in (rules.count() + 1..).zip(&places) {
        for name in &place.names {
            add_name(&mut names, name, number)?;
        }
    }

    let mut columns = Columns::default();
    let read = days(source.only("read")?)?;
    columns.add([read]);
    rules.write(&mut columns)?;
    sets.write(&mut columns);
    let calls = source.rules()?;
    write_places(&mut columns, &places, &place_sets, &calls)?;
    write_areas(&mut columns, &areas, &places);
    let trunks = country::write(&source, &mut columns, &places)?;
    call::write(&mut columns, &calls, read)?;
    write_names(&mut columns, &names);
    columns.add([trunks.len() as u64]);
    write_prefixes(&mut columns, &prefixes)?;

    let mut texts: Vec<&str> = source.versions()?;
    texts.extend(places.iter().map(|place| place.code.as_str()));
    texts.extend(calls.iter().map(|call| call.citation.as_str()));
    texts.extend(trunks.iter().map(String::as_str));
    Ok(["SXH4", &columns.finish(&texts)].concat())
}
