//! Time zones as rules of offsets, and the sets of rules that numbers can have.

use std::collections::BTreeSet;

use super::{
    column::{Columns, signed},
    posix::{Date, Posix},
};

/// A zone: pairs of an end (in minutes since 1970) and the offset (in minutes) until then, and the POSIX rule after the last
/// end.
pub type Zone = (Vec<(u64, i64)>, Posix);

/// The distinct rules of offsets.
#[derive(Default)]
pub struct Rules(Vec<Zone>);

impl Rules {
    pub fn id(&mut self, zone: &Zone) -> u64 {
        let known = self.0.iter().position(|known| known == zone);
        known.unwrap_or_else(|| {
            self.0.push(zone.clone());
            self.0.len() - 1
        }) as u64
    }

    /// Returns the number of rules.
    pub fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Writes the rules, in hours and quarters of an hour.
    ///
    /// # Errors
    /// When a time is not a whole number of them.
    pub fn write(&self, columns: &mut Columns) -> Result<(), String> {
        let segments = || self.0.iter().flat_map(|(segments, _)| segments);
        let mut changes: Vec<Date> = Vec::new();
        let mut index = |date| {
            changes.iter().position(|known| *known == date).unwrap_or_else(|| {
                changes.push(date);
                changes.len() - 1
            }) as u64
        };
        // Those of a rule without summer time are not read.
        let used = self
            .0
            .iter()
            .map(|(_, posix)| posix.summer.map_or((0, 0), |(_, begins, ends)| (index(begins), index(ends))));
        let (begins, ends): (Vec<_>, Vec<_>) = used.unzip();
        let savings =
            self.0.iter().map(|(_, posix)| posix.summer.map_or(0, |(summer, ..)| summer - posix.standard));
        columns.add_ends(self.0.iter().map(|(segments, _)| segments.len()));
        let hours = segments().map(|(until, _)| (until % 60 == 0).then_some(until / 60));
        columns
            .add_ascending(hours.collect::<Option<Vec<_>>>().ok_or("an offset holds until within an hour")?);
        columns.add(quarters(segments().map(|(_, offset)| *offset))?);
        columns.add(quarters(self.0.iter().map(|(_, posix)| posix.standard))?);
        // Summer time is never behind standard time here, so the sign bit is dropped.
        columns.add(quarters(savings)?.into_iter().map(|saving| saving / 2));
        columns.add(begins);
        columns.add(ends);
        columns.add(changes.iter().map(|([month, _, _], _)| *month));
        columns.add(changes.iter().map(|([_, week, _], _)| *week));
        columns.add(changes.iter().map(|([_, _, weekday], _)| *weekday));
        columns.add(quarters(changes.iter().map(|(_, time)| *time))?);
        Ok(())
    }
}

fn quarters(minutes: impl Iterator<Item = i64>) -> Result<Vec<u64>, String> {
    let quarters = minutes.map(|minutes| (minutes % 15 == 0).then_some(signed(minutes / 15)));
    quarters.collect::<Option<_>>().ok_or_else(|| "an offset or a time is no quarter of an hour".to_owned())
}

/// Distinct sets of rules, by number: 0 is the empty set, and sets of one rule come next.
pub struct Sets {
    rules: u64,
    others: Vec<BTreeSet<u64>>,
}

impl Sets {
    /// Returns the sets of this many rules, without any set of several.
    pub fn new(rules: u64) -> Self {
        Self { rules, others: Vec::new() }
    }

    pub fn id(&mut self, set: BTreeSet<u64>) -> u64 {
        match set.iter().collect::<Vec<_>>()[..] {
            [] => 0,
            [rule] => rule + 1,
            _ => {
                let known = self.others.iter().position(|known| *known == set);
                let place = known.unwrap_or_else(|| {
                    self.others.push(set);
                    self.others.len() - 1
                });
                1 + self.rules + place as u64
            }
        }
    }

    pub fn write(&self, columns: &mut Columns) {
        columns.add_ends(self.others.iter().map(BTreeSet::len));
        columns.add(self.others.iter().flatten().copied());
    }
}
