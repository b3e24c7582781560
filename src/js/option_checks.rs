//! Checks options, whether the core or another part reads them.

use crate::{
    client::Millis,
    error::{Error, Result},
    schema::{Schema, Select, split, suggest},
};

/// Checks that an object has an option of this name.
fn check_name(object: &str, name: &str, known: &[&'static str]) -> Result<()> {
    match known.contains(&name) {
        true => Ok(()),
        false => Err(Error::unknown(object, "has no option `", name, suggest(name, known.iter().copied()))),
    }
}

/// Checks that an object's options are known. Their names are separated by NUL.
pub fn check_names(object: &str, names: &str, known: &[&'static str]) -> Result<()> {
    let mut names = split(names, 0).filter(|name| !name.is_empty());
    names.try_for_each(|name| check_name(object, name, known))
}

/// Selects fields of a list's rows. Their names are separated by NUL; without any, whole rows are selected.
pub fn select(names: &str, row: &'static Schema) -> Result<Select> {
    if names.is_empty() {
        return Ok(Select::WHOLE);
    }
    split(names, 0).try_fold(Select::WHOLE, |select, name| {
        select.with(row, name).ok_or_else(|| {
            let meant = suggest(name, row.fields().iter().map(|field| field.name));
            Error::unknown("select", "has the unknown field `", name, meant)
        })
    })
}

/// Checks a number of milliseconds: more than 0. `Infinity` is a very long time.
pub fn span(key: &str, span: f64) -> Result<Millis> {
    match span > 0.0 {
        true => Ok(span.ceil().min(1e15) as Millis),
        false => Err(Error::argument(key, "must be a positive number of milliseconds")),
    }
}

/// Checks a count: a whole number from 0 to 100.
pub fn count(key: &str, count: f64) -> Result<u32> {
    match (0.0..=100.0).contains(&count) && count.fract() == 0.0 {
        true => Ok(count as u32),
        false => Err(Error::argument(key, "must be a whole number from 0 to 100")),
    }
}
