//! Reading lists and objects.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Body;
use crate::{
    http::{json_schema, schema_recorder::RecordedObject},
    id::Id,
};

impl Body {
    /// Reads a list of ids.
    pub fn optional_ids(&mut self, name: &str) -> Option<Vec<Id>> {
        self.checked_ids(name, |_| Ok(()))
    }

    /// Reads a list of ids, each of which must pass `check`.
    pub fn checked_ids(&mut self, name: &str, check: impl Fn(Id) -> Result<(), String>) -> Option<Vec<Id>> {
        self.record(name, || json_schema::list(json_schema::id()));
        let items = match self.value(name)? {
            Value::Array(items) => items.clone(),
            _ => return self.refuse(name, "value is not a valid list", "type_error.list"),
        };
        let mut ids = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item.as_str().map(Id::parse) {
                Some(Some(id)) => match check(id) {
                    Ok(()) => ids.push(id),
                    Err(msg) => self.refuse_item(name, index, &msg, "value_error"),
                },
                Some(None) => {
                    self.refuse_item(name, index, "value is not a valid uuid", "type_error.uuid");
                }
                None => self.refuse_item(name, index, "str type expected", "type_error.str"),
            }
        }
        Some(ids)
    }

    /// Reads a list of ids that must not be empty.
    pub fn non_empty_ids(&mut self, name: &str) -> Option<Vec<Id>> {
        self.refuse_empty_list(name);
        self.optional_ids(name)
    }

    /// Reads a list of objects that must not be empty. `read` reads each of them.
    pub fn non_empty_objects<T>(
        &mut self,
        name: &str,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        if let Some(items) = self.recorded_schema_of(&mut read) {
            self.record(name, || json!({ "type": "array", "items": items }));
        }
        self.refuse_empty_list(name);
        let items = match self.value(name)? {
            Value::Array(items) => items.clone(),
            _ => return self.refuse(name, "value is not a valid list", "type_error.list"),
        };
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let Value::Object(object) = item else {
                self.refuse_item(name, index, "value is not a valid dict", "type_error.dict");
                continue;
            };
            let mut at = self.loc_of(name);
            at.push(index.into());
            let mut inner = Self::new(object, at, None);
            values.push(read(&mut inner));
            self.issues.append(&mut inner.issues);
        }
        Some(values)
    }

    /// Reads an object with any fields.
    pub fn any_object(&mut self, name: &str) -> Option<Map<String, Value>> {
        self.record(name, || json!({ "additionalProperties": true }));
        self.object(name, |inner| std::mem::take(&mut inner.object))
    }

    /// Reads an object with `read`.
    pub fn object<T>(&mut self, name: &str, mut read: impl FnMut(&mut Self) -> T) -> Option<T> {
        if let Some(schema) = self.recorded_schema_of(&mut read) {
            self.record(name, || schema);
        }
        let Value::Object(object) = self.value(name)?.clone() else {
            return self.refuse(name, "value is not a valid dict", "type_error.dict");
        };
        let mut inner = Self::new(object, self.loc_of(name), None);
        let read_value = read(&mut inner);
        self.issues.append(&mut inner.issues);
        Some(read_value)
    }

    /// Reads an object whose values are strings.
    pub fn string_map(&mut self, name: &str) -> Option<BTreeMap<String, String>> {
        self.record(name, || json!({ "additionalProperties": json_schema::text() }));
        self.object(name, |inner| {
            let names: Vec<String> = inner.object.keys().cloned().collect();
            let mut texts = BTreeMap::new();
            for name in names {
                inner.require(&name);
                if let Some(text) = inner.text(&name) {
                    texts.insert(name, text);
                }
            }
            texts
        })
    }

    fn refuse_empty_list(&mut self, name: &str) {
        self.record(name, || json!({ "minItems": 1 }));
        if self.value(name).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            let msg = "ensure this value has at least 1 items";
            self.refuse::<()>(name, msg, "value_error.list.min_items");
        }
    }

    /// Returns the schema of the object that `read` reads, if schemas are recorded.
    fn recorded_schema_of<T>(&self, read: &mut impl FnMut(&mut Self) -> T) -> Option<Value> {
        if !cfg!(feature = "openapi") {
            return None;
        }
        self.recorded.as_ref()?;
        let mut inner = Self::new(Map::new(), Vec::new(), Some(RecordedObject::default()));
        read(&mut inner);
        inner.recorded.map(|recorded| recorded.schema())
    }
}
