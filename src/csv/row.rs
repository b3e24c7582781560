//! Checks one row of a file: a contact.

use super::{
    finding::ImportFindings,
    labels::{Labels, is_opt_out, joined},
    number::explain,
};
use crate::{
    hash::Fnv64,
    model::import::ImportFindingCode::{
        self, NameMissing, NumberMissing, NumberNotE164, NumberTwice, OptOutMisspelt,
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
    /// Hashes of the labels' names.
    labels: Vec<u64>,
    wrong: Vec<Wrong>,
}

/// The column with the labels.
const LABELS: &str = "labels";

struct Wrong {
    code: ImportFindingCode,
    column: &'static str,
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
    pub fn add(
        &mut self,
        code: ImportFindingCode,
        column: &'static str,
        message: String,
        fix: Option<String>,
    ) {
        self.wrong.push(Wrong { code, column, message, fix });
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

    /// Adds a comma-separated list of label names.
    pub fn labels(&mut self, field: &str) {
        let names = || field.split(',').map(str::trim).filter(|name| !name.is_empty());
        let has_opted_out = names().any(is_opt_out);
        for name in names() {
            self.labels.push(Fnv64::of(name.as_bytes()));
            if let Some((code, message)) = joined(name)
                && !(has_opted_out && code == OptOutMisspelt)
            {
                self.add(code, LABELS, message, None);
            }
        }
    }

    /// Reports the problems of the row, which began on line `line`.
    pub fn end(self, line: u64, numbers: &mut Numbers, labels: &mut Labels, findings: &mut ImportFindings) {
        if !self.has_name && !self.is_filled {
            return findings.add(NameMissing, line, "The line has nothing but commas: delete it.");
        }
        // Whatever a label is called, the API creates it.
        let is_good = self.has_name && self.wrong.iter().all(|wrong| wrong.column == LABELS);
        for Wrong { code, column, message, fix } in &self.wrong {
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
