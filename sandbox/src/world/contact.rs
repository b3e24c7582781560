use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::{id::Id, moment::Moment};

/// A person who can be called.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The contact's id.
    pub id: Id,
    /// As its owner wrote it: any script, any punctuation.
    pub name: Box<str>,
    /// Mostly E.164, but not always.
    pub phone: Option<Box<str>>,
    /// E.164.
    pub whatsapp_phone: Option<Box<str>>,
    /// Remarks.
    pub note: &'static str,
    /// The contact fields' values: a JSON object, kept as text, since it is only ever handed on.
    pub field_data: Option<Box<RawValue>>,
    /// When the contact was made.
    pub created_time: Moment,
    /// When it was last changed.
    pub updated_time: Moment,
}

/// All contacts of a workspace, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Contacts {
    rows: Vec<Contact>,
    places: HashMap<Id, usize>,
}

impl Contacts {
    /// An empty table with room for so many.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self { rows: Vec::with_capacity(count), places: HashMap::with_capacity(count) }
    }

    /// Adds a contact, and gives its place.
    pub fn push(&mut self, contact: Contact) -> usize {
        let place = self.rows.len();
        self.places.insert(contact.id, place);
        self.rows.push(contact);
        place
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The contact at a place that [`Contacts::push`] or [`Contacts::place_of`] gave.
    #[must_use]
    pub fn at(&self, place: usize) -> &Contact {
        &self.rows[place]
    }

    /// Where the contact with this id is.
    #[must_use]
    pub fn place_of(&self, id: Id) -> Option<usize> {
        self.places.get(&id).copied()
    }
}

/// Whether a number is E.164: a plus sign, then 7 to 15 digits of which the first is not 0.
#[must_use]
pub fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else { return false };
    (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_e164;

    #[test]
    fn only_a_plus_sign_and_seven_to_fifteen_digits_are_e164() {
        assert!(is_e164("+886912123456"));
        for number in ["", "0912345678", "+0912345678", "+1 415 555 0100", "+123456", "+1234567890123456"] {
            assert!(!is_e164(number), "{number}");
        }
    }
}
