use crate::timestamp::Timestamp;

/// A campaign's own clock. It shows real time when the campaign is created, and then runs `speed` times as fast.
#[derive(Clone, Copy, Debug)]
pub struct CampaignClock {
    created: Timestamp,
    speed: f64,
}

impl CampaignClock {
    /// Creates the clock of a campaign that is created at this real time.
    #[must_use]
    pub fn new(created: Timestamp, speed: f64) -> Self {
        Self { created, speed }
    }

    /// Returns the time that this clock shows at a real time.
    #[must_use]
    pub fn at(&self, real: Timestamp) -> Timestamp {
        self.scaled(real, self.speed)
    }

    /// Returns the real time at which this clock shows `shown`.
    #[must_use]
    pub fn real_time_of(&self, shown: Timestamp) -> Timestamp {
        self.scaled(shown, 1.0 / self.speed)
    }

    fn scaled(&self, timestamp: Timestamp, factor: f64) -> Timestamp {
        // `as` saturates, so an extreme speed results in the earliest or latest time.
        let span = timestamp.micros_since(self.created) as f64 * factor;
        Timestamp::from_micros(self.created.micros().saturating_add(span.round() as i64))
    }
}
