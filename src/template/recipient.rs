//! A view of a contact for the checks, which borrows from its JSON.

use crate::{
    json,
    model::{ContactId, contact::Contact, finding::SampleContact},
    schema::members,
};

/// A contact's members, as JSON; empty if absent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recipient<'a> {
    /// The id.
    pub id: &'a str,
    /// The name.
    pub name: &'a str,
    /// The number.
    pub phone: &'a str,
    /// The WhatsApp number.
    pub whatsapp: &'a str,
    /// The custom fields: an object.
    pub fields: &'a str,
    /// The labels: an array.
    pub labels: &'a str,
}

impl<'a> Recipient<'a> {
    /// Reads a validated contact.
    pub fn read(contact: &'a str) -> Self {
        let mut person = Self::default();
        for member in members(contact, Contact::OBJECT) {
            match member.field.name {
                Contact::ID => person.id = member.json,
                Contact::NAME => person.name = member.json,
                Contact::PHONE => person.phone = member.json,
                Contact::WHATSAPP_PHONE => person.whatsapp = member.json,
                Contact::CONTACT_FIELD_DATA => person.fields = member.json,
                Contact::CONTACT_LABELS => person.labels = member.json,
                _ => {}
            }
        }
        person
    }

    /// Returns the number, or `None` if it is absent or blank.
    pub fn number(&self) -> Option<String> {
        number(self.phone)
    }

    /// Returns the WhatsApp number, or `None` if it is absent or blank.
    pub fn whatsapp_number(&self) -> Option<String> {
        number(self.whatsapp)
    }

    /// Returns the id, or `None` if it is malformed: the validation of replies does not check the form of ids.
    pub fn id(&self) -> Option<ContactId> {
        ContactId::new(json::text(self.id)?)
    }

    /// Returns the contact's summary for findings.
    pub fn sample(&self) -> Option<SampleContact> {
        let name = json::text(self.name).unwrap_or_default();
        Some(SampleContact { id: self.id()?, name, phone: self.number(), correction: None, message: None })
    }
}

fn number(json: &str) -> Option<String> {
    json::text(json).filter(|number| !number.trim().is_empty())
}
