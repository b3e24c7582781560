//! How many contacts a finding is about, and a few of them: never all.

use crate::{
    model::{FindingCode, finding::SampleContact},
    preflight::{
        finding::{self, Findings},
        words,
    },
    schema::Digits,
    template::Recipient,
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
    pub fn add(&mut self, person: &Recipient<'_>) {
        self.count += 1;
        if self.first.len() < FIXABLE {
            self.first.extend(person.sample());
        }
    }

    /// One of these, by whether it is one contact.
    pub fn verb<'a>(&self, one: &'a str, more: &'a str) -> &'a str {
        if self.count == 1 { one } else { more }
    }

    /// Adds the finding, if anybody was counted: `3 contacts (Ada, Bob and Eve)`, and these pieces of the rest.
    pub fn found(&self, findings: &mut Findings, code: FindingCode, field: &str, rest: &[&str], fix: &str) {
        if self.count > 0 {
            let words = words::contacts(self.count, &self.first);
            let message = [&[&words, " "], rest].concat();
            findings.add_with(code, field, &message, &self.contacts(), fix);
        }
    }

    /// The contacts, as JSON for a finding.
    pub fn contacts(&self) -> String {
        ["{\"count\":", &self.count.digits(), ",\"sample\":", &finding::sample(&self.first), "}"].concat()
    }

    /// A fix that leaves these contacts out, if they are few; empty otherwise.
    pub fn left_out(&self) -> String {
        if self.first.len() as u64 == self.count && self.count > 0 {
            finding::add("exclude_contact_ids", self.first.iter().map(|contact| contact.id.as_str()))
        } else {
            String::new()
        }
    }
}
