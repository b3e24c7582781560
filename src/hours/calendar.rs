//! Dates and times of a local clock.

use crate::schema::Digits;

/// Seconds in a day.
pub const DAY: i64 = 86_400;

/// A span of every day, in minutes after midnight. It excludes `closes`: at 21:00, a shop that closes at 21:00 is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daily {
    /// The first minute.
    pub opens: u16,
    /// The first minute after it.
    pub closes: u16,
}

impl Daily {
    /// Parses times such as `09:00` and `21:00`. Returns `None` if one is invalid, or if they are not in this order.
    pub fn parse(opens: &str, closes: &str) -> Option<Self> {
        let daily = Self { opens: clock(opens)?, closes: clock(closes)? };
        (daily.opens < daily.closes).then_some(daily)
    }

    /// Returns the intersection.
    pub(super) fn and(self, other: Self) -> Self {
        Self { opens: self.opens.max(other.opens), closes: self.closes.min(other.closes) }
    }
}

/// Parses `HH:MM`, up to 24:00, into minutes.
fn clock(text: &str) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hour, minute) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= 24 * 60).then_some(minutes)
}

/// Returns the days since 1970-01-01 of a date in the Gregorian calendar. The core has the same formula, but would have to export
/// it for calling hours.
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    // Counts years from March, so that the leap day is a year's last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Returns the year of a day, in days since 1970.
pub(super) fn year(day: i64) -> i64 {
    // An average year has 365.2425 days, so that the guess is off by at most one year.
    let guess = (day * 400).div_euclid(146_097) + 1970;
    if days(guess + 1, 1, 1) <= day {
        guess + 1
    } else if days(guess, 1, 1) > day {
        guess - 1
    } else {
        guess
    }
}

/// Returns the weekday of a day, 0 for Sunday.
pub(super) fn weekday(day: i64) -> u8 {
    // 1970 began on a Thursday.
    (day + 4).rem_euclid(7) as u8
}

/// Parses a date such as `2026-12-25` into days since 1970.
pub(super) fn date(text: &str) -> Option<i64> {
    let midnight = [text.as_bytes(), b"T00:00:00Z"].concat();
    let instant = crate::timestamp::Timestamp::parse(&midnight)?;
    Some(instant.0.div_euclid(DAY * 1_000))
}

/// Formats a day, in days since 1970, such as `2026-12-25`.
pub fn date_text(day: i64) -> String {
    let year = year(day);
    let month = (2..=12).rev().find(|month| days(year, *month, 1) <= day).unwrap_or(1);
    let of_month = day - days(year, month, 1) + 1;
    let mut text = String::new();
    push(&mut text, year, 4);
    text.push('-');
    push(&mut text, month, 2);
    text.push('-');
    push(&mut text, of_month, 2);
    text
}

/// Formats a time in seconds since 1970 as RFC 3339, with an offset in minutes east of UTC: `2026-12-25T09:00:00-05:00`.
pub fn local_text(time: i64, offset: i32) -> String {
    let local = time + i64::from(offset) * 60;
    let second = local.rem_euclid(DAY);
    let mut text = date_text(local.div_euclid(DAY));
    for (mark, part) in [('T', second / 3_600), (':', second / 60 % 60), (':', second % 60)] {
        text.push(mark);
        push(&mut text, part, 2);
    }
    if offset == 0 {
        text.push('Z');
        return text;
    }
    text.push_str(&offset_text(offset));
    text
}

/// Formats an offset from UTC in minutes, such as `-05:00`.
fn offset_text(offset: i32) -> String {
    let mut text = String::from(if offset < 0 { "-" } else { "+" });
    let minutes = i64::from(offset.unsigned_abs());
    push(&mut text, minutes / 60, 2);
    text.push(':');
    push(&mut text, minutes % 60, 2);
    text
}

/// Appends a number, padded with zeros to `digits` digits.
fn push(text: &mut String, number: i64, digits: usize) {
    let number = number.unsigned_abs().digits();
    (number.len()..digits).for_each(|_| text.push('0'));
    text.push_str(&number);
}
