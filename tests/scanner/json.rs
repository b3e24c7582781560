//! Generates random JSON for a schema, from the same table that the scanner checks it against.

use seax_dialer::schema::{ObjectSchema, Schema};

use crate::{
    choices::{Choices, Row},
    words::{BLANKS, HALVES, HUGE, NUMBERS, PIECES, UNKNOWN_KEYS},
};

/// The maximum number of unknown members of an object.
const STRANGERS: usize = 2;

/// Generates a text that fits `schema`: with optional members absent, null or present, in any order, with unknown members, with
/// numbers and strings in every form, and with whitespace everywhere.
pub fn fitting(schema: &Schema, choices: &mut Choices<'_>) -> String {
    written(schema, choices, None).text
}

/// The same with a value of a wrong type at one place, and the JSON pointer to it. `None` if there is no such place.
pub fn misfitting(schema: &Schema, row: &Row, which: usize) -> Option<(String, String)> {
    let places = written(schema, &mut Choices::new(row), None).places;
    let mut choices = Choices::new(row);
    let wrong = written(schema, &mut choices, Some(which.checked_rem(places)?));
    Some((wrong.text, wrong.pointer?))
}

fn written<'a, 'b>(schema: &Schema, choices: &'a mut Choices<'b>, plant: Option<usize>) -> Writer<'a, 'b> {
    let mut writer =
        Writer { choices, text: String::new(), path: Vec::new(), places: 0, plant, pointer: None };
    writer.blank();
    writer.value(schema, true);
    writer.blank();
    writer
}

struct Writer<'a, 'b> {
    choices: &'a mut Choices<'b>,
    text: String,
    /// The path from the root to the current value, escaped as in a JSON pointer.
    path: Vec<String>,
    /// The number of places so far where a wrong type would be an error.
    places: usize,
    /// The index of the place where to write a wrong type.
    plant: Option<usize>,
    pointer: Option<String>,
}

impl Writer<'_, '_> {
    fn value(&mut self, schema: &Schema, required: bool) {
        if !matches!(schema, Schema::Any) {
            self.places += 1;
            if self.plant == Some(self.places - 1) {
                self.pointer = Some(self.path.iter().map(|step| ["/", step].concat()).collect());
                let wrong = self.choices.pick(wrong_for(schema, required));
                return self.text.push_str(wrong);
            }
        }
        match schema {
            Schema::Bool => self.one_of(&["true", "false"]),
            Schema::Integer { min, max } => self.integer(*min, *max),
            Schema::Number => self.one_of(&NUMBERS),
            Schema::Text(_) => drop(self.string(false)),
            Schema::List(element) => self.list(element),
            Schema::Object(object) => self.object(object),
            Schema::Map(value) => self.map(value),
            Schema::Any => self.any(3, true),
            Schema::Union(_) | Schema::CommaSeparated(_) => panic!("replies have no {}", schema.words()),
        }
    }

    fn object(&mut self, object: &ObjectSchema) {
        let mut members = Vec::new();
        for field in object.fields {
            match if field.required { 2 } else { self.choices.below(3) } {
                0 => {}
                presence => members.push((Some(field), presence == 1)),
            }
        }
        members.extend((0..STRANGERS).filter(|_| self.choices.once_in(4)).map(|_| (None, false)));
        if self.choices.once_in(2) {
            self.choices.shuffle(&mut members);
        }
        self.braced('{', '}', members, |writer, (field, null)| match field {
            Some(field) => {
                writer.key(field.name);
                writer.path.push(field.name.into());
                if null {
                    writer.text.push_str("null")
                } else {
                    writer.value(field.schema, field.required)
                }
                writer.path.pop();
            }
            None => {
                let key = writer.choices.pick(&UNKNOWN_KEYS);
                writer.key(key);
                writer.any(3, false);
            }
        });
    }

    /// Writes an object with arbitrary keys, which may repeat.
    fn map(&mut self, value: &Schema) {
        let count = self.choices.below(4);
        self.braced('{', '}', 0..count, |writer, _| {
            let key = writer.string(false);
            writer.colon();
            let key: String = serde_json::from_str(&key).expect("a string was written");
            writer.path.push(key.replace('~', "~0").replace('/', "~1"));
            writer.value(value, true);
            writer.path.pop();
        });
    }

    fn list(&mut self, element: &Schema) {
        let count = self.choices.below(4);
        self.braced('[', ']', 0..count, |writer, index| {
            writer.path.push(index.to_string());
            writer.value(element, true);
            writer.path.pop();
        });
    }

    /// Writes any value, at most this deep. One that is not read may exceed what Rust can hold.
    fn any(&mut self, depth: usize, read: bool) {
        match self.choices.below(if depth == 0 { 6 } else { 8 }) {
            0 => self.text.push_str("null"),
            1 => self.one_of(&["true", "false"]),
            2 | 3 if !read && self.choices.once_in(4) => self.one_of(&HUGE),
            2 | 3 => self.one_of(&NUMBERS),
            4 | 5 => drop(self.string(!read)),
            6 => {
                let count = self.choices.below(4);
                self.braced('[', ']', 0..count, |writer, _| writer.any(depth - 1, read));
            }
            _ => {
                let count = self.choices.below(4);
                self.braced('{', '}', 0..count, |writer, _| {
                    writer.string(!read);
                    writer.colon();
                    writer.any(depth - 1, read);
                });
            }
        }
    }

    /// Writes things in braces or brackets, separated by commas.
    fn braced<I>(
        &mut self,
        open: char,
        close: char,
        things: impl IntoIterator<Item = I>,
        mut thing: impl FnMut(&mut Self, I),
    ) {
        self.text.push(open);
        self.blank();
        for (index, one) in things.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
                self.blank();
            }
            thing(self, one);
            self.blank();
        }
        self.text.push(close);
    }

    /// Writes a key's JSON without quotes; sometimes with one of its letters escaped.
    fn key(&mut self, key: &str) {
        self.text.push('"');
        match (key.bytes().next(), self.choices.once_in(12)) {
            (Some(first @ b'a'..=b'z'), true) => {
                self.text.push_str(&format!(r"\u{first:04x}{}", &key[1..]));
            }
            _ => self.text.push_str(key),
        }
        self.text.push('"');
        self.colon();
    }

    fn colon(&mut self) {
        self.blank();
        self.text.push(':');
        self.blank();
    }

    /// Writes a string, and returns it.
    fn string(&mut self, loose: bool) -> String {
        let start = self.text.len();
        self.text.push('"');
        for _ in 0..self.choices.below(4) {
            let pieces: &[&str] = if loose && self.choices.once_in(4) { &HALVES } else { &PIECES };
            let piece = self.choices.pick(pieces);
            self.text.push_str(piece);
            if loose {
                // Separates the pieces, so that no surrogate meets its other half, and no escape gets another digit.
                self.text.push('.');
            }
        }
        self.text.push('"');
        self.text[start..].into()
    }

    fn integer(&mut self, min: i64, max: u64) {
        let low = i128::from(min);
        let span = u128::try_from(i128::from(max) - low).expect("a table's bounds are in order");
        let far = (self.choices.below(1 << 16) as u128) << (16 * self.choices.below(4));
        let offset = match self.choices.below(4) {
            0 => 0,
            1 => 1.min(span),
            2 => span,
            _ => far % (span + 1),
        };
        self.text.push_str(&(low + offset as i128).to_string());
    }

    fn one_of(&mut self, several: &[&str]) {
        let word = self.choices.pick(several);
        self.text.push_str(word);
    }

    fn blank(&mut self) {
        if self.choices.once_in(8) {
            self.one_of(&BLANKS);
        }
    }
}

/// Returns values that are wrong for this schema.
fn wrong_for(schema: &Schema, required: bool) -> &'static [&'static str] {
    let wrong: &[&str] = match schema {
        Schema::Bool => &["null", "0", "\"true\"", "[]", "{}"],
        Schema::Integer { .. } => {
            &["null", "1.5", "1e-3", "1e20", "\"1\"", "true", "18446744073709551616", "[1]"]
        }
        Schema::Number => &["null", "\"1\"", "false", "1e309", "[]"],
        Schema::Text(_) => &["null", "0", "true", "{}", "[0]"],
        Schema::List(_) => &["null", "{}", "\"\"", "0", "true"],
        _ => &["null", "\"\"", "[]", "0", "false"],
    };
    // An optional member may be null.
    if required { wrong } else { &wrong[1..] }
}
