//! Finds contacts that are called at the same number.

use crate::{
    model::FindingCode,
    phone::PhoneNumberSet,
    preflight::{draft::EXCLUDED, finding::Findings, tally::Tally},
    template::Recipient,
};

/// The contacts with the number of an earlier one.
///
/// The fix keeps the first contact with a number, unless that one is doubtful: then the fix of another finding may exclude it. Nor
/// does it keep a number in another form than E.164 instead of one in E.164.
#[derive(Default)]
pub struct Repeats {
    /// The numbers of the contacts that are called.
    numbers: PhoneNumberSet,
    /// The numbers whose first contact another fix may exclude.
    doubtful: PhoneNumberSet,
    /// The numbers whose first contact has them in another form than E.164.
    malformed: PhoneNumberSet,
    /// Whether one of the repeated numbers is doubtful. To exclude its other contacts, too, could leave nobody to call there.
    repeats_doubtful: bool,
    repeated: Tally,
}

/// A contact's phone number.
pub struct ContactNumber {
    /// What it can stand for, in E.164 format if that can be told.
    pub numbers: [String; 2],
    /// Whether the contact has it in that format.
    pub is_e164: bool,
    /// Whether a fix may exclude the contact, because no such number is likely to exist.
    pub is_improbable: bool,
}

impl Repeats {
    /// Adds a contact that is called. `is_doubtful` tells whether the fix of another finding may exclude it.
    pub fn add(&mut self, person: &Recipient<'_>, number: &ContactNumber, is_doubtful: bool) {
        let ContactNumber { numbers, is_e164, .. } = number;
        let [one, other] = numbers.each_ref().map(|number| self.numbers.insert(number));
        let is_repeated = !one || !other;
        for (number, is_new) in numbers.iter().zip([one, other]) {
            if !is_new {
                self.repeats_doubtful |=
                    self.doubtful.contains(number) || *is_e164 && self.malformed.contains(number);
            } else if is_doubtful || is_repeated {
                // A contact that repeats either number may be excluded by the fix.
                self.doubtful.insert(number);
            } else if !is_e164 {
                self.malformed.insert(number);
            }
        }
        if is_repeated {
            self.repeated.add(person);
        }
    }

    /// Returns whether a contact is called at this number.
    pub fn is_called(&self, number: &str) -> bool {
        self.numbers.contains(number)
    }

    /// Adds the finding.
    pub fn report(&self, findings: &mut Findings) {
        let clauses = [
            "has the same phone number as another contact, which may be called twice. Exclude one of them.",
            "have the same phone numbers as other contacts, which may be called more than once. Exclude them.",
        ];
        let fix = if self.repeats_doubtful { String::new() } else { self.repeated.exclusion_fix() };
        self.repeated.report(findings, FindingCode::NumberRepeated, EXCLUDED, clauses, &fix);
    }
}
