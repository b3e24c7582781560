//! Zones as rules of offsets, and the sets of them that numbers can be in.

use std::collections::BTreeSet;

use super::{
    column::{deltas, integer, number},
    posix::Posix,
};

/// A zone: offsets in minutes, each with the minute (since 1970) until which it holds, and the POSIX rule after them.
pub type Zone = (Vec<(u64, i64)>, Posix);

/// The rules of offsets, each once.
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

    pub fn write(&self, out: &mut Vec<u8>) {
        number(out, self.0.len() as u64);
        for (segments, posix) in &self.0 {
            number(out, segments.len() as u64);
            deltas(out, segments.iter().map(|(until, _)| *until));
            segments.iter().for_each(|(_, offset)| integer(out, *offset));
            integer(out, posix.standard);
            let Some((summer, start, end)) = posix.summer else {
                number(out, 0);
                continue;
            };
            number(out, u64::try_from(summer - posix.standard).unwrap_or_default());
            for (day, time) in [start, end] {
                day.iter().for_each(|part| number(out, *part));
                integer(out, time);
            }
        }
    }
}

/// Sets of rules, each once.
#[derive(Default)]
pub struct Sets(Vec<BTreeSet<u64>>);

impl Sets {
    pub fn id(&mut self, set: BTreeSet<u64>) -> u64 {
        let known = self.0.iter().position(|known| *known == set);
        known.unwrap_or_else(|| {
            self.0.push(set);
            self.0.len() - 1
        }) as u64
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        number(out, self.0.len() as u64);
        self.0.iter().for_each(|set| number(out, set.len() as u64));
        self.0.iter().for_each(|set| deltas(out, set.iter().copied()));
    }
}
