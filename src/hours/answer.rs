//! Decides whether a contact can be called at a given time.

use super::{
    COURTESY,
    calendar::DAY,
    holidays::Holidays,
    place::{Basis, Contact, Location, Locations},
    question::Question,
    rule::{CallRule, Kind, Purpose},
    span::{Span, common, contain},
    table::Table,
};
use crate::timestamp::Timestamp;

/// How far ahead to look for the next time at which calls are allowed, in days: beyond any holidays.
const AHEAD: i64 = 15;
/// How far back to look for the start of the current hours, in days.
const BACK: i64 = 2;

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
#[derive(Clone)]
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
    pub rule: Option<(&'t str, CallRule<'t>)>,
    /// The source of the contact's location.
    pub basis: Option<Basis>,
}

/// Returns whether a contact can be called at a time, and when.
pub fn calling_hours<'t>(
    table: &'t Table,
    contact: Contact<'_>,
    question: &Question<'_>,
    at: Timestamp,
) -> Answer<'t> {
    let (locations, basis) = table.locate(contact);
    let now = at.0.div_euclid(1_000);
    let around = (now - BACK * DAY, now + AHEAD * DAY);
    let (verdict, rule) = table.verdict(locations, question, (now, now + 1));
    let next = |(spans, known): (Vec<Span>, bool)| spans.into_iter().find(|span| known && now < span.1);
    let hours = next(table.known_spans(locations, question, around));
    let courtesy = (verdict == Verdict::Unknown).then(|| next(table.courtesy(locations, around))).flatten();
    let mut offsets = Vec::new();
    table.add_offsets(locations, now, &mut offsets);
    Answer {
        verdict,
        opens_at: hours.filter(|span| span.0 > around.0).map(|span| timestamp(span.0)),
        closes_at: hours.filter(|span| span.1 < around.1).map(|span| timestamp(span.1)),
        courtesy: courtesy
            .map(|(opens, closes)| Courtesy { opens_at: timestamp(opens), closes_at: timestamp(closes) }),
        offsets,
        rule,
        basis,
    }
}

impl Table {
    /// Returns the place and the rule for calls of this purpose, if one is known.
    pub fn rule(&self, location: Location, purpose: Purpose) -> Option<(&str, CallRule<'_>)> {
        let rule = self.rule_at(location.place)?;
        // A rule for research follows the other rule of its place.
        let rules = [Some(rule), Some(rule.next()).filter(|rule| rule.kind() == Kind::Research)];
        let rule = rules.into_iter().flatten().find(|rule| rule.is_for(purpose))?;
        Some((self.place_code(location.place)?, rule))
    }

    /// Returns whether calls are allowed during all of a span at all of these locations, and the rule that decides, with its
    /// place: the one that closes a location, or else the first. None if only the caller's own hours close it.
    pub fn verdict(
        &self,
        locations: Locations,
        question: &Question<'_>,
        during: Span,
    ) -> (Verdict, Option<(&str, CallRule<'_>)>) {
        let law = Question { window: None, ..*question };
        let (mut verdict, mut decides, mut is_closed) = (Verdict::Open, None, false);
        for location in locations.all() {
            let rule = self.rule(location, question.purpose);
            decides = decides.or(rule);
            let closes =
                |question: &Question<'_>| Some(!contain(&self.spans(location, question, during)?, during));
            match closes(question) {
                None => verdict = Verdict::Unknown,
                Some(false) => {}
                Some(true) if question.window.is_none() || closes(&law) == Some(true) => {
                    return (Verdict::Closed, rule);
                }
                Some(true) => is_closed = true,
            }
        }
        if is_closed { (Verdict::Closed, None) } else { (verdict, decides) }
    }

    /// Returns the spans within `around` in which calls are allowed at all of these locations whose hours are known, and whether
    /// the hours of all of them are.
    pub fn known_spans(
        &self,
        locations: Locations,
        question: &Question<'_>,
        around: Span,
    ) -> (Vec<Span>, bool) {
        locations.all().fold((vec![around], true), |(spans, known), location| {
            match self.spans(location, question, around) {
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

    /// Returns the spans within `around` that are polite at all of these locations whose offsets are known, whatever their rules
    /// say, and whether the offsets of all of them are.
    pub fn courtesy(&self, locations: Locations, around: Span) -> (Vec<Span>, bool) {
        let holidays = Holidays::default();
        let question = Question { purpose: Purpose::Sales, window: Some(COURTESY), holidays: &holidays };
        self.known_spans(locations.without_rules(), &question, around)
    }

    /// Adds the offsets that can apply at these locations at a time (seconds since 1970), in minutes. `offsets` are ascending.
    pub fn add_offsets(&self, locations: Locations, time: i64, offsets: &mut Vec<i32>) {
        for rule in locations.all().flat_map(|location| self.offsets_of(location.zones)) {
            let offset = rule.at(time);
            if let Err(index) = offsets.binary_search(&offset) {
                offsets.insert(index, offset);
            }
        }
    }
}

fn timestamp(seconds: i64) -> Timestamp {
    Timestamp(seconds.saturating_mul(1_000))
}
