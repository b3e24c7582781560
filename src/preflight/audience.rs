//! Checks the audience one contact at a time. Keeps counts and a few samples, not the contacts.

use crate::{
    json,
    model::{FindingCode, finding::SampleContact},
    phone::{dialed, is_e164},
    preflight::{
        draft::{ADDITIONS, Draft, EXCLUDED, LABELS},
        finding::{self, Findings, SAMPLE},
        gap::Gap,
        hours::AudienceHours,
        message::Script,
        opt_outs::{Labels, OptOuts},
        repeats::{ContactNumber, Repeats},
        tally::Tally,
    },
    schema::Digits,
    template::{Message, Recipient, Value},
};

/// The checks of an audience, fed one contact at a time.
pub struct Audience {
    message: Option<Message>,
    /// Whether the message is an AI agent's greeting.
    is_greeting: bool,
    /// Ids of the contacts that the draft excludes, in lowercase and sorted. They are skipped here because the query leaves out
    /// a list that is too long for a URL.
    excluded: Vec<String>,
    total: u64,
    with_number: u64,
    callable: u64,
    sample: Vec<SampleContact>,
    without_number: Tally,
    not_e164: Tally,
    opt_outs: OptOuts,
    repeats: Repeats,
    gaps: Vec<Gap>,
    hours: Option<Box<dyn AudienceHours>>,
}

impl Audience {
    /// Returns the checks of a draft's audience, before any contact.
    pub fn new(draft: &Draft<'_>) -> Self {
        Self {
            gaps: Vec::new(),
            message: None,
            is_greeting: false,
            excluded: draft.distinct_ids(EXCLUDED),
            total: 0,
            with_number: 0,
            callable: 0,
            sample: Vec::new(),
            without_number: Tally::default(),
            not_e164: Tally::default(),
            opt_outs: OptOuts::default(),
            repeats: Repeats::default(),
            hours: None,
        }
    }

    /// Checks additions even if they are excluded, because they may be called: the API's documents do not say which of the two
    /// lists takes precedence.
    pub fn with_additions(mut self, draft: &Draft<'_>) -> Self {
        let additions = draft.distinct_ids(ADDITIONS);
        self.excluded.retain(|id| additions.binary_search(id).is_err());
        self
    }

    /// Checks what each contact would hear, too.
    pub fn with_script(mut self, script: &Script<'_>) -> Self {
        if script.says_something() {
            let message = script.message();
            self.gaps = message.asked.iter().map(|asked| Gap::new(asked.key(), asked.sign)).collect();
            self.message = Some(message);
            self.is_greeting = script.is_greeting;
        }
        self
    }

    /// Checks calling hours, too.
    pub fn with_hours(mut self, hours: Option<Box<dyn AudienceHours>>) -> Self {
        self.hours = hours;
        self
    }

    /// Returns the calling hours checks.
    pub fn hours(&self) -> Option<&dyn AudienceHours> {
        self.hours.as_deref()
    }

    /// Adds a contact of the audience, which is validated JSON.
    pub fn add(&mut self, contact: &str) {
        let person = Recipient::read(contact);
        if self.is_excluded(&person) {
            return;
        }
        let labels = self.opt_outs.labels_of(&person);
        self.total += 1;
        if self.sample.len() < SAMPLE {
            let message = self.message.as_ref().map(|message| message.render(&person).text);
            self.sample.extend(person.sample().map(|sample| SampleContact { message, ..sample }));
        }
        self.opt_outs.add_carrier(&person, labels);
        self.block(&person, labels);
        let Some(number) = self.look_at_number(&person, labels.is_skipped) else { return };
        if labels.is_skipped {
            return;
        }
        self.opt_outs.add_sharer(&person, &number.numbers, labels);
        let is_doubtful = self.look_at_message(&person) || number.is_improbable || labels.any();
        self.repeats.add(&person, &number, is_doubtful);
    }

    /// Adds a contact whom the API skips, in the audience or not: nobody should be called at its numbers.
    pub fn add_opt_out(&mut self, contact: &str) {
        let person = Recipient::read(contact);
        let labels = self.opt_outs.labels_of(&person);
        self.block(&person, labels);
    }

    /// Returns whether each contact of the audience is to be added again, by `look_again`: to name those who were called before it
    /// was known that nobody should be called at their numbers. To remember each contact until then would take too much memory.
    pub fn starts_again(&mut self) -> bool {
        self.opt_outs.starts_again()
    }

    /// Looks at a contact of the audience again: whether it has the number of one that the API skips.
    pub fn look_again(&mut self, contact: &str) {
        let person = Recipient::read(contact);
        if self.is_excluded(&person) {
            return;
        }
        let labels = self.opt_outs.labels_of(&person);
        if let Some(number) = person.number().filter(|_| !labels.is_skipped) {
            let numbers = self.meant(number);
            self.opt_outs.add_sharer(&person, &numbers, labels);
        }
    }

    /// Returns whether the draft excludes a contact that was read nevertheless.
    fn is_excluded(&self, person: &Recipient<'_>) -> bool {
        !self.excluded.is_empty()
            && json::text(person.id)
                .is_some_and(|id| self.excluded.binary_search(&id.to_ascii_lowercase()).is_ok())
    }

    /// Remembers the numbers of a contact that are not to be called because of its labels.
    fn block(&mut self, person: &Recipient<'_>, labels: Labels) {
        if labels.any() {
            let numbers = [person.number(), person.whatsapp_number()];
            let numbers = numbers.map(|number| number.map(|number| self.meant(number)));
            self.opt_outs.block(labels, &numbers, |number| self.repeats.is_called(number));
        }
    }

    /// Returns the number that is probably called, in E.164 format if that can be told, and another one if it can be either. The
    /// second is empty otherwise. A number in that format can be wrong, too: with a zero that is dialed only within its country.
    fn meant(&self, number: String) -> [String; 2] {
        let meant = self.hours.as_ref().and_then(|hours| hours.meant(dialed(&number)));
        meant.unwrap_or_else(|| [number, String::new()])
    }

    /// Looks at the contact's number, if there is one. `skipped` tells whether the contact is not called.
    fn look_at_number(&mut self, person: &Recipient<'_>, skipped: bool) -> Option<ContactNumber> {
        let number = person.number();
        let called = number.as_deref().filter(|_| !skipped);
        let is_improbable = self.hours.as_mut().is_some_and(|hours| hours.add(person, called));
        let Some(number) = number else {
            self.without_number.add(person);
            return None;
        };
        self.with_number += 1;
        let is_e164 = is_e164(&number);
        if !is_e164 {
            let hours = &self.hours;
            self.not_e164.add_corrected(person, || hours.as_ref()?.correction(&number));
        }
        self.callable += u64::from(!skipped);
        Some(ContactNumber { numbers: self.meant(number), is_e164, is_improbable })
    }

    /// Returns whether the contact has a value for which a fix may exclude it.
    fn look_at_message(&mut self, person: &Recipient<'_>) -> bool {
        let Some(message) = &self.message else { return false };
        let mut faulty = false;
        for (gap, value) in self.gaps.iter_mut().zip(message.values(person)) {
            match value {
                Value::Placeholder => {
                    gap.missing.add(person);
                    faulty = true;
                }
                Value::Nothing(_) => gap.empty.add(person),
                Value::Text(text) => faulty |= gap.look(&text, person),
            }
        }
        faulty
    }

    /// Returns the number of contacts that are called: those with a phone number and without a label that the API skips.
    pub fn callable(&self) -> u64 {
        self.callable
    }

    /// Adds the findings, and returns the summary as JSON. `complete` tells whether all contacts were added.
    pub fn finish(&self, complete: bool, findings: &mut Findings) -> String {
        if self.callable == 0 && complete {
            self.empty(findings);
        }
        self.opt_outs.report(findings);
        self.numbers_found(findings);
        for gap in &self.gaps {
            gap.found(self.callable, self.is_greeting, findings);
        }
        let complete = if complete { "true" } else { "false" };
        let (total, numbers, callable) =
            (self.total.digits(), self.with_number.digits(), self.callable.digits());
        let counts =
            ["{\"total\":", &total, ",\"withNumber\":", &numbers, ",\"callable\":", &callable].concat();
        let mut summary =
            [&counts, ",\"complete\":", complete, ",\"sample\":", &finding::sample(&self.sample)].concat();
        if let Some(hours) = &self.hours {
            hours.found(findings);
            summary.extend([",\"hours\":", &hours.summary()]);
        }
        summary.push('}');
        summary
    }

    fn numbers_found(&self, findings: &mut Findings) {
        let clauses = [
            "has no phone number and will not be called. Add the number.",
            "have no phone number and will not be called. Add the numbers.",
        ];
        self.without_number.report(findings, FindingCode::ContactWithoutNumber, LABELS, clauses, "");
        let clauses = [
            "has a phone number that is not E.164, such as +12345678900, and may not be reached. Correct the number.",
            "have phone numbers that are not E.164, such as +12345678900, and may not be reached. Correct the numbers.",
        ];
        self.not_e164.report(findings, FindingCode::NumberNotE164, LABELS, clauses, "");
        self.repeats.report(findings);
    }

    /// Returns the number of contacts.
    pub fn total(&self) -> u64 {
        self.total
    }

    fn empty(&self, findings: &mut Findings) {
        let message = if self.total == 0 {
            "No contact matches this selection, so nobody would be called. Select other labels, or exclude fewer."
        } else if self.with_number == 0 {
            "None of the selected contacts has a phone number, so nobody would be called. Add the numbers, or select others."
        } else {
            "Every selected contact with a phone number has the label DNC or invalid number, so nobody would be called. Select others."
        };
        findings.add(FindingCode::AudienceEmpty, LABELS, &[message]);
    }
}
