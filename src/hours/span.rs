//! Times at which calls are allowed, as spans of UTC.

use super::{
    calendar::{DAY, Daily, weekday},
    offset::OffsetRule,
    question::Question,
    rule::CallRule,
};

/// A span in seconds since 1970: start, and end excluded.
pub type Span = (i64, i64);

impl Question<'_> {
    /// Returns the hours of a local day: a rule's, limited to the caller's own. Without a rule, only the caller's own apply.
    fn hours<'t>(
        &self,
        rule: Option<(&str, CallRule<'t>)>,
        day: i64,
    ) -> impl Iterator<Item = Daily> + use<'t> {
        const ALWAYS: Daily = Daily { opens: 0, closes: 24 * 60 };
        let is_open = |(place, rule): &(&str, CallRule<'_>)| {
            !rule.closed_on_holidays() || !self.holidays.has(place, day)
        };
        let ruled = rule.filter(is_open).map(|(_, rule)| rule.hours(weekday(day)));
        let own = self.window.unwrap_or(ALWAYS);
        let hours = ruled.into_iter().flatten().chain(rule.is_none().then_some(ALWAYS));
        hours.map(move |daily| daily.and(own)).filter(|daily| daily.opens < daily.closes)
    }

    /// Returns the spans in which calls are allowed by the local time of an offset rule, from `from` until before `until`.
    pub(super) fn spans(
        &self,
        rule: Option<(&str, CallRule<'_>)>,
        offsets: OffsetRule<'_>,
        (from, until): Span,
    ) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (start, end, offset) in offsets.periods(from, until) {
            let offset = i64::from(offset) * 60;
            for day in (start + offset).div_euclid(DAY)..=(end - 1 + offset).div_euclid(DAY) {
                for daily in self.hours(rule, day) {
                    let opens = (day * DAY + i64::from(daily.opens) * 60 - offset).max(start);
                    let closes = (day * DAY + i64::from(daily.closes) * 60 - offset).min(end);
                    match spans.last_mut() {
                        _ if opens >= closes => {}
                        // Joins spans at midnight or at a change of the clock.
                        Some(last) if last.1 == opens => last.1 = closes,
                        _ => spans.push((opens, closes)),
                    }
                }
            }
        }
        spans
    }
}

/// Returns whether one of the spans contains all of a window.
pub fn contain(spans: &[Span], (from, until): Span) -> bool {
    spans.iter().any(|span| span.0 <= from && until <= span.1)
}

/// Returns the intersection of two lists of spans.
pub fn common(left: &[Span], right: &[Span]) -> Vec<Span> {
    let (mut lefts, mut rights) = (left.iter().peekable(), right.iter().peekable());
    let mut spans = Vec::new();
    while let (Some(&&left), Some(&&right)) = (lefts.peek(), rights.peek()) {
        let (start, end) = (left.0.max(right.0), left.1.min(right.1));
        if start < end {
            spans.push((start, end));
        }
        if left.1 < right.1 {
            lefts.next();
        } else {
            rights.next();
        }
    }
    spans
}
