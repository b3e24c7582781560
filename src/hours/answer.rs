//! Decides whether a contact can be called at a given time.

use super::{
    COURTESY,
    calendar::DAY,
    holidays::Holidays,
    place::{Basis, Location, Locations, locate},
    question::Question,
    rule::{CallRule, Kind, Purpose},
    span::{Span, common},
    table::Table,
};
use crate::timestamp::Timestamp;

/// How far ahead to look for the next time at which calls are allowed, in days: beyond any holidays.
const AHEAD: i64 = 15;
/// How far back to look for the start of the current hours, in days.
const BACK: i64 = 2;

/// The contact to call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Contact<'a> {
    /// All numbers, in E.164 or in the national form of `country`.
    pub numbers: &'a [&'a str],
    /// The country, such as `US`, whose national format is assumed.
    pub country: Option<&'a str>,
    /// The contact's IANA time zone, if a field of the contact holds it.
    pub zone: Option<&'a str>,
    /// The contact's state or province, if a field of the contact holds it: `US-TX`, `TX` or `Texas`.
    pub state: Option<&'a str>,
}

/// Whether calls are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every known rule allows them, everywhere that the contact can be.
    Open,
    /// A rule forbids them, somewhere that the contact can be.
    Closed,
    /// No rule is known, or the contact's time zone is not. Calls are neither allowed nor forbidden.
    Unknown,
}

/// Polite hours for a contact without a known rule: those that contain the time of the call, or the next ones. Nothing enforces
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Courtesy {
    /// The start of the hours.
    pub opens_at: Timestamp,
    /// The time from which they are over.
    pub closes_at: Timestamp,
}

/// What is known about a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'t> {
    /// Whether the call is allowed.
    pub verdict: Verdict,
    /// The start of the hours that contain the time of the call, or of the next ones. `None` if unknown, more than 15 days
    /// ahead, or more than two days ago.
    pub opens_at: Option<Timestamp>,
    /// The time from which those hours are over. `None` if unknown, or more than 15 days ahead.
    pub closes_at: Option<Timestamp>,
    /// Polite hours, if the verdict is unknown but the time zone is not.
    pub courtesy: Option<Courtesy>,
    /// Offsets from UTC that the contact's clock can have, in minutes, ascending.
    pub offsets: Vec<i32>,
    /// The rule that closes a location, or else the first rule, with its place. `None` if only the caller's own hours close it.
    pub rule: Option<(&'t str, &'t CallRule)>,
    /// The source of the contact's location.
    pub basis: Option<Basis>,
}

/// Returns whether a contact can be called, and when.
pub fn calling_hours<'t>(table: &'t Table, contact: Contact<'_>, question: Question<'_>) -> Answer<'t> {
    let Contact { numbers, country, zone, state } = contact;
    let locations = locate(table, numbers.iter().copied(), country, zone, state);
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
    /// Returns the place and the rule for calls of this purpose, if one is known.
    pub fn rule(&self, location: Location, purpose: Purpose) -> Option<(&str, &CallRule)> {
        let place = self.place_at(location.place)?;
        // A rule for research follows the other rule of its place.
        let mut rules = self.rules.iter().skip(place.rule);
        let first = rules.next().filter(|rule| rule.is_for(purpose));
        let rule = first
            .or_else(|| rules.next().filter(|rule| rule.kind == Kind::Research && rule.is_for(purpose)))?;
        Some((&place.code, rule))
    }

    /// Returns whether calls are allowed at all of these locations, and the rule that decides, with its place: the one that closes
    /// a location, or else the first. None if only the caller's own hours close it.
    pub fn verdict(
        &self,
        locations: &Locations,
        question: &Question<'_>,
    ) -> (Verdict, Option<(&str, &CallRule)>) {
        let now = question.at.0.div_euclid(1_000);
        let law = Question { window: None, ..*question };
        let (mut verdict, mut decides, mut is_closed) = (Verdict::Open, None, false);
        for location in &locations.all {
            let rule = self.rule(*location, question.purpose);
            decides = decides.or(rule);
            let offsets = self.offsets_of(location.zones);
            let locals: Vec<i64> = offsets.map(|offsets| now + i64::from(offsets.at(now)) * 60).collect();
            let closes = |question: &Question<'_>| !locals.iter().all(|local| question.allows(rule, *local));
            if locals.is_empty() || location.is_unruled(rule, question) {
                verdict = Verdict::Unknown;
            } else if closes(&law) {
                return (Verdict::Closed, rule);
            } else {
                is_closed |= closes(question);
            }
        }
        if is_closed { (Verdict::Closed, None) } else { (verdict, decides) }
    }

    /// Returns the spans within `around` in which calls are allowed at all of these locations, or `None` if unknown.
    pub fn common_spans(
        &self,
        locations: &Locations,
        question: &Question<'_>,
        around: Span,
    ) -> Option<Vec<Span>> {
        let (spans, known) = self.known_spans(locations, question, around);
        known.then_some(spans)
    }

    /// Returns the spans within `around` in which calls are allowed at all of these locations whose hours are known, and whether
    /// the hours of all of them are.
    pub fn known_spans(
        &self,
        locations: &Locations,
        question: &Question<'_>,
        around: Span,
    ) -> (Vec<Span>, bool) {
        locations.all.iter().fold((vec![around], true), |(spans, known), location| {
            match self.spans(*location, question, around) {
                Some(open) => (common(&spans, &open), known),
                None => (spans, false),
            }
        })
    }

    /// Returns the spans within `around` in which calls are allowed at a location, or `None` if unknown.
    pub fn spans(&self, location: Location, question: &Question<'_>, around: Span) -> Option<Vec<Span>> {
        let rule = self.rule(location, question.purpose);
        if location.is_unruled(rule, question) {
            return None;
        }
        let mut offsets = self.offsets_of(location.zones).peekable();
        offsets.peek()?;
        Some(
            offsets
                .fold(vec![around], |spans, offsets| common(&spans, &question.spans(rule, offsets, around))),
        )
    }

    /// Returns the spans within `around` that are polite at all of these locations, whatever their rules say, or `None` if the
    /// offset of one is unknown.
    pub fn courtesy(&self, locations: &Locations, around: Span) -> Option<Vec<Span>> {
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

    /// Returns the offsets that can apply at these locations at a time (seconds since 1970), in minutes, ascending.
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
