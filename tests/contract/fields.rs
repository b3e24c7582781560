//! The fields of an object, as the vendor's document and the client describe them.

use std::collections::BTreeMap;

/// The fields by name.
#[derive(Debug, Default, Clone)]
pub struct Fields(pub BTreeMap<String, Field>);

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Whether it is required.
    pub required: bool,
    /// Whether it has a default where it is not required.
    pub default: bool,
    /// Its type, in a word that both sides share.
    pub sort: &'static str,
    /// The fields inside of it.
    pub inner: Fields,
}

impl Fields {
    /// Adds a field, or merges it with one of the same name.
    pub fn add(&mut self, name: &str, required: bool, sort: &'static str, inner: Self) {
        let field = Field { required, default: false, sort, inner: Self::default() };
        let field = self.0.entry(name.into()).or_insert(field);
        field.required &= required;
        field.inner.0.extend(inner.0);
    }

    /// Notes that a field has a default.
    pub fn add_default(&mut self, name: &str) {
        if let Some(field) = self.0.get_mut(name) {
            field.default = !field.required;
        }
    }

    /// Returns whether there is a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Reports how these fields, which are those of `side`, differ from the document's.
    pub fn compare(&self, side: &str, there: &Self, operation: &str, place: &str, found: &mut Vec<String>) {
        for (name, here) in &self.0 {
            let path = format!("{place}.{name}");
            let Some(there) = there.0.get(name) else {
                found.push(format!("{operation}: only the {side} has {path}"));
                continue;
            };
            if here.sort != there.sort && place != "query" && here.sort != "any" && there.sort != "any" {
                found.push(format!("{operation}: {path} is {} here and {} there", here.sort, there.sort));
            }
            // In replies, a field may be optional here although the document requires it, and the sandbox may promise a field
            // that the document does not. The client must not require such a field.
            let promises = side == "sandbox" && place.starts_with("reply");
            if here.required && !there.required && !promises {
                found.push(format!("{operation}: only the {side} requires {path}"));
            }
            if !here.required && there.required && !place.starts_with("reply") {
                found.push(format!("{operation}: only the document requires {path}"));
            }
            here.inner.compare(side, &there.inner, operation, &path, found);
        }
        for name in there.0.keys().filter(|name| !self.has(name)) {
            found.push(format!("{operation}: only the document has {place}.{name}"));
        }
    }
}
