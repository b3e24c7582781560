//! Forecasts of a campaign's end.

use super::{
    open_hours::{OpenHours, Remaining},
    reading::Reading,
};
use crate::model::snapshot::{Forecast, ForecastKind, Progress};

/// The longest forecast, in milliseconds: a year.
const FARTHEST: f64 = 366.0 * 86_400_000.0;

/// Returns the expected end of a campaign read at `at`, as of `now` (milliseconds since 1970). If `hours` is given, calls
/// are made only within them.
pub(super) fn forecast(
    reading: &Reading,
    progress: &Progress,
    per_minute: Option<f64>,
    hours: Option<&OpenHours>,
    (at, now): (u64, u64),
) -> Option<Forecast> {
    let left = progress.of?.checked_sub(progress.done?)?;
    let speed = per_minute.filter(|speed| *speed > 0.0)?;
    // Once every contact has a result, retries no longer show in the counts.
    if left == 0 || !reading.is_dialling() {
        return None;
    }
    let (done, speed) = (progress.done?, speed / 60_000.0);
    // A campaign created after its start time starts when it is created.
    let since = reading.start.max(reading.created).map_or(at as f64, |since| since.0 as f64);
    let remaining = Remaining { since, at: at as f64, done: done as f64, contacts: left as f64, speed };
    let span = match hours {
        None => left as f64 / speed,
        // Infinite if the hours end before everybody has been called.
        Some(hours) => hours.end(&remaining).map_or(f64::INFINITY, |end| end - at as f64),
    };
    let by_speed = at.saturating_add(span.min(FARTHEST) as u64);
    let closes = match reading.end {
        Some(end) if !reading.local_window => u64::try_from(end.0).ok(),
        _ => None,
    };
    let forecast = match closes {
        // The window has closed, but the last calls are still running, for an unknown time.
        Some(closes) if closes <= at => return None,
        Some(closes) if closes < by_speed => Forecast { end_at_ms: closes, kind: ForecastKind::Window },
        _ if span > FARTHEST => return None,
        _ if reading.max_attempts > 1 => Forecast { end_at_ms: by_speed, kind: ForecastKind::Earliest },
        _ => Forecast { end_at_ms: by_speed, kind: ForecastKind::Estimate },
    };
    // An end in the past is not a forecast.
    (forecast.end_at_ms >= now).then_some(forecast)
}
