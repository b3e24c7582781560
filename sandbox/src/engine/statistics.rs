use schemars::JsonSchema;
use serde::Serialize;

/// The result of calling a contact, as statistics count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// A person answered.
    Human,
    /// A voice mailbox or a fax answered.
    Machine,
    /// AMD could not tell who answered.
    Unknown,
    /// Nobody answered.
    NoAnswer,
}

/// A campaign's calls by who answered. Of the calls to one contact, only the latest with a result counts.
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
    /// How many contacts are called in all.
    pub total: u32,
}

impl Statistics {
    /// Returns the number of contacts that have a result.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.human + self.machine + self.unknown + self.no_answer
    }

    /// Counts a contact's latest result in place of its earlier one.
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
