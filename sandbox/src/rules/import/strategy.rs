use std::collections::HashMap;

use super::file::Row;
use crate::{
    rules::labeling::LabelDetails,
    timestamp::Timestamp,
    world::{
        contact::Contact,
        contact_details::ContactDetails,
        import::{DuplicatedStrategy, Outcome},
        label::DUPLICATE,
        workspace::Workspace,
    },
};

/// The contacts and labels that rows are matched with, by index.
struct Known {
    /// The oldest contact with each number.
    contacts: HashMap<String, usize>,
    /// The label with each name.
    labels: HashMap<String, usize>,
}

impl Workspace {
    /// Creates contacts from rows, or updates those with the same number. Rows without a number are matched by the
    /// WhatsApp number.
    pub(super) fn import_rows(
        &mut self,
        rows: &[Row],
        strategy: DuplicatedStrategy,
        now: Timestamp,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let mut known = self.known();
        for Row { details, labels } in rows {
            let number = details.phone.as_ref().or(details.whatsapp_phone.as_ref());
            let namesake = number.and_then(|number| known.contacts.get(number)).copied();
            let index = match (namesake, strategy) {
                (Some(index), DuplicatedStrategy::Merge) => {
                    outcome.updated += 1;
                    self.merge(index, details, now)
                }
                (Some(index), DuplicatedStrategy::Replace) => {
                    outcome.updated += 1;
                    self.replace(index, details, now)
                }
                (namesake, _) => {
                    outcome.created += 1;
                    let index = self.add_contact(details, now);
                    if namesake.is_some() {
                        outcome.marked += 1;
                        self.give_label(index, DUPLICATE, &mut known, now);
                    }
                    index
                }
            };
            if let Some(number) = number {
                known.contacts.entry(number.clone()).or_insert(index);
            }
            for label in labels {
                self.give_label(index, label, &mut known, now);
            }
        }
        outcome
    }

    fn known(&self) -> Known {
        let mut contacts = HashMap::with_capacity(self.contacts.slots());
        for index in self.contacts.present().iter() {
            let contact = self.contacts.at(index);
            if let Some(number) = contact.phone.as_deref().or(contact.whatsapp_phone.as_deref()) {
                contacts.entry(number.to_owned()).or_insert(index);
            }
        }
        let labels = self.labels.iter().enumerate();
        Known { contacts, labels: labels.map(|(index, label)| (label.view.name.clone(), index)).collect() }
    }

    /// Merges a row into a contact: its values replace the contact's. Other values and all labels stay.
    fn merge(&mut self, index: usize, details: &ContactDetails, now: Timestamp) -> usize {
        let contact = self.contacts.at_mut(index);
        let mut details = details.clone();
        if let Some(new) = details.field_data {
            let mut fields = contact.fields();
            fields.extend(new);
            details.field_data = Some(fields);
        }
        contact.change(&details, now);
        index
    }

    /// Replaces a contact with a row. Only the contact's id, creation time and system labels stay.
    fn replace(&mut self, index: usize, details: &ContactDetails, now: Timestamp) -> usize {
        let contact = self.contacts.at_mut(index);
        *contact = Contact { created_time: contact.created_time, ..Contact::unknown(contact.id, now) };
        contact.change(details, now);
        self.put_labels(index, &[], false);
        index
    }

    /// Adds the label with a name to a contact. Creates the label if it does not exist.
    fn give_label(&mut self, contact: usize, name: &str, known: &mut Known, now: Timestamp) {
        let label = known.labels.get(name).copied().unwrap_or_else(|| {
            let details = LabelDetails { name: Some(name.to_owned()), ..LabelDetails::default() };
            let label = self.push_label(details, now);
            known.labels.insert(name.to_owned(), label);
            label
        });
        self.labels[label].members.insert(contact);
    }
}
