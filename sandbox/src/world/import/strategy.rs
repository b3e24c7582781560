use std::collections::HashMap;

use super::{DuplicatedStrategy, Outcome, file::Row};
use crate::{
    moment::Moment,
    world::{
        contact::Contact, contact_details::ContactDetails, label::DUPLICATE, labelling::LabelDetails,
        workspace::Workspace,
    },
};

/// What rows are looked up by while they are taken in.
struct Known {
    /// The oldest contact with each number.
    contacts: HashMap<String, usize>,
    /// The label with each name.
    labels: HashMap<String, usize>,
}

impl Workspace {
    /// Makes contacts of rows, or changes those that are known by their numbers. Whoever has no
    /// number is known by the WhatsApp number.
    pub(super) fn take_in_rows(
        &mut self,
        rows: &[Row],
        strategy: DuplicatedStrategy,
        now: Moment,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let mut known = self.known();
        for Row { details, labels } in rows {
            let number = details.phone.as_ref().or(details.whatsapp_phone.as_ref());
            let namesake = number.and_then(|number| known.contacts.get(number)).copied();
            let place = match (namesake, strategy) {
                (Some(place), DuplicatedStrategy::Merge) => {
                    outcome.updated += 1;
                    self.merge(place, details, now)
                }
                (Some(place), DuplicatedStrategy::Replace) => {
                    outcome.updated += 1;
                    self.replace(place, details, now)
                }
                (namesake, _) => {
                    outcome.created += 1;
                    let place = self.add_contact(details, now);
                    if namesake.is_some() {
                        outcome.marked += 1;
                        self.give_label(place, DUPLICATE, &mut known, now);
                    }
                    place
                }
            };
            if let Some(number) = number {
                known.contacts.entry(number.clone()).or_insert(place);
            }
            for label in labels {
                self.give_label(place, label, &mut known, now);
            }
        }
        outcome
    }

    fn known(&self) -> Known {
        let mut contacts = HashMap::with_capacity(self.contacts.places());
        for place in self.contacts.present().iter() {
            let contact = self.contacts.at(place);
            if let Some(number) = contact.phone.as_deref().or(contact.whatsapp_phone.as_deref()) {
                contacts.entry(number.to_owned()).or_insert(place);
            }
        }
        let labels = self.labels.iter().enumerate();
        Known { contacts, labels: labels.map(|(place, label)| (label.view.name.clone(), place)).collect() }
    }

    /// What the row says is taken over; all else stays, as do the labels.
    fn merge(&mut self, place: usize, details: &ContactDetails, now: Moment) -> usize {
        let contact = self.contacts.at_mut(place);
        let mut details = details.clone();
        if let Some(new) = details.field_data {
            let mut fields = contact.fields();
            fields.extend(new);
            details.field_data = Some(fields);
        }
        contact.change(&details, now);
        place
    }

    /// Only the contact's id and the system's labels stay.
    fn replace(&mut self, place: usize, details: &ContactDetails, now: Moment) -> usize {
        let contact = self.contacts.at_mut(place);
        *contact = Contact { created_time: contact.created_time, ..Contact::unknown(contact.id, now) };
        contact.change(details, now);
        self.put_labels(place, &[], false);
        place
    }

    /// Gives a contact the label with a name, which is made if there is none.
    fn give_label(&mut self, contact: usize, name: &str, known: &mut Known, now: Moment) {
        let label = known.labels.get(name).copied().unwrap_or_else(|| {
            let details = LabelDetails { name: Some(name.to_owned()), ..LabelDetails::default() };
            let label = self.push_label(details, now);
            known.labels.insert(name.to_owned(), label);
            label
        });
        self.labels[label].members.insert(contact);
    }
}
