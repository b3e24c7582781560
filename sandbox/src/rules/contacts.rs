use std::collections::HashMap;

use crate::{
    timestamp::Timestamp,
    world::{
        called_contact::CalledContact, contact::Contact, contact_details::ContactDetails,
        workspace::Workspace,
    },
};

impl Workspace {
    /// Creates a contact and returns its index.
    pub fn add_contact(&mut self, details: &ContactDetails, now: Timestamp) -> usize {
        let mut rng = self.rng("contact", self.contacts.slots());
        let mut contact = Contact::unknown(rng.id(), now);
        contact.change(details, now);
        self.contacts.push(contact)
    }

    /// Deletes a contact: it is removed from lists and labels, and no campaign calls it.
    pub fn delete_contact(&mut self, index: usize) {
        for label in &mut self.labels {
            label.members.remove(index);
        }
        self.contacts.delete(index);
    }

    /// Returns the contacts with the given numbers, and creates those that do not exist.
    ///
    /// If several contacts share a number, a blocked one is preferred, so that the number is not called.
    pub(super) fn find_or_create(&mut self, given: &[ContactDetails], now: Timestamp) -> Vec<CalledContact> {
        let mut known = self.indices_by_number(given);
        let mut contacts = Vec::with_capacity(given.len());
        for details in given {
            let Some(phone) = details.phone.as_deref() else { continue };
            let index = match known.get(phone).copied().flatten() {
                Some(index) => index,
                None => self.add_contact(details, now),
            };
            known.insert(phone, Some(index));
            let id = self.contacts.at(index).id;
            let name = details.name.as_deref().unwrap_or_default().into();
            contacts.push(CalledContact { index, id, name, phone: phone.into() });
        }
        contacts
    }

    /// Returns the index of a contact for each of the given numbers, if there is one.
    fn indices_by_number<'n>(&self, given: &'n [ContactDetails]) -> HashMap<&'n str, Option<usize>> {
        let numbers = given.iter().filter_map(|details| details.phone.as_deref());
        let mut indices: HashMap<&str, Option<usize>> = numbers.map(|number| (number, None)).collect();
        let blocked = self.blocked();
        for index in self.contacts.present().iter() {
            let phone = self.contacts.at(index).phone.as_deref();
            if let Some(known) = phone.and_then(|phone| indices.get_mut(phone))
                && (known.is_none() || blocked.contains(index))
            {
                *known = Some(index);
            }
        }
        indices
    }
}
