//! Counts the contacts that a finding is about, and keeps a few of them.

use crate::{
    model::{FindingCode, finding::SampleContact},
    preflight::{
        draft::EXCLUDED,
        finding::{self, Findings, SAMPLE},
        words,
    },
    schema::Digits,
    template::Recipient,
};

/// The maximum number of contacts that a fix excludes one by one. A larger group should be excluded by a label.
const FIXABLE: usize = 25;

/// A count, and the first contacts counted.
#[derive(Default)]
pub struct Tally {
    /// The number of contacts.
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

    /// Counts a contact whose number is probably wrong, with the number that was probably meant.
    pub fn add_corrected(&mut self, person: &Recipient<'_>, correct: impl FnOnce() -> Option<String>) {
        let before = self.first.len();
        self.add(person);
        if let Some(contact) = self.first.get_mut(before) {
            contact.correction = correct();
        }
    }

    /// Returns `one` if exactly one contact was counted, otherwise `more`.
    pub fn verb<'a>(&self, one: &'a str, more: &'a str) -> &'a str {
        if self.count == 1 { one } else { more }
    }

    /// Adds the finding if any contact was counted. Its message is `3 contacts (Ada, Bob and Eve)`, followed by `rest`.
    pub fn found(&self, findings: &mut Findings, code: FindingCode, field: &str, rest: &[&str], fix: &str) {
        if self.count > 0 {
            let words = self.named();
            let message = [&[words.as_str(), " "], rest].concat();
            findings.add_with(code, field, &message, &self.contacts(), fix);
        }
    }

    /// Adds the finding if any contact was counted, with the clause for one contact or for more.
    pub fn report(
        &self,
        findings: &mut Findings,
        code: FindingCode,
        field: &str,
        [one, more]: [&str; 2],
        fix: &str,
    ) {
        self.found(findings, code, field, &[self.verb(one, more)], fix);
    }

    /// Returns the count with the first names: `3 contacts (Ada, Bob and Eve)`.
    pub fn named(&self) -> String {
        words::contacts(self.count, &self.first)
    }

    /// Returns the contacts as JSON for a finding.
    pub fn contacts(&self) -> String {
        let sample = self.first.get(..SAMPLE).unwrap_or(&self.first);
        ["{\"count\":", &self.count.digits(), ",\"sample\":", &finding::sample(sample), "}"].concat()
    }

    /// Returns a fix that excludes these contacts, or an empty string if there are too many of them, or if the number of one can
    /// be corrected.
    pub fn exclusion_fix(&self) -> String {
        let is_complete = self.first.len() as u64 == self.count;
        if is_complete && self.first.iter().all(|contact| contact.correction.is_none()) {
            finding::add(EXCLUDED, self.first.iter().map(|contact| contact.id.as_str()))
        } else {
            String::new()
        }
    }
}
