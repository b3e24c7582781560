//! Checks the audience one contact at a time. Keeps counts and a few samples, not the contacts.

use crate::{
    json,
    model::{
        FindingCode, LabelId,
        finding::SampleContact,
        label::{ContactLabel, NOT_TO_CALL},
    },
    phone::{PhoneNumberSet, dialed, is_e164},
    preflight::{
        draft::{ADDITIONS, Draft, EXCLUDED, EXCLUDED_LABELS, LABELS},
        finding::{self, Findings, SAMPLE},
        gap::Gap,
        hours::AudienceHours,
        message::Script,
        tally::Tally,
    },
    schema::{Digits, elements, members},
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
    warned: [Label; 3],
    without_number: Tally,
    not_e164: Tally,
    repeated: Tally,
    /// The numbers of the contacts that are called.
    numbers: PhoneNumberSet,
    /// The numbers whose first contact another fix may exclude.
    doubtful: PhoneNumberSet,
    /// The numbers whose first contact has them in another form than E.164.
    malformed: PhoneNumberSet,
    /// Whether one of the repeated numbers is doubtful. To exclude its other contacts, too, could leave nobody to call there.
    repeats_doubtful: bool,
    gaps: Vec<Gap>,
    hours: Option<Box<dyn AudienceHours>>,
    /// Whether a contact was called before it was known that nobody should be called at its number.
    called_before: bool,
    pass: Pass,
}

/// A contact's phone number.
struct ContactNumber {
    /// What it can stand for, in E.164 format if that can be told.
    numbers: [String; 2],
    /// Whether the contact has it in that format.
    is_e164: bool,
    /// Whether a fix may exclude the contact, because no such number is likely to exist.
    improbable: bool,
}

/// Which contacts are added, and why.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// The audience.
    First,
    /// Contacts whom the API skips, in the audience or not: nobody should be called at their numbers.
    OptOuts,
    /// The audience again, only to name those who have the number of a contact that the API skips.
    Again,
}

/// A system label that contacts should not have, and the contacts that have it.
struct Label {
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
            warned: warned(),
            without_number: Tally::default(),
            not_e164: Tally::default(),
            repeated: Tally::default(),
            numbers: PhoneNumberSet::default(),
            doubtful: PhoneNumberSet::default(),
            malformed: PhoneNumberSet::default(),
            repeats_doubtful: false,
            hours: None,
            called_before: false,
            pass: Pass::First,
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

    /// Adds a contact, which is validated JSON.
    pub fn add(&mut self, contact: &str) {
        let person = Recipient::read(contact);
        if self.pass != Pass::OptOuts
            && !self.excluded.is_empty()
            && let Some(id) = json::text(person.id)
            && self.excluded.binary_search(&id.to_ascii_lowercase()).is_ok()
        {
            return;
        }
        let (has, skipped) = self.labels_of(&person);
        if self.pass != Pass::First {
            if self.pass == Pass::OptOuts {
                self.block(&person, has);
            } else if let Some(number) = person.number().filter(|_| !skipped) {
                self.look_for_blocked(&person, &self.meant(number), has);
            }
            return;
        }
        self.total += 1;
        if self.sample.len() < SAMPLE {
            let message = self.message.as_ref().map(|message| message.render(&person).text);
            self.sample.extend(person.sample().map(|sample| SampleContact { message, ..sample }));
        }
        for (label, _) in self.warned.iter_mut().zip(has).filter(|(_, has)| *has) {
            label.carriers.add(&person);
        }
        self.block(&person, has);
        let Some(ContactNumber { numbers, is_e164, improbable }) = self.look_at_number(&person, skipped)
        else {
            return;
        };
        if skipped {
            return;
        }
        self.look_for_blocked(&person, &numbers, has);
        let faulty = self.look_at_message(&person) || improbable;
        self.look_for_others(&person, &numbers, has.contains(&true) || faulty, is_e164);
    }

    /// Has the next contacts count as those whom the API skips.
    pub fn begin_opt_outs(&mut self) {
        self.pass = Pass::OptOuts;
    }

    /// Remembers the numbers of a contact that are not to be called because it has these labels.
    fn block(&mut self, person: &Recipient<'_>, has: [bool; 3]) {
        if !has.contains(&true) {
            return;
        }
        for (place, number) in [person.number(), person.whatsapp_number()].into_iter().enumerate() {
            for number in number.map(|number| self.meant(number)).iter().flatten() {
                for (label, has) in self.warned.iter_mut().zip(has) {
                    if has && place < label.blocks {
                        self.called_before |= label.numbers.insert(number) && self.numbers.contains(number);
                    }
                }
            }
        }
    }

    /// Returns whether to read the audience again: to name contacts who were called before it was known that nobody should be
    /// called at their numbers. To remember each contact until then would take too much memory.
    pub fn starts_again(&mut self) -> bool {
        let starts = self.called_before && self.pass != Pass::Again;
        if starts {
            self.pass = Pass::Again;
            self.warned.iter_mut().for_each(|label| label.sharers = Tally::default());
        }
        starts
    }

    /// Returns which of the labels in `warned` the contact has, and whether the API skips the contact for one of them: a label of
    /// the user's own may be spelled like a system label, but for its case.
    fn labels_of(&mut self, person: &Recipient<'_>) -> ([bool; 3], bool) {
        let (mut found, mut skipped) = ([false; 3], false);
        for label in elements(person.labels) {
            let (mut id, mut name, mut is_system) = (None, String::new(), false);
            for member in members(label, ContactLabel::OBJECT) {
                match member.field.name {
                    "id" => id = member.text().and_then(LabelId::new),
                    "name" => name = member.text().unwrap_or_default(),
                    "is_system" => is_system = member.json == "true",
                    _ => {}
                }
            }
            let mut labels = self.warned.iter_mut().zip(&mut found);
            let Some((warned, found)) = labels.find(|(warned, _)| name.eq_ignore_ascii_case(warned.name))
            else {
                continue;
            };
            *found = true;
            skipped |= warned.blocks > 0 && (is_system || name == warned.name);
            if let Some(id) = id
                && !warned.ids.contains(&id)
            {
                warned.ids.push(id);
            }
        }
        (found, skipped)
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
        let improbable = self.hours.as_mut().is_some_and(|hours| hours.add(person, called));
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
        Some(ContactNumber { numbers: self.meant(number), is_e164, improbable })
    }

    /// Looks for another contact with the same number, and with a label that this one does not have. The API would skip that
    /// contact, and call this one.
    fn look_for_blocked(&mut self, person: &Recipient<'_>, numbers: &[String; 2], has: [bool; 3]) {
        for (label, has) in self.warned.iter_mut().zip(has) {
            if !has && numbers.iter().any(|number| label.numbers.contains(number)) {
                label.sharers.add(person);
            }
        }
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

    /// Looks for another contact with the same number. The fix keeps the first of them, unless that one is `doubtful`: then
    /// the fix of another finding may exclude it. Nor does it keep a number in another form than E.164 instead of one in E.164.
    fn look_for_others(
        &mut self,
        person: &Recipient<'_>,
        numbers: &[String; 2],
        doubtful: bool,
        is_e164: bool,
    ) {
        let [one, other] = numbers.each_ref().map(|number| self.numbers.insert(number));
        let is_repeated = !one || !other;
        for (number, is_new) in numbers.iter().zip([one, other]) {
            if !is_new {
                self.repeats_doubtful |=
                    self.doubtful.contains(number) || is_e164 && self.malformed.contains(number);
            } else if doubtful || is_repeated {
                // Whoever repeats one number may be excluded, also where the other one is new.
                self.doubtful.insert(number);
            } else if !is_e164 {
                self.malformed.insert(number);
            }
        }
        if is_repeated {
            self.repeated.add(person);
        }
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
        for Label { carriers, code, clauses, ids, sharers, sharer_clauses, .. } in &self.warned {
            let [label, _] = EXCLUDED_LABELS;
            let fix = if ids.is_empty() {
                String::new()
            } else {
                finding::add(label, ids.iter().map(LabelId::as_str))
            };
            carriers.report(findings, *code, label, *clauses, &fix);
            sharers.report(findings, *code, EXCLUDED, *sharer_clauses, &sharers.exclusion_fix());
        }
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
        let clauses = [
            "has the same phone number as another contact, which may be called twice. Exclude one of them.",
            "have the same phone numbers as other contacts, which may be called more than once. Exclude them.",
        ];
        let fix = if self.repeats_doubtful { String::new() } else { self.repeated.exclusion_fix() };
        self.repeated.report(findings, FindingCode::NumberRepeated, EXCLUDED, clauses, &fix);
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

fn warned() -> [Label; 3] {
    let [dnc, invalid_number, unreachable] = NOT_TO_CALL;
    let label = |name, code, blocks, clauses, sharer_clauses| Label {
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
    [
        label(
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
            unreachable,
            FindingCode::ContactUnreachable,
            0,
            [
                "could not be reached before (label unreachable). Exclude the label.",
                "could not be reached before (label unreachable). Exclude the label.",
            ],
            ["", ""],
        ),
    ]
}
