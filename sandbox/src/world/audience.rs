use seax_dialer::text::lower;

use crate::{
    id::Id,
    world::{
        contact::{Contact, Contacts},
        contact_set::ContactSet,
        label::Label,
    },
};

/// A filter that selects the contacts that a list returns or a campaign calls.
///
/// It selects the contacts with the given labels, plus the additions, minus the exclusions; of these, it keeps the
/// ones that match the keyword and the number conditions. Without labels and additions, it starts with all contacts;
/// with additions but no labels, it starts with the additions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudienceFilter {
    /// A contact must have all of these labels.
    pub all_labels: Vec<Id>,
    /// A contact must have at least one of these labels.
    pub any_labels: Vec<Id>,
    /// Contacts that are selected regardless of their labels.
    pub additions: Vec<Id>,
    /// Contacts that are excluded, even if they are additions.
    pub excluded_contacts: Vec<Id>,
    /// Contacts with any of these labels are excluded.
    pub excluded_any_labels: Vec<Id>,
    /// Contacts with all of these labels are excluded.
    pub excluded_all_labels: Vec<Id>,
    /// Contacts with any label of these names are excluded.
    pub excluded_label_names: Vec<String>,
    /// A substring of the name or number, case-insensitive.
    pub keyword: String,
    /// A substring of the WhatsApp number.
    pub whatsapp_phone: String,
    /// Only contacts with a WhatsApp number.
    pub whatsapp_phone_only: bool,
    /// Only contacts with a number.
    pub phone_only: bool,
}

impl AudienceFilter {
    /// Returns the contacts that match.
    #[must_use]
    pub fn select(&self, contacts: &Contacts, labels: &[Label]) -> ContactSet {
        let mut selected = self.labeled(contacts, labels);
        selected.unite(&indices_of(&self.additions, contacts));

        selected.subtract(&indices_of(&self.excluded_contacts, contacts));
        selected.subtract(&with_any(&self.excluded_any_labels, labels));
        if !self.excluded_all_labels.is_empty() {
            selected.subtract(&with_all(&self.excluded_all_labels, labels, contacts.present()));
        }
        selected.subtract(&with_any_named(&self.excluded_label_names, labels));

        if self.looks_at_rows() {
            let keyword = Needle::new(&self.keyword);
            let whatsapp_phone = Needle::new(&self.whatsapp_phone);
            selected.retain(|index| self.matches(contacts.at(index), &keyword, &whatsapp_phone));
        }
        selected
    }

    fn labeled(&self, contacts: &Contacts, labels: &[Label]) -> ContactSet {
        let has_label_condition = !self.all_labels.is_empty() || !self.any_labels.is_empty();
        if !has_label_condition && !self.additions.is_empty() {
            return ContactSet::default();
        }
        let mut selected = with_all(&self.all_labels, labels, contacts.present());
        if !self.any_labels.is_empty() {
            selected.intersect(&with_any(&self.any_labels, labels));
        }
        selected
    }

    fn looks_at_rows(&self) -> bool {
        self.whatsapp_phone_only
            || self.phone_only
            || !self.keyword.is_empty()
            || !self.whatsapp_phone.is_empty()
    }

    fn matches(&self, contact: &Contact, keyword: &Needle, whatsapp_phone: &Needle) -> bool {
        let phone = contact.phone.as_deref();
        let whatsapp = contact.whatsapp_phone.as_deref();
        (!self.phone_only || phone.is_some())
            && (!self.whatsapp_phone_only || whatsapp.is_some())
            && (keyword.is_in(&contact.name) || phone.is_some_and(|phone| keyword.is_in(phone)))
            && whatsapp_phone.is_in(whatsapp.unwrap_or_default())
    }
}

fn indices_of(ids: &[Id], contacts: &Contacts) -> ContactSet {
    ids.iter().filter_map(|&id| contacts.index_of(id)).collect()
}

fn with_any(ids: &[Id], labels: &[Label]) -> ContactSet {
    let mut found = ContactSet::default();
    for label in labels.iter().filter(|label| ids.contains(&label.view.id)) {
        found.unite(&label.members);
    }
    found
}

/// Returns the contacts that have all of these labels: all contacts if there are no ids, none if an id is unknown.
fn with_all(ids: &[Id], labels: &[Label], everyone: &ContactSet) -> ContactSet {
    let mut found = everyone.clone();
    for id in ids {
        match labels.iter().find(|label| label.view.id == *id) {
            Some(label) => found.intersect(&label.members),
            None => return ContactSet::default(),
        }
    }
    found
}

/// Returns the contacts that have at least one of the labels with these names.
#[must_use]
pub fn with_any_named<S: AsRef<str>>(names: &[S], labels: &[Label]) -> ContactSet {
    let mut found = ContactSet::default();
    for label in labels {
        if names.iter().any(|name| name.as_ref() == label.view.name) {
            found.unite(&label.members);
        }
    }
    found
}

/// A text to search for, case-insensitively. An empty one is found in every text.
pub struct Needle {
    lowercase: String,
}

impl Needle {
    /// Prepares a text for searching.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { lowercase: text.chars().map(lower).collect() }
    }

    /// Returns `true` if `text` contains it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let needle = self.lowercase.as_bytes();
        if needle.is_empty() {
            return true;
        }
        if text.is_ascii() {
            // Most names and numbers are ASCII, so this compares them without a copy.
            return text.as_bytes().windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle));
        }
        text.chars().map(lower).collect::<String>().contains(&self.lowercase)
    }
}
