//! Counts the outcomes of callers.

/// The outcomes of callers, counted.
#[derive(Default, Debug, Clone, Copy)]
pub struct Tally {
    pub created: u64,
    pub found: u64,
    pub unconfirmed: u64,
    pub refused: u64,
    pub aborted: u64,
    pub killed: u64,
    /// Outcomes that name more than one campaign.
    pub twice: u64,
    /// Errors that name a campaign that was deleted.
    pub missing: u64,
    /// Creates other than a ticket's first, including those after a 429.
    pub again: u64,
    /// Tickets for which more than one create made a campaign.
    pub doubled: u64,
    /// Errors that wrongly state that no campaign exists.
    pub mistaken: u64,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.created += other.created;
        self.found += other.found;
        self.unconfirmed += other.unconfirmed;
        self.refused += other.refused;
        self.aborted += other.aborted;
        self.killed += other.killed;
        self.twice += other.twice;
        self.missing += other.missing;
        self.again += other.again;
        self.doubled += other.doubled;
        self.mistaken += other.mistaken;
    }

    /// Returns the count of the rarest outcome that every run must include.
    pub fn rarest(&self) -> u64 {
        let Self { created, found, unconfirmed, refused, aborted, killed, twice, missing, again, .. } = *self;
        [created, found, unconfirmed, refused, aborted, killed, twice, missing, again]
            .into_iter()
            .min()
            .unwrap_or(0)
    }
}
