//! Finds the contacts whom nobody should call: those with a label that says so, and those who have the number of one.

use crate::{
    model::{
        FindingCode, LabelId,
        label::{ContactLabel, NOT_TO_CALL},
    },
    phone::PhoneNumberSet,
    preflight::{
        draft::{EXCLUDED, EXCLUDED_LABELS},
        finding::{self, Findings},
        tally::Tally,
    },
    schema::{elements, members},
    template::Recipient,
};

/// The labels with which contacts should not be called, with the contacts who have them or share a number with one of those.
pub struct OptOuts {
    labels: [OptOutLabel; 3],
    /// Whether a contact was called before it was known that nobody should be called at its number.
    called_before: bool,
}

/// Which of these labels a contact has.
#[derive(Clone, Copy, Default)]
pub struct Labels {
    /// The `bit` of each of them.
    bits: u8,
    /// Whether the API skips the contact because of one of them.
    pub is_skipped: bool,
}

/// A system label that contacts should not have, and the contacts that have it.
struct OptOutLabel {
    bit: u8,
    name: &'static str,
    code: FindingCode,
    /// What the finding says about one of its carriers, or about more.
    clauses: [&'static str; 2],
    /// How many of its carriers' numbers are not to be called: none, the phone number, or the WhatsApp number, too.
    blocks: usize,
    /// Its ids. Normally one, but the API does not promise that.
    ids: Vec<LabelId>,
    carriers: Tally,
    /// The carriers' numbers that are not to be called.
    numbers: PhoneNumberSet,
    /// The contacts who are called at one of these numbers.
    sharers: Tally,
    /// What the finding says about one of the sharers, or about more.
    sharer_clauses: [&'static str; 2],
}

impl Labels {
    /// Returns whether the contact has any of the labels.
    pub fn any(self) -> bool {
        self.bits != 0
    }

    fn has(self, label: &OptOutLabel) -> bool {
        self.bits & label.bit != 0
    }
}

impl OptOuts {
    /// Returns which of the labels a contact has. The API skips a contact for a system label. A label of the user's own may be
    /// spelled like one, but for its case.
    pub fn labels_of(&mut self, person: &Recipient<'_>) -> Labels {
        let mut found = Labels::default();
        for label in elements(person.labels) {
            let (mut id, mut name, mut is_system) = (None, String::new(), false);
            for member in members(label, ContactLabel::OBJECT) {
                match member.field.name {
                    ContactLabel::ID => id = member.text().and_then(LabelId::new),
                    ContactLabel::NAME => name = member.text().unwrap_or_default(),
                    ContactLabel::IS_SYSTEM => is_system = member.json == "true",
                    _ => {}
                }
            }
            let Some(label) = self.labels.iter_mut().find(|label| name.eq_ignore_ascii_case(label.name))
            else {
                continue;
            };
            found.bits |= label.bit;
            found.is_skipped |= label.blocks > 0 && (is_system || name == label.name);
            if let Some(id) = id
                && !label.ids.contains(&id)
            {
                label.ids.push(id);
            }
        }
        found
    }

    /// Counts a contact of the audience for each of its labels.
    pub fn add_carrier(&mut self, person: &Recipient<'_>, labels: Labels) {
        for label in self.labels.iter_mut().filter(|label| labels.has(label)) {
            label.carriers.add(person);
        }
    }

    /// Remembers the numbers of a contact that are not to be called because of its labels. `numbers` are what its phone number and
    /// its WhatsApp number can stand for. `is_called` tells whether a contact is called at a number.
    pub fn block(
        &mut self,
        labels: Labels,
        numbers: &[Option<[String; 2]>; 2],
        is_called: impl Fn(&str) -> bool,
    ) {
        for label in self.labels.iter_mut().filter(|label| labels.has(label)) {
            for number in numbers.iter().take(label.blocks).flatten().flatten() {
                self.called_before |= label.numbers.insert(number) && is_called(number);
            }
        }
    }

    /// Counts a contact who is called at the number of another one that has a label which this one does not have: the API would
    /// skip that contact, and call this one.
    pub fn add_sharer(&mut self, person: &Recipient<'_>, numbers: &[String; 2], labels: Labels) {
        for label in self.labels.iter_mut().filter(|label| !labels.has(label)) {
            if numbers.iter().any(|number| label.numbers.contains(number)) {
                label.sharers.add(person);
            }
        }
    }

    /// Returns whether contacts were called before it was known that nobody should be called at their numbers. Then the sharers
    /// are counted from the beginning.
    pub fn starts_again(&mut self) -> bool {
        let starts = std::mem::take(&mut self.called_before);
        if starts {
            self.labels.iter_mut().for_each(|label| label.sharers = Tally::default());
        }
        starts
    }

    /// Adds the findings.
    pub fn report(&self, findings: &mut Findings) {
        for OptOutLabel { carriers, code, clauses, ids, sharers, sharer_clauses, .. } in &self.labels {
            let [label, _] = EXCLUDED_LABELS;
            let fix = if ids.is_empty() {
                String::new()
            } else {
                finding::add(label, ids.iter().map(LabelId::as_str))
            };
            carriers.report(findings, *code, label, *clauses, &fix);
            sharers.report(findings, *code, EXCLUDED, *sharer_clauses, &sharers.exclusion_fix());
        }
    }
}

impl Default for OptOuts {
    fn default() -> Self {
        let [dnc, invalid_number, unreachable] = NOT_TO_CALL;
        let label = |bit, name, code, blocks, clauses, sharer_clauses| OptOutLabel {
            bit,
            name,
            code,
            clauses,
            blocks,
            ids: Vec::new(),
            carriers: Tally::default(),
            numbers: PhoneNumberSet::default(),
            sharers: Tally::default(),
            sharer_clauses,
        };
        let labels = [
            label(
                1,
                dnc,
                FindingCode::ContactDnc,
                2,
                [
                    "has opted out of calls (label DNC). Exclude the label.",
                    "have opted out of calls (label DNC). Exclude the label.",
                ],
                [
                    "has the number of a contact who has opted out of calls (label DNC). Exclude this contact, too.",
                    "have the numbers of contacts who have opted out of calls (label DNC). Exclude these contacts, too.",
                ],
            ),
            label(
                2,
                invalid_number,
                FindingCode::ContactInvalidNumber,
                1,
                [
                    "has a number that does not work (label invalid number). Exclude the label.",
                    "have numbers that do not work (label invalid number). Exclude the label.",
                ],
                [
                    "has a number that does not work (label invalid number of another contact). Exclude this contact, too.",
                    "have numbers that do not work (label invalid number of other contacts). Exclude these contacts, too.",
                ],
            ),
            label(
                4,
                unreachable,
                FindingCode::ContactUnreachable,
                0,
                [
                    "could not be reached before (label unreachable). Exclude the label.",
                    "could not be reached before (label unreachable). Exclude the label.",
                ],
                ["", ""],
            ),
        ];
        Self { labels, called_before: false }
    }
}
