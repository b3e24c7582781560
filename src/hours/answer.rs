//! Whether a contact can be called at a moment.

use super::{
    COURTESY,
    calendar::DAY,
    holidays::Holidays,
    place::{Basis, Location, Locations, locate},
    question::Question,
    rule::{CallRule, Purpose},
    span::{Span, common},
    table::Table,
};
use crate::timestamp::Timestamp;

/// How far a time is looked for at which calls are allowed again, in days: beyond any holidays.
const AHEAD: i64 = 15;
/// How far back the beginning of hours is looked for, in days.
const BACK: i64 = 2;

/// Whom to call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Contact<'a> {
    /// All numbers, in E.164.
    pub numbers: &'a [&'a str],
    /// The name of an IANA time zone, where a field of the contact's says it.
    pub zone: Option<&'a str>,
    /// A state or province, where a field of the contact's says it: `US-TX`, `TX` or `Texas`.
    pub state: Option<&'a str>,
}

/// Whether calls are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every known rule allows it, everywhere that the contact can be.
    Open,
    /// A rule does not allow it, somewhere that the contact can be.
    Closed,
    /// No rule is known, or not where the contact is. That is neither a yes nor a no.
    Unknown,
}

/// The polite hours where no rule is known: those that contain the moment, or the next ones. Nothing applies them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Courtesy {
    /// Their beginning.
    pub opens_at: Timestamp,
    /// The moment from which they are over.
    pub closes_at: Timestamp,
}

/// What is known of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'t> {
    /// Whether it is allowed.
    pub verdict: Verdict,
    /// The beginning of the hours that contain the moment, or of the next ones. `None` where that is not known, or more than
    /// two weeks ahead.
    pub opens_at: Option<Timestamp>,
    /// The moment from which those hours are over.
    pub closes_at: Option<Timestamp>,
    /// Where the verdict is unknown, but not the time zone.
    pub courtesy: Option<Courtesy>,
    /// Offsets from UTC that the contact's clock can have, in minutes, ascending.
    pub offsets: Vec<i32>,
    /// The place and the rule that decided: the one that is closed, or the first.
    pub rule: Option<(&'t str, &'t CallRule)>,
    /// What the contact's place was told by.
    pub basis: Option<Basis>,
}

/// Whether a contact can be called, and when.
pub fn calling_hours<'t>(table: &'t Table, contact: Contact<'_>, question: Question<'_>) -> Answer<'t> {
    let locations = locate(table, contact.numbers.iter().copied(), contact.zone, contact.state);
    let now = question.at.0.div_euclid(1_000);
    let around = (now - BACK * DAY, now + AHEAD * DAY);
    let (verdict, rule) = table.verdict(&locations, &question);
    let spans = table.common_spans(&locations, &question, around);
    let next = spans.and_then(|spans| containing_or_next(&spans, now));
    let courtesy = (verdict == Verdict::Unknown).then(|| table.courtesy(&locations, around)).flatten();
    Answer {
        verdict,
        opens_at: next.filter(|span| span.0 > around.0).map(|span| timestamp(span.0)),
        closes_at: next.filter(|span| span.1 < around.1).map(|span| timestamp(span.1)),
        courtesy: courtesy
            .and_then(|spans| containing_or_next(&spans, now))
            .map(|span| Courtesy { opens_at: timestamp(span.0), closes_at: timestamp(span.1) }),
        offsets: table.offsets_at(&locations, now),
        rule,
        basis: locations.basis,
    }
}

impl Table {
    /// The place and the rule for calls of a purpose, where one is known.
    pub fn rule(&self, location: Location, purpose: Purpose) -> Option<(&str, &CallRule)> {
        let place = self.place_at(location.place)?;
        let rule = self.rules.get(place.rule).filter(|rule| rule.is_for(purpose))?;
        Some((&place.code, rule))
    }

    /// Whether calls are allowed at all of these locations, and the place and the rule that decide: those that are closed, or
    /// the first.
    pub fn verdict(
        &self,
        locations: &Locations,
        question: &Question<'_>,
    ) -> (Verdict, Option<(&str, &CallRule)>) {
        let now = question.at.0.div_euclid(1_000);
        let (mut verdict, mut decides) = (Verdict::Open, None);
        for location in &locations.all {
            let rule = self.rule(*location, question.purpose);
            decides = decides.or(rule);
            let mut offsets = self.offsets_of(location.zones).peekable();
            if offsets.peek().is_none() || rule.is_none() && question.window.is_none() {
                verdict = Verdict::Unknown;
            } else if !offsets.all(|offsets| question.allows(rule, now + i64::from(offsets.at(now)) * 60)) {
                return (Verdict::Closed, rule.or(decides));
            }
        }
        (verdict, decides)
    }

    /// When calls are allowed at all of these locations, within a span. `None` where that is not known.
    pub fn common_spans(
        &self,
        locations: &Locations,
        question: &Question<'_>,
        around: Span,
    ) -> Option<Vec<Span>> {
        locations.all.iter().try_fold(vec![around], |spans, location| {
            Some(common(&spans, &self.spans(*location, question, around)?))
        })
    }

    /// When calls are allowed at a location, within a span. `None` where that is not known.
    pub fn spans(&self, location: Location, question: &Question<'_>, around: Span) -> Option<Vec<Span>> {
        let rule = self.rule(location, question.purpose);
        if rule.is_none() && question.window.is_none() {
            return None;
        }
        let mut offsets = self.offsets_of(location.zones).peekable();
        offsets.peek()?;
        Some(
            offsets
                .fold(vec![around], |spans, offsets| common(&spans, &question.spans(rule, offsets, around))),
        )
    }

    fn courtesy(&self, locations: &Locations, around: Span) -> Option<Vec<Span>> {
        let holidays = Holidays::default();
        let question = Question {
            at: timestamp(around.0),
            purpose: Purpose::Sales,
            window: Some(COURTESY),
            holidays: &holidays,
        };
        let nowhere = locations.all.iter().map(|location| Location { place: 0, ..*location }).collect();
        self.common_spans(&Locations { all: nowhere, basis: None }, &question, around)
    }

    /// The offsets that can hold at these locations at a moment (seconds since 1970), in minutes, ascending.
    pub fn offsets_at(&self, locations: &Locations, time: i64) -> Vec<i32> {
        let mut offsets = Vec::new();
        for rule in locations.all.iter().flat_map(|location| self.offsets_of(location.zones)) {
            let offset = rule.at(time);
            if let Err(place) = offsets.binary_search(&offset) {
                offsets.insert(place, offset);
            }
        }
        offsets
    }
}

fn containing_or_next(spans: &[Span], time: i64) -> Option<Span> {
    spans.iter().find(|span| time < span.1).copied()
}

fn timestamp(seconds: i64) -> Timestamp {
    Timestamp(seconds.saturating_mul(1_000))
}
