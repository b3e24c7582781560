//! Merge fields: a message as each contact would hear it.
//!
//! `{name}` and `{phone}` come from the contact; any other `{key}` from the campaign's message variables, else from the
//! contact's custom fields. Keys match whatever their case, and are taken as written, blanks and all. A placeholder without
//! a value stays in the text, and is read aloud.

use crate::{
    model::message::{MessageTemplate, Rendered},
    schema::{Checked, entries, unescape},
    template::{
        case_fold::same,
        lookalike::is_sign,
        placeholder::{RESERVED, next_placeholder},
        recipient::Recipient,
        value::is_blank,
    },
};

/// A message, taken apart, with the campaign's own variables filled in.
#[derive(Debug, Clone)]
pub struct Message {
    pieces: Vec<Piece>,
    /// The keys that the message asks for, each once, as they are first written.
    pub keys: Vec<String>,
    /// Those of them that a contact has to have a value for.
    pub asked: Vec<Asked>,
    /// Whether there is a brace that belongs to no placeholder.
    pub has_stray_brace: bool,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// What the campaign says in a placeholder's place, by its key.
    Variable(String, Value),
    /// What comes from the contact.
    Field(Field),
}

/// A placeholder for something of a contact's.
#[derive(Debug, Clone)]
struct Field {
    /// As it is written between the braces.
    key: String,
    source: Source,
}

/// What a message asks of a contact.
#[derive(Debug, Clone)]
pub struct Asked {
    field: Field,
    /// A sign that stands right before the placeholder, as other systems write it, or before an amount.
    pub sign: Option<char>,
}

impl Asked {
    /// The key, as it is first written.
    pub fn key(&self) -> &str {
        &self.field.key
    }
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Name,
    Phone,
    /// The contact's custom fields.
    Data,
}

/// What stands in a placeholder's place for one contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// This is said.
    Text(String),
    /// The value has nothing in it that is heard: a gap is heard.
    Nothing(String),
    /// There is no value: the placeholder itself is read aloud.
    Placeholder,
}

impl Message {
    /// Takes a draft's message apart.
    pub fn of(template: &Checked<MessageTemplate>) -> Self {
        let (mut message, mut variables) = (String::new(), None);
        for member in template.object().members() {
            match member.field.name {
                "message" => message = member.text().unwrap_or_default(),
                _ => variables = Some(member.json),
            }
        }
        Self::new(&message, variables)
    }

    /// Takes a message apart. `variables` are the campaign's `message_variables`, as a JSON object of strings.
    pub fn new(message: &str, variables: Option<&str>) -> Self {
        let mut parsed =
            Self { pieces: Vec::new(), keys: Vec::new(), asked: Vec::new(), has_stray_brace: false };
        let mut rest = message;
        while let Some((text, key, behind)) = next_placeholder(rest) {
            parsed.text(text);
            let sign = text.chars().next_back().filter(|last| is_sign(*last));
            parsed.placeholder(key, sign, variables.unwrap_or_default());
            rest = behind;
        }
        parsed.text(rest);
        parsed
    }

    fn text(&mut self, text: &str) {
        self.has_stray_brace |= text.bytes().any(|byte| matches!(byte, b'{' | b'}'));
        self.pieces.push(Piece::Text(text.into()));
    }

    fn placeholder(&mut self, key: &str, sign: Option<char>, variables: &str) {
        let first = !self.keys.iter().any(|known| same(known, key));
        if first {
            self.keys.push(key.into());
        }
        let variable = if is_reserved(key) { None } else { value(variables, key) };
        if let Some(json) = variable {
            self.pieces.push(Piece::Variable(key.into(), said(json)));
            return;
        }
        let source = match () {
            () if same(key, "name") => Source::Name,
            () if same(key, "phone") => Source::Phone,
            () => Source::Data,
        };
        let field = Field { key: key.into(), source };
        if first {
            self.asked.push(Asked { field: field.clone(), sign });
        } else if let Some(asked) = self.asked.iter_mut().find(|asked| same(asked.key(), key)) {
            asked.sign = asked.sign.or(sign);
        }
        self.pieces.push(Piece::Field(field));
    }

    /// What a contact has for each of the keys that are asked for, in the same order.
    pub fn values(&self, person: &Recipient<'_>) -> impl Iterator<Item = Value> {
        self.asked.iter().map(|asked| asked.field.read(person))
    }

    /// The message as a contact would hear it.
    pub fn render(&self, person: &Recipient<'_>) -> Rendered {
        let mut spoken = Rendered { text: String::new(), missing: Vec::new(), empty: Vec::new() };
        for piece in &self.pieces {
            let (key, value) = match piece {
                Piece::Text(text) => {
                    spoken.text.push_str(text);
                    continue;
                }
                Piece::Variable(key, value) => (key, value.clone()),
                Piece::Field(field) => (&field.key, field.read(person)),
            };
            match value {
                Value::Text(text) => spoken.text.push_str(&text),
                Value::Nothing(text) => {
                    spoken.text.push_str(&text);
                    note(&mut spoken.empty, key);
                }
                Value::Placeholder => {
                    spoken.text.push_str(&braced(key));
                    note(&mut spoken.missing, key);
                }
            }
        }
        spoken
    }
}

impl Field {
    fn read(&self, person: &Recipient<'_>) -> Value {
        let json = match self.source {
            Source::Name => Some(person.name),
            Source::Phone => Some(person.phone),
            Source::Data => value(person.fields, &self.key),
        };
        json.map_or(Value::Placeholder, said)
    }
}

/// A custom field of a contact's, as text; `None` where there is nothing in it. Its name's case does not count.
pub fn field(person: &Recipient<'_>, key: &str) -> Option<String> {
    match said(value(person.fields, key)?) {
        Value::Text(text) => Some(text),
        Value::Nothing(_) | Value::Placeholder => None,
    }
}

/// A message as a contact would hear it. `variables` are the campaign's `message_variables`, as a JSON object of strings;
/// `contact` is a checked contact, as JSON.
pub fn render(message: &str, variables: Option<&str>, contact: &str) -> Rendered {
    Message::new(message, variables).render(&Recipient::read(contact))
}

/// Whether message variables with this name are ignored.
pub fn is_reserved(key: &str) -> bool {
    RESERVED.iter().any(|reserved| same(reserved, key))
}

/// A placeholder, as it is written and read aloud.
pub fn braced(key: &str) -> String {
    ["{", key, "}"].concat()
}

/// The value at a key of a JSON object: the one with the very same key, else the first whose key differs in case only.
fn value<'a>(object: &'a str, key: &str) -> Option<&'a str> {
    let mut similar = None;
    for (raw, json) in entries(object) {
        let unescaped;
        let name = if raw.as_bytes().contains(&b'\\') {
            unescaped = unescape(raw);
            &unescaped
        } else {
            raw
        };
        if name == key {
            return Some(json);
        }
        if similar.is_none() && same(name, key) {
            similar = Some(json);
        }
    }
    similar
}

/// What is said for a JSON value. PhoneNumberSet and truth values are said as they are written; nothing can be said for `null`,
/// an object or an array.
fn said(json: &str) -> Value {
    match json.as_bytes().first() {
        None | Some(b'n' | b'{' | b'[') => Value::Placeholder,
        Some(b'"') => {
            let text = crate::json::text(json).unwrap_or_default();
            if is_blank(&text) { Value::Nothing(text) } else { Value::Text(text) }
        }
        Some(_) => Value::Text(json.into()),
    }
}

fn note(keys: &mut Vec<String>, key: &str) {
    if !keys.iter().any(|known| same(known, key)) {
        keys.push(key.into());
    }
}
