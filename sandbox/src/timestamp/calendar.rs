//! Dates and times in the proleptic Gregorian calendar, as RFC 3339 writes them.
//!
//! Written apart from the client's `timestamp`, so that a fault of one shows in the tests of both. It also accepts what the API
//! accepts and a client does not send (offsets without a colon, times without seconds), and keeps microseconds.
//!
//! Source of the day arithmetic: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// Parses an RFC 3339 date and time, whose seconds and offset may be missing. Returns the microseconds since
/// 1970-01-01T00:00:00 UTC.
pub fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone)?;
    let days = days_of(date)?;
    let micros = days.checked_mul(86_400_000_000)?.checked_add(micros_of(time)?)?;
    micros.checked_sub(offset_of(zone)?.checked_mul(60_000_000)?)
}

/// Returns `true` if a text is a time of day, `HH:mm` or `HH:mm:ss`, with or without a fraction.
#[must_use]
pub fn is_time_of_day(text: &str) -> bool {
    micros_of(text).is_some()
}

/// Converts a day, counted from 1970-01-01, to its year, month and day.
pub fn date_of(days: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the leap day is a year's last day.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// Parses a date such as `2026-11-28`. Returns its day, counted from 1970-01-01.
fn days_of(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) =
        (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    // A day that the month does not have converts back to another date.
    (day > 0 && date_of(days) == (year, month, day)).then_some(days)
}

/// Parses a time such as `12:30` or `12:30:15.25`. Returns the microseconds since midnight.
fn micros_of(time: &str) -> Option<i64> {
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, micros_of_fraction(fraction)?),
        None => (time, 0),
    };
    let mut parts = time.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = match parts.next() {
        Some(second) => digits(second, 2)?,
        None if fraction == 0 => 0,
        None => return None,
    };
    let is_time = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
    is_time.then_some(((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction)
}

/// Parses a fraction of a second into microseconds. Digits after the sixth are ignored.
fn micros_of_fraction(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let six = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    Some(six.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

/// Parses an offset such as `Z`, `+08`, `+0800` or `+08:00`. Returns the minutes east of UTC; 0 for no offset.
fn offset_of(zone: &str) -> Option<i64> {
    let sign = match zone.chars().next() {
        None => return Some(0),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return (zone.len() == 1).then_some(0),
    };
    let (hours, minutes) = zone[1..].split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let (hours, minutes) = (digits(hours, 2)?, if minutes.is_empty() { 0 } else { digits(minutes, 2)? });
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Parses a number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{date_of, days_of, is_time_of_day, parse};

    #[test]
    fn every_day_of_five_centuries_has_one_date() {
        let first = days_of("1700-01-01").unwrap();
        for day in first..days_of("2200-01-01").unwrap() {
            let (year, month, date) = date_of(day);
            assert_eq!(days_of(&format!("{year:04}-{month:02}-{date:02}")), Some(day));
        }
    }

    #[test]
    fn known_times_are_read() {
        assert_eq!(parse("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(parse("2009-02-13T23:31:30Z"), Some(1_234_567_890_000_000));
        assert_eq!(parse("2000-02-29t12:00:00.5+01:30"), Some(951_820_200_500_000));
        for zone in ["+08", "+0800", "+08:00"] {
            assert_eq!(parse(&format!("2026-11-28 10:00{zone}")), parse("2026-11-28T02:00:00Z"), "{zone}");
        }
    }

    #[test]
    fn days_and_times_that_do_not_exist_are_rejected() {
        for text in [
            "2025-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2025-04-31T00:00:00Z",
            "2025-01-00T00:00:00Z",
            "2025-00-01T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:60:00Z",
            "2025-01-01T00:00:60Z",
            "2025-01-01T00:00:00.Z",
            "2025-01-01T00:00.5Z",
            "2025-01-01T00:00:00Zx",
            "2025-01-01T00:00:00+24:00",
            "2025-01-01T00:00:00+8",
            "2025-01-01T00:00:00+08:00[Asia/Taipei]",
            "2025-01-01TT00:00:00",
            "2025-1-01T00:00:00Z",
            "é025-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_has_hours_and_minutes() {
        assert!(is_time_of_day("23:59") && is_time_of_day("00:00:00") && is_time_of_day("10:00:00.25"));
        assert!(!["", "10", "1000", "24:00", "10:00:00:00", "10:00Z"].into_iter().any(is_time_of_day));
    }
}
