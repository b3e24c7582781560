//! How the stories of callers went.

/// How the stories of callers went.
#[derive(Default, Debug, Clone, Copy)]
pub struct Tally {
    pub created: u64,
    pub found: u64,
    pub unconfirmed: u64,
    pub refused: u64,
    pub aborted: u64,
    pub killed: u64,
    /// Answers that name more than one campaign.
    pub twice: u64,
    /// Creates that were not a ticket's first, those after a 429 included.
    pub again: u64,
    /// Tickets of which more than one create made a campaign.
    pub doubled: u64,
    /// Failures that said "it does not exist" and were wrong.
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
        self.again += other.again;
        self.doubled += other.doubled;
        self.mistaken += other.mistaken;
    }

    /// How often the rarest of what should happen everywhere has happened.
    pub fn rarest(&self) -> u64 {
        let Self { created, found, unconfirmed, refused, aborted, killed, twice, again, .. } = *self;
        [created, found, unconfirmed, refused, aborted, killed, twice, again].into_iter().min().unwrap_or(0)
    }
}
