use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    enumeration::Enumeration,
    http::{
        problem::{Issue, Problem, Step},
        query::not_a_member,
        sketch::{self, Sketch, Sketchbook},
    },
    id::Id,
    moment::Moment,
    world::contact::is_e164,
};

/// Reads a JSON object out of a request's body, field by field, and collects everything that is
/// wrong with it.
///
/// Unknown fields are ignored, and `null` is as good as absent for a field that need not be there,
/// as in the vendor's framework. A reading method gives a stand-in for a faulty value;
/// [`Body::finish`] then refuses the request.
pub struct Body {
    object: Map<String, Value>,
    /// The way from `body` to this object.
    at: Vec<Step>,
    issues: Vec<Issue>,
    /// What was asked for, if somebody wants to know.
    sketch: Option<Sketch>,
    book: Option<Sketchbook>,
}

impl Body {
    /// Reads a request's body.
    ///
    /// # Errors
    /// A 422 if it is empty, no JSON, or no object.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let refuse = |at: Vec<Step>, msg: String, kind| {
            Err(Problem::unprocessable(vec![Issue { loc: at, msg, kind }]))
        };
        if bytes.is_empty() {
            return refuse(vec!["body".into()], "field required".into(), "value_error.missing");
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(object)) => Ok(Self::new(object, vec!["body".into()], None)),
            Ok(_) => refuse(vec!["body".into()], "value is not a valid dict".into(), "type_error.dict"),
            Err(error) => refuse(
                vec!["body".into(), error.column().into()],
                error.to_string(),
                "value_error.jsondecode",
            ),
        }
    }

    /// A body of which nothing is known but where to note what is asked of it.
    #[must_use]
    pub fn unknown(book: Sketchbook) -> Self {
        let mut body = Self::new(Map::new(), vec!["body".into()], Some(Sketch::default()));
        body.book = Some(book);
        body
    }

    fn new(object: Map<String, Value>, at: Vec<Step>, sketch: Option<Sketch>) -> Self {
        Self { object, at, issues: Vec::new(), sketch, book: None }
    }

    /// Text that has to be there.
    pub fn required_text(&mut self, name: &str) -> String {
        self.require(name);
        self.text(name).unwrap_or_default()
    }

    /// Text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.note(name, sketch::text);
        match self.value(name)? {
            Value::String(text) => Some(text.clone()),
            _ => self.refuse(name, "str type expected", "type_error.str"),
        }
    }

    /// A truth value.
    pub fn truth(&mut self, name: &str) -> Option<bool> {
        self.note(name, || json!({ "type": "boolean" }));
        match self.value(name)? {
            Value::Bool(flag) => Some(*flag),
            _ => self.refuse(name, "value could not be parsed to a boolean", "type_error.bool"),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        self.note(name, || json!({ "type": "integer" }));
        match self.value(name)?.as_i64() {
            Some(number) => Some(number),
            None => self.refuse(name, "value is not a valid integer", "type_error.integer"),
        }
    }

    /// A whole number above 0; one that exceeds `u32` is taken as its largest value.
    pub fn positive(&mut self, name: &str, default: u32) -> u32 {
        self.note(name, || json!({ "exclusiveMinimum": 0, "default": default }));
        match self.integer(name) {
            None => default,
            Some(number) if number > 0 => u32::try_from(number).unwrap_or(u32::MAX),
            Some(_) => {
                let msg = "ensure this value is greater than 0";
                self.refuse(name, msg, "value_error.number.not_gt").unwrap_or(default)
            }
        }
    }

    /// Text that, if it is there, is not empty.
    pub fn filled_text(&mut self, name: &str) -> Option<String> {
        let text = self.text(name)?;
        if text.trim().is_empty() {
            let msg = "ensure this value has at least 1 characters";
            return self.refuse(name, msg, "value_error.any_str.min_length");
        }
        Some(text)
    }

    /// An E.164 number.
    pub fn number(&mut self, name: &str) -> Option<String> {
        self.note(name, || json!({ "pattern": r"^\+[1-9]\d{6,14}$" }));
        let number = self.text(name)?;
        if !is_e164(&number) {
            let msg = "value is not an E.164 number, such as +12025550143";
            return self.refuse(name, msg, "value_error");
        }
        Some(number)
    }

    /// An E.164 number that has to be there.
    pub fn required_number(&mut self, name: &str) -> String {
        self.require(name);
        self.number(name).unwrap_or_default()
    }

    /// One id.
    pub fn id(&mut self, name: &str) -> Option<Id> {
        self.note(name, sketch::id);
        let text = self.text(name).filter(|text| !text.is_empty())?;
        match Id::parse(&text) {
            Some(id) => Some(id),
            None => self.refuse(name, "value is not a valid uuid", "type_error.uuid"),
        }
    }

    /// A time of day, `HH:mm` or `HH:mm:ss`.
    pub fn time_of_day(&mut self, name: &str) -> Option<String> {
        self.note(name, || json!({ "format": "time" }));
        let text = self.text(name)?;
        match text.parse::<jiff::civil::Time>() {
            Ok(_) if text.contains(':') => Some(text),
            _ => self.refuse(name, "invalid time format", "value_error.time"),
        }
    }

    /// A list of ids; `None` if it is not there.
    pub fn ids_if_any(&mut self, name: &str) -> Option<Vec<Id>> {
        self.ids_that(name, |_| Ok(()))
    }

    /// A list of ids that a check lets pass; `None` if it is not there.
    pub fn ids_that(&mut self, name: &str, check: impl Fn(Id) -> Result<(), String>) -> Option<Vec<Id>> {
        self.note(name, || json!({ "type": "array", "items": sketch::id() }));
        let items = match self.value(name)? {
            Value::Array(items) => items.clone(),
            _ => return self.refuse(name, "value is not a valid list", "type_error.list"),
        };
        let mut ids = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            match item.as_str().map(Id::parse) {
                Some(Some(id)) => match check(id) {
                    Ok(()) => ids.push(id),
                    Err(msg) => self.refuse_item(name, place, &msg, "value_error"),
                },
                Some(None) => {
                    self.refuse_item(name, place, "value is not a valid uuid", "type_error.uuid");
                }
                None => self.refuse_item(name, place, "str type expected", "type_error.str"),
            }
        }
        Some(ids)
    }

    /// A list of ids that, if it is there, holds at least one.
    pub fn some_ids(&mut self, name: &str) -> Option<Vec<Id>> {
        self.refuse_empty_list(name);
        self.ids_if_any(name)
    }

    /// A list of objects that, if it is there, holds at least one. Each is read by `read`, whose
    /// issues become this one's.
    pub fn some_objects<T>(&mut self, name: &str, mut read: impl FnMut(&mut Self) -> T) -> Option<Vec<T>> {
        if let Some(items) = self.sketch_of(&mut read) {
            self.note(name, || json!({ "type": "array", "items": items }));
        }
        self.refuse_empty_list(name);
        let items = match self.value(name)? {
            Value::Array(items) => items.clone(),
            _ => return self.refuse(name, "value is not a valid list", "type_error.list"),
        };
        let mut values = Vec::with_capacity(items.len());
        for (place, item) in items.into_iter().enumerate() {
            let Value::Object(object) = item else {
                self.refuse_item(name, place, "value is not a valid dict", "type_error.dict");
                continue;
            };
            let mut at = self.way_to(name);
            at.push(place.into());
            let mut inner = Self::new(object, at, None);
            values.push(read(&mut inner));
            self.issues.append(&mut inner.issues);
        }
        Some(values)
    }

    /// An object with whatever is in it; `None` if it is not there.
    pub fn anything(&mut self, name: &str) -> Option<Map<String, Value>> {
        self.note(name, || json!({ "additionalProperties": true }));
        self.object(name, |inner| std::mem::take(&mut inner.object))
    }

    /// A word of an enumeration; `None` if it is not there.
    pub fn choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.note(name, sketch::word::<E>);
        let value = self.value(name)?;
        match value.as_str().and_then(E::parse) {
            Some(member) => Some(member),
            None => self.refuse(name, &not_a_member::<E>(), "type_error.enum"),
        }
    }

    /// A word of an enumeration that has to be there.
    pub fn required_choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.require(name);
        self.choice(name)
    }

    /// A date and time.
    pub fn moment(&mut self, name: &str) -> Option<Moment> {
        self.note(name, sketch::moment);
        let text = self.text(name)?;
        match Moment::parse(&text) {
            Some(moment) => Some(moment),
            None => self.refuse(name, "invalid datetime format", "value_error.datetime"),
        }
    }

    /// An object, read by `read`, whose issues become this one's.
    pub fn object<T>(&mut self, name: &str, mut read: impl FnMut(&mut Self) -> T) -> Option<T> {
        if let Some(schema) = self.sketch_of(&mut read) {
            self.note(name, || schema);
        }
        let Value::Object(object) = self.value(name)?.clone() else {
            return self.refuse(name, "value is not a valid dict", "type_error.dict");
        };
        let mut inner = Self::new(object, self.way_to(name), None);
        let read_value = read(&mut inner);
        self.issues.append(&mut inner.issues);
        Some(read_value)
    }

    /// An object whose values are all text; `None` if it is not there.
    pub fn texts(&mut self, name: &str) -> Option<BTreeMap<String, String>> {
        self.note(name, || json!({ "additionalProperties": sketch::text() }));
        self.object(name, |inner| {
            let names: Vec<String> = inner.object.keys().cloned().collect();
            let texts = names.into_iter().filter_map(|name| {
                inner.require(&name);
                Some((name.clone(), inner.text(&name)?))
            });
            texts.collect()
        })
    }

    /// Notes that a field is wrong. Gives `None`, to stand in for its value.
    pub fn refuse<T>(&mut self, name: &str, msg: &str, kind: &'static str) -> Option<T> {
        let loc = self.way_to(name);
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
        None
    }

    /// Notes that an item of a list is wrong.
    pub fn refuse_item(&mut self, name: &str, place: usize, msg: &str, kind: &'static str) {
        let mut loc = self.way_to(name);
        loc.push(place.into());
        self.issues.push(Issue { loc, msg: msg.to_owned(), kind });
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A 422 with every issue that was found.
    pub fn finish(self) -> Result<(), Problem> {
        if let Some(book) = self.book {
            book.draw(|sketches| sketches.body = self.sketch);
        }
        if self.issues.is_empty() { Ok(()) } else { Err(Problem::unprocessable(self.issues)) }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// Notes that a field is missing, if it is.
    pub fn require(&mut self, name: &str) {
        if let Some(sketch) = &mut self.sketch {
            sketch.require(name);
        }
        match self.object.get(name) {
            None => {
                self.refuse::<()>(name, "field required", "value_error.missing");
            }
            Some(Value::Null) => {
                let msg = "none is not an allowed value";
                self.refuse::<()>(name, msg, "type_error.none.not_allowed");
            }
            Some(_) => {}
        }
    }

    fn refuse_empty_list(&mut self, name: &str) {
        self.note(name, || json!({ "minItems": 1 }));
        if self.value(name).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            let msg = "ensure this value has at least 1 items";
            self.refuse::<()>(name, msg, "value_error.list.min_items");
        }
    }

    /// Notes what is asked for, if somebody wants to know.
    fn note(&mut self, name: &str, schema: impl FnOnce() -> Value) {
        if let Some(sketch) = &mut self.sketch {
            sketch.note(name, schema());
        }
    }

    /// What `read` asks of an object, if somebody wants to know.
    fn sketch_of<T>(&self, read: &mut impl FnMut(&mut Self) -> T) -> Option<Value> {
        self.sketch.as_ref()?;
        let mut inner = Self::new(Map::new(), Vec::new(), Some(Sketch::default()));
        read(&mut inner);
        inner.sketch.map(|sketch| sketch.schema())
    }

    fn way_to(&self, name: &str) -> Vec<Step> {
        let mut way = self.at.clone();
        way.push(name.into());
        way
    }
}
