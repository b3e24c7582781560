use crate::timestamp::Timestamp;

/// A campaign's own clock: it is right when the campaign is created, and runs `speed` times as fast as real time.
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
        // `as` saturates: an absurd speed leads to the first or last time.
        let span = timestamp.micros_since(self.created) as f64 * factor;
        Timestamp::from_micros(self.created.micros().saturating_add(span.round() as i64))
    }
}
