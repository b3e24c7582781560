//! A campaign's figures, derived from readings over time.
//!
//! The API's counts may be missing, may shrink, and need not add up. A figure that they do not allow is absent, and none is the
//! result of a division by zero.

mod forecast;
mod open_hours;
mod pace;
mod rates;
mod reading;
mod report;
mod workload;

use std::rc::Rc;

use crate::{
    model::{
        campaign::Campaign,
        snapshot::{Progress, Snapshot},
    },
    schema::Checked,
};

pub use open_hours::OpenHours;
use pace::Pace;
use reading::Reading;
pub use report::report;
use workload::Workload;

/// The readings of one campaign.
#[derive(Default)]
pub struct History {
    pace: Pace,
    /// Whether calls were being made, according to the latest reading.
    calling: bool,
    workload: Workload,
    latest: Option<Latest>,
    hours: Option<OpenHours>,
}

struct Latest {
    campaign: Rc<Checked<Campaign>>,
    reading: Reading,
    /// When it was read, in milliseconds since 1970.
    at: u64,
}

/// The effects of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// Whether there is anything new to show: the campaign differs, or no more calls are being made as far as can be told.
    pub any: bool,
    /// Whether the campaign progressed: its status or one of its counts differs.
    pub moved: bool,
    /// Whether it has ended.
    pub terminal: bool,
}

impl History {
    /// Sets the hours in which contacts can be called, for forecasts.
    pub fn set_hours(&mut self, hours: Option<OpenHours>) {
        self.hours = hours;
    }

    /// Adds a reading taken at `at` (milliseconds since 1970).
    pub fn note(&mut self, campaign: Checked<Campaign>, at: u64) -> News {
        let reading = Reading::of(&campaign);
        self.pace.note(at, reading.results());
        self.workload.note(&reading);
        let calling = self.pace.per_minute().is_some_and(|speed| speed > 0.0);
        let stopped = std::mem::replace(&mut self.calling, calling) && !calling;

        let terminal = reading.is_terminal();
        let latest = Latest { campaign: Rc::new(campaign), reading, at };
        let before = self.latest.replace(latest);
        let (Some(before), Some(after)) = (&before, &self.latest) else {
            return News { any: true, moved: true, terminal };
        };
        let differs = before.campaign.as_bytes() != after.campaign.as_bytes();
        let (old, new) = (&before.reading, &after.reading);
        let moved = old.status != new.status || old.counts != new.counts;
        News { any: differs || stopped, moved, terminal }
    }

    /// Forgets how fast the campaign was, because times cannot be compared with earlier ones.
    pub fn forget_pace(&mut self) {
        self.pace = Pace::default();
    }

    /// Returns whether there are no readings.
    pub fn is_empty(&self) -> bool {
        self.latest.is_none()
    }

    /// Returns the figures as of `now` (milliseconds since 1970), or `None` without a reading. `last_error_code` is the reason
    /// why there is no newer reading.
    pub fn snapshot(&self, now: u64, last_error_code: Option<&'static str>) -> Option<Snapshot> {
        let Latest { campaign, reading, at } = self.latest.as_ref()?;
        let (done, of) = (reading.results(), self.workload.size(reading));
        let share = done.zip(of).and_then(|(done, of)| rates::share(done, of));
        let progress = Progress { done, of, share };
        let terminal = reading.is_terminal();
        let calls_per_minute = self.pace.per_minute().filter(|_| !terminal);
        Some(Snapshot {
            campaign: campaign.clone(),
            terminal,
            rates: rates::rates(&reading.counts),
            forecast: forecast::forecast(
                reading,
                &progress,
                calls_per_minute,
                self.hours.as_ref(),
                (*at, now),
            ),
            progress,
            calls_per_minute,
            age_ms: now.saturating_sub(*at),
            last_error_code,
        })
    }
}
