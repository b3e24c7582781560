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
    fn hours<'r>(
        &self,
        rule: Option<(&str, &'r CallRule)>,
        day: i64,
    ) -> impl Iterator<Item = Daily> + use<'r> {
        const ALWAYS: Daily = Daily { opens: 0, closes: 24 * 60 };
        let hours = match rule {
            Some((place, rule)) if rule.closed_on_holidays && self.holidays.has(place, day) => &[],
            Some((_, rule)) => rule.hours(weekday(day)),
            None => &[ALWAYS][..],
        };
        let own = self.window.unwrap_or(ALWAYS);
        hours.iter().map(move |daily| daily.and(own)).filter(|daily| daily.opens < daily.closes)
    }

    /// Returns whether calls are allowed at a local time, in seconds since 1970.
    pub(super) fn allows(&self, rule: Option<(&str, &CallRule)>, local: i64) -> bool {
        let minute = local.rem_euclid(DAY) / 60;
        let mut hours = self.hours(rule, local.div_euclid(DAY));
        hours.any(|daily| i64::from(daily.opens) <= minute && minute < i64::from(daily.closes))
    }

    /// Returns the spans in which calls are allowed by the local time of an offset rule, from `from` until before `until`.
    pub(super) fn spans(
        &self,
        rule: Option<(&str, &CallRule)>,
        offsets: &OffsetRule,
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
