//! Timestamps, and the formats in which HTTP APIs write them.

/// Milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Parses an RFC 3339 date and time with an offset.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (local, offset) = civil(text)?;
        Some(Self(local - minutes(offset)? * 60_000))
    }

    /// Parses the same, and reads text without an offset as UTC.
    pub fn parse_or_utc(text: &[u8]) -> Option<Self> {
        match civil(text)? {
            (local, []) => Some(Self(local)),
            (local, offset) => Some(Self(local - minutes(offset)? * 60_000)),
        }
    }

    /// Parses an HTTP date in RFC 9110's preferred format: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn parse_http(text: &[u8]) -> Option<Self> {
        let text = text.split_first_chunk::<5>()?.1.strip_suffix(b" GMT")?;
        let [d1, d2, b' ', m @ .., b' ', y1, y2, y3, y4, b' ', h1, h2, b':', i1, i2, b':', s1, s2] = text
        else {
            return None;
        };
        const MONTHS: [&[u8]; 12] =
            [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
        let month = MONTHS.iter().position(|name| name == &m)? as i64 + 1;
        let days = days(number(&[*y1, *y2, *y3, *y4])?, month, number(&[*d1, *d2])?)?;
        let seconds = clock(number(&[*h1, *h2])?, number(&[*i1, *i2])?, number(&[*s1, *s2])?)?;
        Some(Self((days * 86_400 + seconds) * 1_000))
    }
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

/// Returns the days since 1970-01-01 of a Gregorian date in the years 0 to 9999.
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
    fn http_dates_are_read() {
        assert_eq!(Timestamp::parse_http(b"Sun, 06 Nov 1994 08:49:37 GMT"), Some(Timestamp(784_111_777_000)));
        assert_eq!(Timestamp::parse_http(b"Sun, 06 Nov 1994 08:49:37 PST"), None);
        assert_eq!(Timestamp::parse_http(b"120"), None);
    }
}
