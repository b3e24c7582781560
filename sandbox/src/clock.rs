use std::time::{Duration, Instant, SystemTime};

use crate::timestamp::Timestamp;

/// Real time that never goes back, whatever is done to the machine's clock after the start.
#[derive(Clone, Copy, Debug)]
pub struct WallClock {
    started: Instant,
    started_at: Timestamp,
}

impl WallClock {
    /// A clock that agrees with the machine's clock at this instant, unless that is behind a moment that has been.
    #[must_use]
    pub fn start(been: Option<Timestamp>) -> Self {
        let since_epoch = SystemTime::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO);
        let machine = Timestamp::from_micros(0) + since_epoch;
        Self { started: Instant::now(), started_at: been.map_or(machine, |been| been.max(machine)) }
    }

    /// The real time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.started_at + self.started.elapsed()
    }
}

/// A campaign's own clock: right when the campaign is created, and `speed` times as fast as real
/// time from then on.
#[derive(Clone, Copy, Debug)]
pub struct CampaignClock {
    created: Timestamp,
    speed: f64,
}

impl CampaignClock {
    /// The clock of a campaign created at this real time.
    #[must_use]
    pub fn new(created: Timestamp, speed: f64) -> Self {
        Self { created, speed }
    }

    /// What this clock shows at a real time.
    #[must_use]
    pub fn at(&self, real: Timestamp) -> Timestamp {
        self.scaled(real, self.speed)
    }

    /// The real time at which this clock shows `shown`.
    #[must_use]
    pub fn real_time_of(&self, shown: Timestamp) -> Timestamp {
        self.scaled(shown, 1.0 / self.speed)
    }

    fn scaled(&self, timestamp: Timestamp, factor: f64) -> Timestamp {
        // `as` saturates, so that even an absurd speed only leads to the ends of time.
        let span = timestamp.micros_since(self.created) as f64 * factor;
        Timestamp::from_micros(self.created.micros().saturating_add(span.round() as i64))
    }
}
