use schemars::JsonSchema;
use serde::Serialize;

/// What became of somebody: the four results that statistics tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// A person.
    Human,
    /// A voice mailbox or a fax.
    Machine,
    /// AMD could not tell.
    Unknown,
    /// Nobody.
    NoAnswer,
}

/// How many people a campaign has reached, by the latest result of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AutoDialerCampaignStatistics")]
pub struct Statistics {
    /// A person answered.
    pub human: u32,
    /// A machine answered.
    pub machine: u32,
    /// AMD could not tell who answered.
    pub unknown: u32,
    /// Nobody answered.
    pub no_answer: u32,
    /// How many are to be called in all.
    pub total: u32,
}

impl Statistics {
    /// How many people have a result.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.human + self.machine + self.unknown + self.no_answer
    }

    /// Counts a result, in place of the same person's earlier one.
    pub fn count(&mut self, earlier: Option<Bucket>, latest: Bucket) {
        if let Some(earlier) = earlier {
            let counter = self.counter(earlier);
            *counter = counter.saturating_sub(1);
        }
        *self.counter(latest) += 1;
    }

    fn counter(&mut self, bucket: Bucket) -> &mut u32 {
        match bucket {
            Bucket::Human => &mut self.human,
            Bucket::Machine => &mut self.machine,
            Bucket::Unknown => &mut self.unknown,
            Bucket::NoAnswer => &mut self.no_answer,
        }
    }
}
