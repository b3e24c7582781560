//! Checks the contacts' values for a placeholder of the message.

use crate::{
    model::{FindingCode, draft::DraftFields, finding::Severity},
    preflight::{finding::Findings, message, tally::Tally, words},
    template::{Literal, Recipient, braced, literal_of_contact},
    text::same,
};

/// A placeholder, and the contacts without a usable value for it.
pub struct Gap {
    key: String,
    pub missing: Tally,
    pub empty: Tally,
    /// Contacts whose value has a placeholder, which is read out literally.
    placeholder: Wrong,
    /// Contacts whose value may be read out literally by mistake.
    literal: Wrong,
    /// The sign right before the placeholder, such as `$`; `wordy` tells whether a contact has a value without digits for it.
    sign: Option<char>,
    wordy: bool,
}

/// Contacts whose values have text that is read out literally, and the first such text.
#[derive(Default)]
struct Wrong {
    contacts: Tally,
    text: String,
}

impl Gap {
    /// Returns a placeholder that no contact was looked at for.
    pub fn new(key: &str, sign: Option<char>) -> Self {
        Self {
            key: key.into(),
            missing: Tally::default(),
            empty: Tally::default(),
            placeholder: Wrong::default(),
            literal: Wrong::default(),
            // A sign before `{name}` is reported by the check of the message itself.
            sign: sign.filter(|_| !same(key, "name")),
            wordy: false,
        }
    }

    /// Returns whether the value is read out literally by mistake.
    pub fn look(&mut self, value: &str, person: &Recipient<'_>) -> bool {
        self.wordy |= self.sign.is_some() && !value.bytes().any(|byte| byte.is_ascii_digit());
        let (wrong, text) = match literal_of_contact(value) {
            Some(Literal::Placeholder(text)) => (&mut self.placeholder, text),
            Some(Literal::Lookalike(text) | Literal::None(text) | Literal::Garbled(text)) => {
                (&mut self.literal, text)
            }
            None => return false,
        };
        if wrong.text.is_empty() {
            wrong.text = words::short(text);
        }
        wrong.contacts.add(person);
        true
    }

    /// Adds the findings. `callable` is the number of contacts that were looked at: those that are called.
    pub fn found(&self, callable: u64, is_greeting: bool, findings: &mut Findings) {
        let Self { key, missing, empty, .. } = self;
        let (bare, name) = (braced(key), message::name(is_greeting));
        let placeholder = if is_greeting { [&bare, " in the ", name].concat() } else { bare.clone() };
        if missing.count < callable {
            let clause = [
                missing.verb("has", "have"),
                " no value for ",
                &placeholder,
                " and would hear it read out literally. Add the value, exclude them, or set one value for the whole campaign.",
            ];
            missing.found(
                findings,
                FindingCode::PlaceholderMissing,
                DraftFields::MESSAGE,
                &clause,
                &missing.exclusion_fix(),
            );
        } else if callable > 0 {
            let advice = if key.trim() == key {
                "Correct its spelling, or set one value for the whole campaign."
            } else {
                "Remove the spaces inside the braces."
            };
            let message = [
                "No contact to be called has a value for ",
                &placeholder,
                ", so everyone would hear it read out literally. ",
                advice,
            ];
            findings.add_with(
                FindingCode::PlaceholderMissing,
                DraftFields::MESSAGE,
                &message,
                &missing.contacts(),
                "",
            );
        }
        let clause = [
            empty.verb("has", "have"),
            " an empty value for ",
            &placeholder,
            " and would hear a gap. Add the value.",
        ];
        empty.found(findings, FindingCode::PlaceholderEmpty, DraftFields::MESSAGE, &clause, "");
        let wrong = [(&Severity::Error, &self.placeholder), (&Severity::Warning, &self.literal)];
        for (severity, Wrong { contacts, text }) in wrong {
            if contacts.count == 0 {
                continue;
            }
            let message = [
                &contacts.named(),
                contacts.verb(" has ", " have "),
                text,
                contacts.verb("", " or similar"),
                " as the value for ",
                &placeholder,
                " and would hear it read out literally. Correct the value, or exclude them.",
            ];
            let (code, fix) = (FindingCode::PlaceholderInValue, contacts.exclusion_fix());
            findings.add_as(severity, code, DraftFields::MESSAGE, &message, &contacts.contacts(), &fix);
        }
        if let Some(sign) = self.sign.filter(|_| self.wordy) {
            let sign = String::from(sign);
            let message = [
                "The ",
                name,
                " has ",
                &sign,
                &bare,
                ", but some values are words, so the ",
                &sign,
                " may be read out. Write the placeholder in braces alone: ",
                &bare,
                ".",
            ];
            findings.add(FindingCode::LooksLikePlaceholder, DraftFields::MESSAGE, &message);
        }
    }
}
