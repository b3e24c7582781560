//! Reports: a campaign's figures over its whole time.

use std::rc::Rc;

use super::{rates::rates, reading::Reading};
use crate::{
    model::{
        campaign::Campaign,
        snapshot::{CallingTime, Moment, Report},
    },
    schema::Checked,
};

/// Returns the report on a campaign read at `now` (milliseconds since 1970).
pub fn report(campaign: Checked<Campaign>, now: u64) -> Report {
    let reading = Reading::of(&campaign);
    let (results, duration) = (reading.results(), calling_time(&reading, now));
    let calls_per_minute = match (results, duration) {
        // Times are often in whole seconds, so a shorter duration gives no meaningful rate.
        (Some(results), Some(time)) if time.seconds >= 1.0 => Some(results as f64 * 60.0 / time.seconds),
        _ => None,
    };
    Report {
        campaign: Rc::new(campaign),
        terminal: reading.is_terminal(),
        rates: rates(&reading.counts),
        results,
        answered: reading.answered(),
        counts: reading.counts,
        duration,
        calls_per_minute,
    }
}

/// Returns how long the campaign called, or `None` if its times do not tell: it has not started, is paused since an unknown time,
/// its window differs between contacts, or its end is not recorded.
fn calling_time(reading: &Reading, now: u64) -> Option<CallingTime> {
    let has_called = reading.is_terminal() || reading.is_dialling();
    if reading.local_window || !has_called {
        return None;
    }
    let start = reading.start.map(|time| (time, Moment::StartTime));
    let created = reading.created.map(|time| (time, Moment::CreatedTime));
    let from = match (start, created) {
        // A campaign created after its start time starts when it is created.
        (Some(start), Some(created)) if created.0 > start.0 => created,
        (start, created) => start.or(created)?,
    };
    let last = if reading.is_terminal() {
        (reading.updated?.0, Moment::UpdatedTime)
    } else {
        (i64::try_from(now).ok()?, Moment::Now)
    };
    let to = match reading.end {
        // Renaming a campaign later changes `updated_time`, too.
        Some(end) if end.0 < last.0 => (end.0, Moment::EndTime),
        _ => last,
    };
    let millis = to.0.checked_sub(from.0.0)?;
    (millis > 0).then(|| CallingTime { seconds: millis as f64 / 1_000.0, from: from.1, to: to.1 })
}
