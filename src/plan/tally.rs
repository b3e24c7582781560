//! How many contacts a finding is about, and a few of them: never all.

use crate::{
    model::{
        ContactId, FindingCode,
        finding::{Finding, Fix, SampleContact},
    },
    plan::{person::Person, words},
};

/// Up to so many contacts a fix leaves out one by one. More are no slip, but belong under a label.
const FIXABLE: usize = 25;

/// A count with the first contacts of it.
#[derive(Default)]
pub struct Tally {
    /// How many there are.
    pub count: u64,
    first: Vec<SampleContact>,
}

impl Tally {
    /// Counts a contact.
    pub fn add(&mut self, person: &Person<'_>) {
        self.count += 1;
        if self.first.len() < FIXABLE {
            self.first.extend(person.sample());
        }
    }

    /// The contacts in words: `3 contacts (Ada, Bob and Eve)`.
    pub fn words(&self) -> String {
        words::contacts(self.count, &self.first)
    }

    /// The finding, if anybody was counted. `is` and `are` are the rest of the sentence for one contact and for more.
    pub fn finding(&self, code: FindingCode, field: &str, is: &str, are: &str) -> Option<Finding> {
        let rest = if self.count == 1 { is } else { are };
        let message = [&self.words(), " ", rest].concat();
        (self.count > 0).then(|| Finding::new(code, field, message).about(self.count, &self.first))
    }

    /// A fix that leaves these contacts out, if they are few.
    pub fn left_out(&self) -> Option<Fix> {
        let ids: Vec<ContactId> = self.first.iter().map(|contact| contact.id.clone()).collect();
        (ids.len() as u64 == self.count && !ids.is_empty()).then(|| Fix::without_contacts(ids))
    }
}
