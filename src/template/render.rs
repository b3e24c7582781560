//! Renders a message as a contact would hear it.
//!
//! `{name}` and `{phone}` come from the contact; any other `{key}` from the campaign's message variables, unless the key is
//! reserved, else from the contact's custom fields. Keys match in any case, but otherwise exactly, blanks included. A
//! placeholder without a value stays in the text and is read out literally.

use crate::{
    model::message::{MessageTemplate, Rendered},
    schema::{Checked, entries, unescape},
    template::{
        lookalike::last_sign,
        placeholder::{RESERVED, next_placeholder},
        recipient::Recipient,
    },
    text::{is_blank, same},
};

/// A parsed message, with the campaign's variables filled in.
#[derive(Debug, Clone)]
pub struct Message {
    pieces: Vec<Piece>,
    /// The distinct keys of the message, as first written.
    pub keys: Vec<String>,
    /// The keys whose values come from the contact.
    pub asked: Vec<Asked>,
    /// Whether there is a brace outside placeholders.
    pub has_stray_brace: bool,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    /// A message variable: the placeholder's key, and the value.
    Variable(String, Value),
    /// A value that comes from the contact.
    Field(Field),
}

/// A placeholder whose value comes from the contact.
#[derive(Debug, Clone)]
struct Field {
    /// The key as written between the braces.
    key: String,
    source: Source,
}

/// A contact field that the message uses.
#[derive(Debug, Clone)]
pub struct Asked {
    field: Field,
    /// The sign right before the placeholder: part of another system's notation, or of an amount.
    pub sign: Option<char>,
}

impl Asked {
    /// Returns the key as first written.
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

/// The value of a placeholder for one contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The text that is read out.
    Text(String),
    /// The value is blank: the contact hears a gap.
    Nothing(String),
    /// There is no value: the placeholder itself is read out.
    Placeholder,
}

impl Message {
    /// Parses the message of a template.
    pub fn of(template: &Checked<MessageTemplate>) -> Self {
        let (mut message, mut variables) = (String::new(), None);
        for member in template.object().members() {
            match member.field.name {
                MessageTemplate::MESSAGE => message = member.text().unwrap_or_default(),
                MessageTemplate::MESSAGE_VARIABLES => variables = Some(member.json),
                _ => {}
            }
        }
        Self::new(&message, variables)
    }

    /// Parses a message. `variables` are the campaign's `message_variables`, as a JSON object of strings.
    pub fn new(message: &str, variables: Option<&str>) -> Self {
        let mut parsed =
            Self { pieces: Vec::new(), keys: Vec::new(), asked: Vec::new(), has_stray_brace: false };
        let mut rest = message;
        while let Some((text, key, behind)) = next_placeholder(rest) {
            parsed.text(text);
            let before = message.get(..message.len() - rest.len() + text.len());
            let sign = last_sign(before.unwrap_or_default());
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

    /// Returns the contact's value for each entry of `asked`, in the same order.
    pub fn values(&self, person: &Recipient<'_>) -> impl Iterator<Item = Value> {
        self.asked.iter().map(|asked| asked.field.read(person))
    }

    /// Renders the message as the contact would hear it.
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

/// Returns a contact's custom field as text, or `None` if it is absent, `null` or blank. A list or an object, which has no text,
/// becomes its bracket: it is filled in, and says nothing that can be read. The key matches in any case.
pub fn field(person: &Recipient<'_>, key: &str) -> Option<String> {
    let json = value(person.fields, key)?;
    match said(json) {
        Value::Text(text) => Some(text),
        Value::Nothing(_) => None,
        Value::Placeholder => json.get(..1).filter(|first| *first != "n").map(str::to_owned),
    }
}

/// Renders a message as a contact would hear it. `variables` are the campaign's `message_variables`, as a JSON object of
/// strings; `contact` is a validated contact, as JSON.
pub fn render(message: &str, variables: Option<&str>, contact: &str) -> Rendered {
    Message::new(message, variables).render(&Recipient::read(contact))
}

/// Returns whether the API ignores message variables of this name.
pub fn is_reserved(key: &str) -> bool {
    RESERVED.iter().any(|reserved| same(reserved, key))
}

/// Returns a key in braces: the placeholder as it is written and read out.
pub fn braced(key: &str) -> String {
    ["{", key, "}"].concat()
}

/// Returns the value of a key in a JSON object: that of the identical key, else of the first that differs only in case.
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

/// Converts a JSON value to what is read out. Numbers and booleans are read as written; `null`, objects and arrays have no
/// spoken form.
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
