//! Parses dates and times of the source.

/// Parses hours and minutes such as `-3:30`, in minutes.
pub fn signed(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let (hours, minutes) = (hours.parse::<i64>().ok()? * 60, minutes.parse::<i64>().ok()?);
    Some(if text.starts_with('-') { hours - minutes } else { hours + minutes })
}

/// Parses a time of day such as `08:30`, in quarters of an hour.
pub fn quarter(text: &str) -> Option<u64> {
    let minutes = signed(text)?;
    (minutes % 15 == 0).then_some(u64::try_from(minutes / 15).ok()?)
}

/// Parses a date such as `2026-11-28`, in days since 1970.
pub fn days(date: &str) -> Result<u64, String> {
    let parts: Vec<u64> = date.split('-').map(str::parse).collect::<Result<_, _>>().map_err(|_| date)?;
    let [year, month, day] = parts[..] else { return Err(date.to_owned()) };
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Ok(year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468)
}

/// Parses a time such as `2026-03-08T09:00Z`, in minutes since 1970.
pub fn minute(time: &str) -> Result<u64, String> {
    let (date, clock) = time.trim_end_matches('Z').split_once('T').ok_or(time)?;
    Ok(days(date)? * 1440 + u64::try_from(signed(clock).ok_or(time)?).map_err(|_| time)?)
}
