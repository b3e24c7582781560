//! Timestamps, and parsers for the formats in which HTTP APIs write them.

/// A point in time, in milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Parses an RFC 3339 date and time with an offset.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (local, offset) = civil(text)?;
        Some(Self(local - minutes(offset)? * 60_000))
    }

    /// Parses an RFC 3339 date and time. Text without an offset is UTC.
    pub fn parse_or_utc(text: &[u8]) -> Option<Self> {
        match civil(text)? {
            (local, []) => Some(Self(local)),
            (local, offset) => Some(Self(local - minutes(offset)? * 60_000)),
        }
    }

    /// Parses an HTTP date in any of the three formats that RFC 9110 requires recipients to accept:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. In the first two, the day
    /// of the week may be missing. A two-digit year is the latest match that is at most 50 years after `now` (milliseconds
    /// since 1970).
    pub fn parse_http(text: &[u8], now: u64) -> Option<Self> {
        let (mut fields, mut count) = ([&b""[..]; 6], 0);
        for field in text.split(|byte| matches!(byte, b' ' | b',' | b'-')).filter(|field| !field.is_empty()) {
            *fields.get_mut(count)? = field;
            count += 1;
        }
        let (year, month, day, time) = match fields {
            [_, day, month, year, time, b"GMT"] | [day, month, year, time, b"GMT", b""] => {
                (year, month, day, time)
            }
            [_, month, day, time, year, b""] => (year, month, day, time),
            _ => return None,
        };
        const MONTHS: [&[u8]; 12] =
            [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
        let month = MONTHS.iter().position(|name| *name == month)? as i64 + 1;
        let [h1, h2, b':', i1, i2, b':', s1, s2] = *time else { return None };
        let seconds = clock(number(&[h1, h2])?, number(&[i1, i2])?, number(&[s1, s2])?)?;
        let year = match year.len() {
            2 => {
                let latest = 1970 + (now / 31_556_952_000) as i64 + 50;
                latest - (latest - number(year)?).rem_euclid(100)
            }
            4 => number(year)?,
            _ => return None,
        };
        let days = days(year, month, number(day).filter(|_| day.len() <= 2)?)?;
        Some(Self((days * 86_400 + seconds) * 1_000))
    }
}

impl TimestampError {
    /// Returns what is wrong with text that [`Timestamp::parse`] rejects.
    pub fn of(text: &[u8]) -> Self {
        match civil(text) {
            Some((_, [])) => return TimestampError::NoOffset,
            Some(_) => return TimestampError::Offset,
            None => {}
        }
        let Some((date, rest)) = text.split_first_chunk::<10>() else { return TimestampError::Form };
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return TimestampError::Form };
        let (year, month, day) = (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return TimestampError::Form };
        if days(year, month, day).is_none() {
            return TimestampError::Date;
        }
        match *rest {
            [b'T' | b't' | b' ', h1, h2, b':', i1, i2, ref rest @ ..] => {
                let (Some(hour), Some(minute)) = (number(&[h1, h2]), number(&[i1, i2])) else {
                    return TimestampError::Form;
                };
                match *rest {
                    _ if clock(hour, minute, 0).is_none() => TimestampError::Time,
                    [b':', s1, s2, ..] if number(&[s1, s2]).is_some_and(|second| second > 60) => {
                        TimestampError::Time
                    }
                    [] | [b'Z' | b'z' | b'+' | b'-', ..] => TimestampError::NoSeconds,
                    _ => TimestampError::Form,
                }
            }
            _ => TimestampError::Form,
        }
    }
}

/// What is wrong with text that is not an RFC 3339 date and time with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampError {
    /// The offset is missing; everything else is valid.
    NoOffset,
    /// The text after the time is not a valid offset.
    Offset,
    /// The seconds are missing.
    NoSeconds,
    /// The date does not exist, such as 30 February.
    Date,
    /// The time of day does not exist, such as 24:00.
    Time,
    /// The text has another format.
    Form,
}

/// Parses a date and time as if it were UTC. Returns the milliseconds and the rest of the text: the offset, if any.
fn civil(text: &[u8]) -> Option<(i64, &[u8])> {
    let (date, rest) = text.split_first_chunk::<19>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', h1, h2, b':', i1, i2, b':', s1, s2] =
        *date
    else {
        return None;
    };
    let days = days(number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?)?;
    let seconds = clock(number(&[h1, h2])?, number(&[i1, i2])?, number(&[s1, s2])?)?;
    let (millis, rest) = match rest.split_first() {
        Some((b'.', rest)) => {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (fraction, rest) = rest.split_at_checked(length)?;
            let mut millis = 0;
            for place in 0..3 {
                millis = millis * 10 + i64::from(fraction.get(place).map_or(0, |digit| digit - b'0'));
            }
            (length > 0).then_some((millis, rest))?
        }
        _ => (0, rest),
    };
    Some(((days * 86_400 + seconds) * 1_000 + millis, rest))
}

/// Parses an offset from UTC, in minutes.
fn minutes(offset: &[u8]) -> Option<i64> {
    match *offset {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
            let total = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
            Some(if sign == b'-' { -total } else { total })
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
}

fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // Unix time has no leap seconds: a 60th second counts as the next second.
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3_600 + minute * 60 + second)
}

/// Returns the number of days from 1970-01-01 to a Gregorian date in the years 0 to 9999, or `None` if it does not exist.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years start in March here, so that the leap day is the last day of the year.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_times_need_an_offset() {
        assert_eq!(Timestamp::parse(b"1970-01-01T00:00:00Z"), Some(Timestamp(0)));
        assert_eq!(Timestamp::parse(b"2025-07-08T03:06:09+00:00"), Some(Timestamp(1_751_943_969_000)));
        assert_eq!(Timestamp::parse(b"2025-07-08T11:06:09.5+08:00"), Some(Timestamp(1_751_943_969_500)));
        assert_eq!(Timestamp::parse(b"2025-07-07T19:36:09-07:30"), Some(Timestamp(1_751_943_969_000)));
        for wrong in [
            "2025-07-08T03:06:09",
            "2025-07-08",
            "2025-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-07-08T24:00:00Z",
            "2025-07-08T03:06:09+8",
            "2025-07-08T03:06:09.Z",
            "soon",
            "",
        ] {
            assert_eq!(Timestamp::parse(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn reply_times_without_an_offset_are_utc() {
        assert_eq!(Timestamp::parse_or_utc(b"2025-07-08T03:19:39"), Some(Timestamp(1_751_944_779_000)));
        assert_eq!(
            Timestamp::parse_or_utc(b"2025-07-08T03:19:40.160564"),
            Some(Timestamp(1_751_944_780_160))
        );
        assert_eq!(Timestamp::parse_or_utc(b"2009-01-03T18:15:00"), Some(Timestamp(1_231_006_500_000)));
        assert_eq!(Timestamp::parse_or_utc(b"2024-02-29T00:00:00"), Some(Timestamp(1_709_164_800_000)));
    }

    #[test]
    fn http_dates_are_read_in_all_their_forms() {
        let now = 1_751_943_969_000;
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(
                Timestamp::parse_http(text.as_bytes(), now),
                Some(Timestamp(784_111_777_000)),
                "{text}"
            );
        }
        assert_eq!(
            Timestamp::parse_http(b"Wednesday, 06-Nov-75 08:49:37 GMT", now),
            Timestamp::parse(b"2075-11-06T08:49:37Z"),
            "50 years ahead"
        );
        assert_eq!(
            Timestamp::parse_http(b"Saturday, 06-Nov-76 08:49:37 GMT", now),
            Timestamp::parse(b"1976-11-06T08:49:37Z"),
            "more than 50 years ahead is the past"
        );
        for wrong in [
            "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT GMT",
            "Sun Nov 6 08:49:37",
            "120",
            "",
        ] {
            assert_eq!(Timestamp::parse_http(wrong.as_bytes(), now), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_time_is_told_apart() {
        use TimestampError::*;
        for (text, error) in [
            ("2025-07-08T03:06:09", NoOffset),
            ("2025-07-08 03:06:09.5", NoOffset),
            ("2025-07-08T03:06:09+8", Offset),
            ("2025-07-08T03:06:09 UTC", Offset),
            ("2025-07-08T03:06:09+25:00", Offset),
            ("2025-07-08T03:06+08:00", NoSeconds),
            ("2025-07-08T03:06Z", NoSeconds),
            ("2025-07-08T03:06", NoSeconds),
            ("2026-02-30T09:00:00Z", Date),
            ("2026-02-29T09:00:00+08:00", Date),
            ("2026-13-01T09:00:00Z", Date),
            ("2026-04-31T09:00Z", Date),
            ("2026-07-08T24:00:00+08:00", Time),
            ("2026-07-08T24:00Z", Time),
            ("2026-07-08T09:60:00Z", Time),
            ("2026-07-08T09:00:61Z", Time),
            ("2026-07-08", Form),
            ("08/07/2026 09:00", Form),
            ("2026-07-08T9:00:00Z", Form),
            ("soon", Form),
            ("", Form),
        ] {
            assert_eq!(Timestamp::parse(text.as_bytes()), None, "{text}");
            assert_eq!(TimestampError::of(text.as_bytes()), error, "{text}");
        }
    }
}
