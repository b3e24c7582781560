//! Days on which some rules allow no calls. Nothing says them but the caller.

use super::calendar::date;

/// Public holidays, by local date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(Vec<(String, i64)>);

impl Holidays {
    /// Adds a date, `2026-12-25`, for a place: `US` also holds for `US-LA`, and an empty one everywhere. Whether it could be
    /// read.
    pub fn add(&mut self, place: &str, text: &str) -> bool {
        let Some(day) = date(text) else { return false };
        self.0.push((place.to_ascii_uppercase(), day));
        true
    }

    /// The places that have some; an empty one stands for all.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(place, _)| place.as_str())
    }

    /// Whether a day, counted from 1970, is one in a place.
    pub(super) fn has(&self, place: &str, day: i64) -> bool {
        self.0.iter().any(|(holds, known)| {
            *known == day
                && place
                    .strip_prefix(holds.as_str())
                    .is_some_and(|rest| holds.is_empty() || rest.is_empty() || rest.starts_with('-'))
        })
    }
}
