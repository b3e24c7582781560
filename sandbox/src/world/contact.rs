use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};

use crate::{id::Id, timestamp::Timestamp, world::contact_set::ContactSet};

/// A contact.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The contact's id.
    pub id: Id,
    /// Any string, in any script.
    pub name: Box<str>,
    /// Usually E.164, but not always.
    pub phone: Option<Box<str>>,
    /// E.164.
    pub whatsapp_phone: Option<Box<str>>,
    /// Free text.
    pub note: Box<str>,
    /// Identifiers in other channels, if there are any.
    pub channels: Option<Box<Channels>>,
    /// The values of contact fields: a JSON object, kept as text because it is rarely parsed.
    pub field_data: Option<Box<RawValue>>,
    /// When the contact was created.
    pub created_time: Timestamp,
    /// When it was last changed.
    pub updated_time: Timestamp,
}

/// Identifiers of a contact in other channels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's Contact schema")]
pub struct Channels {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messenger_psid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instagram_psid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_picture_url: Option<String>,
}

impl Contact {
    /// Creates a contact of which only the id is known.
    #[must_use]
    pub fn unknown(id: Id, now: Timestamp) -> Self {
        Self {
            id,
            name: "".into(),
            phone: None,
            whatsapp_phone: None,
            note: "".into(),
            channels: None,
            field_data: None,
            created_time: now,
            updated_time: now,
        }
    }

    /// Returns the values of contact fields.
    #[must_use]
    pub fn fields(&self) -> Map<String, Value> {
        match self.field_data.as_ref().map(|fields| serde_json::from_str(fields.get())) {
            Some(Ok(Value::Object(fields))) => fields,
            _ => Map::new(),
        }
    }
}

/// The contacts of a workspace, in the order in which they were created.
///
/// Labels and campaigns refer to a contact by its index, which never changes. A deleted contact is no longer found,
/// but stays readable for the records of its calls.
#[derive(Debug, Default)]
pub struct Contacts {
    rows: Vec<Contact>,
    by_id: HashMap<Id, usize>,
    present: ContactSet,
}

impl Contacts {
    /// Creates an empty table with this capacity.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self {
            rows: Vec::with_capacity(count),
            by_id: HashMap::with_capacity(count),
            present: ContactSet::default(),
        }
    }

    /// Adds a contact, and returns its index.
    pub fn push(&mut self, contact: Contact) -> usize {
        let index = self.rows.len();
        self.by_id.insert(contact.id, index);
        self.present.insert(index);
        self.rows.push(contact);
        index
    }

    /// Deletes the contact at an index.
    pub fn delete(&mut self, index: usize) {
        self.by_id.remove(&self.rows[index].id);
        self.present.remove(index);
    }

    /// Returns the indices of the contacts that are not deleted.
    #[must_use]
    pub fn present(&self) -> &ContactSet {
        &self.present
    }

    /// Returns how many indices are in use, those of deleted contacts included.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.rows.len()
    }

    /// Returns the contact at an index that [`Contacts::push`] or [`Contacts::index_of`] returned; a deleted one as
    /// it was when it was deleted.
    #[must_use]
    pub fn at(&self, index: usize) -> &Contact {
        &self.rows[index]
    }

    /// Returns the contact at an index for changes. Its id must stay the same.
    pub fn at_mut(&mut self, index: usize) -> &mut Contact {
        &mut self.rows[index]
    }

    /// Returns the index of the contact with this id.
    #[must_use]
    pub fn index_of(&self, id: Id) -> Option<usize> {
        self.by_id.get(&id).copied()
    }
}

/// Returns `true` if a number is E.164: a plus sign and 7 to 15 digits, of which the first is not 0.
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
