mod calendar;

use std::{borrow::Cow, fmt, ops::Add, time::Duration};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

pub use self::calendar::is_time_of_day;

/// A point in time: microseconds since 1970-01-01T00:00:00 UTC.
///
/// Displayed in the API's format: in UTC without an offset, and with a fraction of six digits or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const MICROS: i64 = 1_000_000;

/// The first and the last time that has a year of four digits.
const RANGE: (i64, i64) = (-62_167_219_200 * MICROS, 253_402_300_800 * MICROS - 1);

impl Timestamp {
    /// Creates a timestamp from microseconds since the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Returns the microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Returns the microseconds from `earlier` to this time; negative if `earlier` is later.
    #[must_use]
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Parses a date and time in RFC 3339 format. Without an offset, it is taken as UTC, as in the API's framework.
    /// Returns `None` for anything else, including a date alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        calendar::parse(text).map(Self)
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A time outside the range is written as the nearest time in it.
        let micros = self.0.clamp(RANGE.0, RANGE.1);
        let (year, month, day) = calendar::date_of(micros.div_euclid(86_400 * MICROS));
        let in_day = micros.rem_euclid(86_400 * MICROS);
        let (seconds, fraction) = (in_day / MICROS, in_day % MICROS);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if fraction == 0 { Ok(()) } else { write!(out, ".{fraction:06}") }
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn inline_schema() -> bool {
        true
    }

    /// Does not use the format `date-time`, which requires an offset.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$",
            "description": "A date and time in UTC, without an offset.",
        })
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn rewritten(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|timestamp| timestamp.to_string())
    }

    #[test]
    fn a_time_is_written_in_utc_without_an_offset() {
        assert_eq!(rewritten("2025-07-08T11:19:39+08:00").as_deref(), Some("2025-07-08T03:19:39"));
        assert_eq!(rewritten("2025-07-08T03:19:39Z").as_deref(), Some("2025-07-08T03:19:39"));
    }

    #[test]
    fn microseconds_are_written_with_six_digits_or_not_at_all() {
        assert_eq!(rewritten("2025-07-08T03:19:40.16Z").as_deref(), Some("2025-07-08T03:19:40.160000"));
        assert_eq!(rewritten("2025-07-08T03:19:40.000Z").as_deref(), Some("2025-07-08T03:19:40"));
    }

    #[test]
    fn a_time_without_an_offset_is_utc() {
        assert_eq!(Timestamp::parse("2025-07-08T03:19:39"), Timestamp::parse("2025-07-08T03:19:39Z"));
    }

    #[test]
    fn anything_else_than_a_date_and_time_is_rejected() {
        for text in ["", "2025-07-08", "tomorrow", "2025-13-08T00:00:00Z", "2025-07-08T03:06:09 00:00"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
