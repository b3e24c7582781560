//! The times at which a campaign's contacts can be called, from its check's summary of calling hours.

use crate::{
    model::finding::{HoursSummary, HoursWindow, HoursZone, MOST_WINDOWS},
    schema::{Checked, Member, count, elements, members},
    timestamp::Timestamp,
};

/// A campaign's contacts, grouped by the times at which they can be called.
#[derive(Debug, Clone)]
pub struct OpenHours(Vec<Zone>);

/// Contacts with the same hours.
#[derive(Debug, Clone)]
struct Zone {
    contacts: f64,
    /// When they can be called, in milliseconds since 1970, ascending. `None` if unknown, which counts as always.
    open: Option<Vec<(f64, f64)>>,
}

/// The state of a campaign: whom it still has to call, and its pace.
pub(super) struct Remaining {
    /// The start of the campaign, in milliseconds since 1970.
    pub since: f64,
    /// The time of this state, in milliseconds since 1970.
    pub at: f64,
    /// The number of contacts with a result.
    pub done: f64,
    /// The number of contacts without a result.
    pub contacts: f64,
    /// The number of calls per millisecond while any contact can be called.
    pub speed: f64,
}

impl OpenHours {
    /// Reads the summary of a check. Returns `None` if it has no contacts.
    pub fn read(summary: &Checked<HoursSummary>) -> Option<Self> {
        let zones = summary.object().members().find(|member| member.field.name == HoursSummary::ZONES)?;
        let zones: Vec<Zone> = elements(zones.json).map(Zone::read).collect();
        zones.iter().any(|zone| zone.contacts > 0.0).then_some(Self(zones))
    }

    /// Returns when everybody will have been called, in milliseconds since 1970, or `None` if the hours end before that. Of the
    /// contacts that can be called, those whose hours end first come first.
    ///
    /// It is unknown which contacts have a result. They are assumed to be spread evenly over those who could be called so far.
    pub(super) fn end(&self, remaining: &Remaining) -> Option<f64> {
        let mut work = self.work(remaining);
        let mut now = remaining.at;
        loop {
            // Of the zones that are open now, the one whose hours end first.
            let open = work.iter_mut().filter(|(calls, zone)| *calls > 0.0 && zone.is_open(now));
            let first = open.min_by(|(_, one), (_, other)| one.last().total_cmp(&other.last()));
            let later = self.0.iter().map(|zone| zone.next_change(now)).fold(f64::INFINITY, f64::min);
            let Some((calls, _)) = first else {
                if work.iter().all(|(calls, _)| *calls <= 0.0) {
                    return Some(now);
                }
                if later.is_infinite() {
                    return None;
                }
                now = later;
                continue;
            };
            let ends = now + *calls / remaining.speed;
            if ends <= later {
                *calls = 0.0;
                now = ends;
            } else {
                *calls -= (later - now) * remaining.speed;
                now = later;
            }
        }
    }

    /// Returns the number of calls left in each zone.
    fn work(&self, remaining: &Remaining) -> Vec<(f64, &Zone)> {
        let sum = |zones: &mut dyn Iterator<Item = &Zone>| zones.map(|zone| zone.contacts).sum::<f64>();
        let begun = |zone: &&Zone| zone.was_open(remaining.since, remaining.at);
        let all = sum(&mut self.0.iter().filter(begun));
        let share = if all > 0.0 { (remaining.done / all).min(1.0) } else { 0.0 };
        let rest = |zone: &Zone| zone.contacts * if begun(&zone) { 1.0 - share } else { 1.0 };
        // The audience can have changed since the check, so the total is scaled to what the campaign says.
        let total: f64 = self.0.iter().map(rest).sum();
        let whole = sum(&mut self.0.iter());
        let calls = |zone: &Zone| match total > 0.0 {
            true => remaining.contacts * rest(zone) / total,
            false => remaining.contacts * zone.contacts / whole,
        };
        self.0.iter().map(|zone| (calls(zone), zone)).collect()
    }
}

impl Zone {
    fn read(json: &str) -> Self {
        let (mut contacts, mut open): (_, Option<Vec<(f64, f64)>>) = (0.0, None);
        for member in members(json, HoursZone::OBJECT) {
            match member.field.name {
                HoursZone::CONTACTS => contacts = count(member.json).unwrap_or_default() as f64,
                HoursZone::OPEN if !member.is_null() => {
                    open = Some(elements(member.json).filter_map(span).collect())
                }
                _ => {}
            }
        }
        // More windows may have been cut off, so what follows is unknown.
        if let Some(open) = &mut open
            && open.len() >= MOST_WINDOWS
            && let Some((_, end)) = open.last()
        {
            open.push((*end, f64::INFINITY));
        }
        Self { contacts, open }
    }

    fn spans(&self) -> &[(f64, f64)] {
        self.open.as_deref().unwrap_or(&[(f64::NEG_INFINITY, f64::INFINITY)])
    }

    fn is_open(&self, at: f64) -> bool {
        self.spans().iter().any(|(from, until)| *from <= at && at < *until)
    }

    fn was_open(&self, since: f64, until: f64) -> bool {
        self.spans().iter().any(|(from, to)| *from < until && *to > since)
    }

    /// Returns the end of its last hours.
    fn last(&self) -> f64 {
        self.spans().last().map_or(f64::NEG_INFINITY, |span| span.1)
    }

    /// Returns when it next opens or closes.
    fn next_change(&self, at: f64) -> f64 {
        let times = self.spans().iter().flat_map(|(from, until)| [*from, *until]);
        times.filter(|time| *time > at).fold(f64::INFINITY, f64::min)
    }
}

fn span(json: &str) -> Option<(f64, f64)> {
    let (mut from, mut until) = (None, None);
    let time = |member: Member<'_>| Some(Timestamp::parse(member.text()?.as_bytes())?.0 as f64);
    for member in members(json, HoursWindow::OBJECT) {
        match member.field.name {
            HoursWindow::START_TIME => from = time(member),
            HoursWindow::END_TIME => until = time(member),
            _ => {}
        }
    }
    from.zip(until)
}
