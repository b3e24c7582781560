//! When a campaign will end.

use super::reading::Reading;
use crate::model::snapshot::{Forecast, ForecastKind, Progress};

/// Beyond this many milliseconds (a year) nothing is forecast.
const FARTHEST: f64 = 366.0 * 86_400_000.0;

/// The end of a campaign that was read at `at`, as seen at `now` (milliseconds since 1970).
pub(super) fn forecast(
    reading: &Reading,
    progress: &Progress,
    per_minute: Option<f64>,
    at: u64,
    now: u64,
) -> Option<Forecast> {
    let left = progress.of?.checked_sub(progress.done?)?;
    let speed = per_minute.filter(|speed| *speed > 0.0)?;
    // Once everybody has a result, whatever it still does is not to be seen in the counts.
    if left == 0 || !reading.is_dialling() {
        return None;
    }
    let span = left as f64 * 60_000.0 / speed;
    let by_speed = at.saturating_add(span.min(FARTHEST) as u64);
    let closes = match reading.end {
        Some(end) if !reading.local_window => u64::try_from(end.0).ok(),
        _ => None,
    };
    let forecast = match closes {
        // Closed, and still not over: the last calls are under way, and nobody knows how long they take.
        Some(closes) if closes <= at => return None,
        Some(closes) if closes < by_speed => Forecast { end_at_ms: closes, kind: ForecastKind::Window },
        _ if span > FARTHEST => return None,
        _ if reading.max_attempts > 1 => Forecast { end_at_ms: by_speed, kind: ForecastKind::Earliest },
        _ => Forecast { end_at_ms: by_speed, kind: ForecastKind::Estimate },
    };
    // What was to be over by now and is not known to be would be no forecast.
    (forecast.end_at_ms >= now).then_some(forecast)
}
