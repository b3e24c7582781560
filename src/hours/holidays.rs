//! Days on which some rules forbid calls. Only the caller provides them; the data has none.

use super::calendar::date;

/// Public holidays, by local date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays(Vec<(String, i64)>);

impl Holidays {
    /// Adds a date such as `2026-12-25` for a place: `US` includes `US-LA`, and an empty place means everywhere. Returns
    /// whether the date is valid.
    pub fn add(&mut self, place: &str, text: &str) -> bool {
        let Some(day) = date(text) else { return false };
        self.0.push((place.to_ascii_uppercase(), day));
        true
    }

    /// Returns the places that have holidays. An empty place stands for all.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(place, _)| place.as_str())
    }

    /// Returns whether a day, in days since 1970, is a holiday in a place.
    pub(super) fn has(&self, place: &str, day: i64) -> bool {
        self.0.iter().any(|(holds, known)| {
            *known == day
                && place
                    .strip_prefix(holds.as_str())
                    .is_some_and(|rest| holds.is_empty() || rest.is_empty() || rest.starts_with('-'))
        })
    }
}
