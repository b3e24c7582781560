//! Finds windows in which calls are allowed, and how many calls fit into them.

use super::HoursCheck;
use crate::{
    hours::{Span, common},
    preflight::window::SECONDS_PER_CALL,
};

/// The shortest usable span, in seconds.
const SHORTEST: i64 = 15 * 60;

/// How the campaign's calls fit into calling hours at its pace.
pub(super) struct Workload {
    /// The number of calls that do not fit, to contacts that can be called at some time in the window.
    pub left: u64,
    /// The number of calls to contacts that cannot be called at any time in the window.
    pub never: u64,
    /// When the last call ends, in seconds since 1970.
    pub ends: i64,
}

impl HoursCheck {
    /// Returns the best window in these spans: the draft's own, however short, if all of it `fits`; or else their longest one
    /// within it, or the first one after it. `None` if none is usable. Where hours are unknown, a window other than the draft's has
    /// to be polite, so that a fix for some contacts does not call others at night.
    pub(super) fn best(&self, spans: &[Span], fits: bool) -> Option<Span> {
        let window = self.window?;
        if fits {
            return Some(window);
        }
        longest(&common(spans, &[window]))
            .or_else(|| spans.iter().find(|span| span.1 - span.0 >= SHORTEST).copied())
    }

    /// Assigns the calls to calling hours, earliest deadline first: within each stretch of time, contacts whose hours end first
    /// are called first.
    pub(super) fn workload(&self) -> Option<Workload> {
        let (from, until) = self.window?;
        let mut times = vec![from, until];
        // Numbers of calls, with the spans in which they are allowed.
        let mut work: Vec<(&Vec<Span>, u64)> = Vec::new();
        for zone in &self.zones {
            let calls = zone.contacts.saturating_mul(self.attempts);
            match work.iter_mut().find(|(known, _)| **known == zone.open) {
                Some((_, known)) => *known = known.saturating_add(calls),
                None => work.push((&zone.open, calls)),
            }
        }
        for (open, _) in &work {
            for time in open.iter().flat_map(|span| [span.0, span.1]) {
                if let Err(index) = times.binary_search(&time) {
                    times.insert(index, time);
                }
            }
        }
        let mut ends = from;
        for (start, end) in times.iter().zip(times.iter().skip(1)) {
            let rounds = u64::try_from(end - start).unwrap_or_default() / SECONDS_PER_CALL;
            let mut capacity = rounds.saturating_mul(self.dialers);
            let all = capacity;
            while capacity > 0 {
                let can = work.iter_mut().filter(|(open, calls)| {
                    *calls > 0 && open.iter().any(|span| span.0 <= *start && end <= &span.1)
                });
                let Some((_, calls)) = can.min_by_key(|(open, _)| open.last().map(|span| span.1)) else {
                    break;
                };
                let made = capacity.min(*calls);
                *calls -= made;
                capacity -= made;
                let rounds = (all - capacity).div_ceil(self.dialers);
                ends = start + i64::try_from(rounds.saturating_mul(SECONDS_PER_CALL)).unwrap_or_default();
            }
        }
        let (mut left, mut never) = (0_u64, 0_u64);
        for (open, calls) in &work {
            let sum = if open.is_empty() { &mut never } else { &mut left };
            *sum = sum.saturating_add(*calls);
        }
        Some(Workload { left, never, ends })
    }
}

/// Returns the first longest span, if it is usable.
fn longest(spans: &[Span]) -> Option<Span> {
    let mut longest: Option<Span> = None;
    for span in spans {
        if longest.is_none_or(|known| span.1 - span.0 > known.1 - known.0) {
            longest = Some(*span);
        }
    }
    longest.filter(|span| span.1 - span.0 >= SHORTEST)
}
