use std::{borrow::Cow, fmt, ops::Add, time::Duration};

use jiff::{civil, tz::Offset};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// An instant: microseconds since 1970-01-01T00:00:00 UTC.
///
/// Written as the vendor writes it: UTC without an offset, the fraction left out when it is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Microseconds from `earlier` to this instant; negative if `earlier` is later.
    #[must_use]
    pub const fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads an RFC 3339 date and time. Without an offset it is taken as UTC, as the vendor's
    /// framework does; a date alone, or anything else, is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let has_time = text.as_bytes().get(10).is_some_and(|&byte| matches!(byte, b'T' | b't' | b' '));
        let is_plain = text.bytes().all(|byte| byte != b'[');
        if !has_time || !is_plain {
            return None;
        }
        let timestamp = text.parse::<jiff::Timestamp>().ok().or_else(|| {
            let local = text.parse::<civil::DateTime>().ok()?;
            Offset::UTC.to_timestamp(local).ok()
        })?;
        Some(Self(timestamp.as_microsecond()))
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
        // Instants beyond jiff's range (the years -9999 to 9999) are written as its nearest end.
        let timestamp = jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        });
        let utc = Offset::UTC.to_datetime(timestamp);
        let micros = utc.subsec_nanosecond() / 1_000;
        if micros == 0 { write!(out, "{utc:.0}") } else { write!(out, "{utc:.6}") }
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
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
    fn what_is_no_date_with_a_time_is_refused() {
        for text in ["", "2025-07-08", "tomorrow", "2025-13-08T00:00:00Z", "2025-07-08T03:06:09 00:00"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
