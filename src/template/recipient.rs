//! A contact as the checks see one: a few stretches of its JSON, nothing copied.

use crate::{
    json,
    model::{ContactId, contact::Contact, finding::SampleContact},
    schema::members,
};

/// A contact's members, as JSON; empty where they are not there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recipient<'a> {
    /// The id.
    pub id: &'a str,
    /// The name.
    pub name: &'a str,
    /// The number.
    pub phone: &'a str,
    /// The custom fields: an object.
    pub fields: &'a str,
    /// The labels: an array.
    pub labels: &'a str,
}

impl<'a> Recipient<'a> {
    /// Reads a checked contact.
    pub fn read(contact: &'a str) -> Self {
        let mut person = Self::default();
        for member in members(contact, Contact::OBJECT) {
            match member.field.name {
                "id" => person.id = member.json,
                "name" => person.name = member.json,
                "phone" => person.phone = member.json,
                "contact_field_data" => person.fields = member.json,
                "contact_labels" => person.labels = member.json,
                _ => {}
            }
        }
        person
    }

    /// The number; `None` if there is none, or nothing in it.
    pub fn number(&self) -> Option<String> {
        json::text(self.phone).filter(|number| !number.trim().is_empty())
    }

    /// The id. `None` if it is no id after all: replies are not held to that.
    pub fn id(&self) -> Option<ContactId> {
        ContactId::new(json::text(self.id)?)
    }

    /// The contact in short.
    pub fn sample(&self) -> Option<SampleContact> {
        let name = json::text(self.name).unwrap_or_default();
        Some(SampleContact { id: self.id()?, name, phone: self.number(), message: None })
    }
}
