//! Checks one row of a file: a contact.

use super::{
    finding::{ImportFindings, shown},
    labels::{Labels, is_opt_out, joined},
    number::explain,
};
use crate::{
    hash::Fnv64,
    model::import::ImportFindingCode::{
        self, LabelsJoined, NameMissing, NumberMissing, NumberNotE164, NumberTwice, OptOutMisspelt,
    },
    phone::{PhoneNumberSet, is_e164},
};

/// How many phone numbers are remembered to find duplicates. The two sets then take up to 24 MB, not counting the old table
/// while one grows: one of 2^21 slots of 8 bytes, which are filled up to three quarters, and one of half as many.
const REMEMBERED: usize = 1_500_000;

/// The current row. Problems with its fields are reported only if it has as many fields as the header.
#[derive(Default)]
pub struct ContactRow {
    pub has_name: bool,
    /// Whether there is a number, valid or not.
    pub has_number: bool,
    /// Whether any field is not blank.
    pub is_filled: bool,
    phone: Option<String>,
    whatsapp: Option<String>,
    /// Whether a label keeps the contact from being called.
    has_opted_out: bool,
    /// Hashes of the labels' names.
    labels: Vec<u64>,
    wrong: Vec<Wrong>,
}

/// The column with the labels.
const LABELS: &str = "labels";
/// The end of the message about an opt-out in another column.
const LOST: &str = "` is not the column `labels`, so this opt-out is lost: put it into that column.";

struct Wrong {
    code: ImportFindingCode,
    column: String,
    message: String,
    fix: Option<String>,
}

/// The numbers so far.
#[derive(Default)]
pub struct Numbers {
    /// The numbers by which the API identifies contacts: the phone number, or the WhatsApp number of a contact without one.
    keys: PhoneNumberSet,
    /// The WhatsApp numbers of contacts with a phone number.
    whatsapp: PhoneNumberSet,
    remembered: usize,
}

impl ContactRow {
    /// Adds a problem with a field.
    pub fn add(&mut self, code: ImportFindingCode, column: &str, message: String, fix: Option<String>) {
        self.wrong.push(Wrong { code, column: column.into(), message, fix });
    }

    /// Adds a field with a number.
    pub fn number(&mut self, column: &'static str, field: &str) {
        if field.is_empty() {
            return;
        }
        self.has_number = true;
        if !is_e164(field) {
            let (message, fix) = explain(column, field);
            return self.add(NumberNotE164, column, message, fix);
        }
        *(if column == "phone" { &mut self.phone } else { &mut self.whatsapp }) = Some(field.into());
    }

    /// Adds a comma-separated list of label names. `lost` is the custom field that it is in: the API does not read it as labels.
    pub fn labels(&mut self, lost: Option<&str>, field: &str) {
        for name in field.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let (has_opted_out, mut wrong) = (is_opt_out(name), joined(name));
            if let Some(column) = lost {
                let is_lost = has_opted_out || wrong.is_some_and(|(code, _)| code == OptOutMisspelt);
                let words = ["`", &shown(column), LOST];
                wrong = is_lost.then(|| (OptOutMisspelt, words.concat()));
            } else {
                self.has_opted_out |= has_opted_out;
                self.labels.push(Fnv64::of(name.as_bytes()));
            }
            if let Some((code, message)) = wrong {
                self.add(code, lost.unwrap_or(LABELS), message, None);
            }
        }
    }

    /// Reports the problems of the row, which began on line `line`.
    pub fn end(self, line: u64, numbers: &mut Numbers, labels: &mut Labels, findings: &mut ImportFindings) {
        if !self.has_name && !self.is_filled {
            return findings.add(NameMissing, line, "The line has nothing but commas: delete it.");
        }
        // Whatever a label is called, the API creates it.
        let is_label = |wrong: &Wrong| matches!(wrong.code, LabelsJoined | OptOutMisspelt);
        let is_good = self.has_name && self.wrong.iter().all(is_label);
        for Wrong { code, column, message, fix } in &self.wrong {
            if self.has_opted_out && *code == OptOutMisspelt {
                continue;
            }
            findings.add_fixable(code.clone(), line, column, message, fix.as_deref());
        }
        // A field that cannot be read may be the name or the number.
        let is_readable = !self.wrong.iter().any(|wrong| wrong.column.is_empty());
        if is_readable && !self.has_name {
            findings.add_fixable(NameMissing, line, "name", "`name` is empty.", None);
        }
        if is_readable && !self.has_number {
            findings.add(NumberMissing, line, "There is no number, so this contact cannot be called.");
        }
        // The API does not create a contact from a row with an error.
        if is_good {
            numbers.add(self.phone.as_deref(), self.whatsapp.as_deref(), line, findings);
            labels.add(&self.labels, line, findings);
        }
    }
}

impl Numbers {
    fn add(&mut self, phone: Option<&str>, whatsapp: Option<&str>, line: u64, findings: &mut ImportFindings) {
        let (key, column) = match (phone, whatsapp) {
            (Some(phone), _) => (phone, "phone"),
            (None, Some(whatsapp)) => (whatsapp, "whatsapp"),
            (None, None) => return,
        };
        if self.remembered >= REMEMBERED {
            return;
        }
        self.remembered += 1;
        if !self.keys.insert(key) {
            let words =
                [key, " occurs earlier in the file: `duplicate_strategy` decides what happens to it."];
            return findings.add_fixable(NumberTwice, line, column, &words.concat(), None);
        }
        let mut shared = |number: &str, column| {
            let words = [number, " occurs earlier in the file: two contacts will have it."];
            findings.add_fixable(NumberTwice, line, column, &words.concat(), None);
        };
        if self.whatsapp.contains(key) {
            shared(key, column);
        }
        if let (Some(_), Some(whatsapp)) = (phone, whatsapp) {
            self.remembered += 1;
            let is_key = whatsapp != key && self.keys.contains(whatsapp);
            if !self.whatsapp.insert(whatsapp) && whatsapp != key || is_key {
                shared(whatsapp, "whatsapp");
            }
        }
    }
}
