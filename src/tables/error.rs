//! Validation errors: what is wrong with a JSON text, and where.

use crate::Digits;

/// The first place at which a text does not fit its schema.
#[derive(Debug, Clone)]
pub struct ValidationError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// The offset of the error, in bytes from the start of the text.
    pub offset: usize,
    /// The path from the root to the error, innermost segment first, because it is built while the scanner unwinds.
    pub path: Vec<PathSegment>,
}

/// The kind of a validation error.
#[derive(Debug, Clone)]
pub enum ErrorKind {
    /// The text ends in the middle of a value.
    End,
    /// There is not enough memory for the selected fields.
    Memory,
    /// The text is not JSON here. Holds what was expected.
    Syntax(&'static str),
    /// The value has the wrong type.
    Type {
        /// The expected type, in words.
        expected: &'static str,
        /// The type that was found, in words.
        found: &'static str,
    },
    /// The value has the right type but the wrong format. Holds the expected format, in words.
    Form(&'static str),
    /// A number is out of range for its field, or for a double. Holds the expected range, in words.
    Range(&'static str),
    /// A required member is missing.
    Missing {
        /// The member's key.
        name: &'static str,
        /// The type of its value, in words.
        expected: &'static str,
    },
    /// A member occurs twice. Parsers disagree on which of the two counts.
    Twice(&'static str),
    /// The schema has no such member.
    Unknown {
        /// The key as written.
        key: String,
        /// The known member with the most similar name, if one is close.
        meant: Option<&'static str>,
    },
    /// The string is not one of the allowed values.
    Choice {
        /// The allowed values, such as `"ONE", "TWO" or "THREE"`.
        words: String,
        /// The most similar allowed value, if one is close.
        meant: Option<&'static str>,
    },
    /// Arrays and objects are nested more than 128 levels deep.
    Depth,
    /// A `\u` escape is an unpaired surrogate, which no Rust string can hold.
    Surrogate,
}

/// One segment of the path to a value.
#[derive(Debug, Clone, PartialEq)]
pub enum PathSegment {
    /// A member of an object with a schema.
    Field(&'static str),
    /// A member of a map.
    Key(String),
    /// An element of an array.
    Index(usize),
}

impl ValidationError {
    /// Creates an error at this offset.
    #[cold]
    pub fn new(kind: ErrorKind, offset: usize) -> Box<Self> {
        Box::new(Self { kind, offset, path: Vec::new() })
    }

    /// Creates the error for a string that is not one of the `known` values.
    #[cold]
    pub fn choice(written: &str, known: &[&'static str], offset: usize) -> Box<Self> {
        let mut words = String::new();
        for (index, word) in known.iter().enumerate() {
            let comma = match index {
                0 => "\"",
                _ if index + 1 == known.len() => " or \"",
                _ => ", \"",
            };
            words.extend([comma, word, "\""]);
        }
        let meant = crate::suggest::suggest(written, known.iter().copied());
        Self::new(ErrorKind::Choice { words, meant }, offset)
    }

    /// Adds the enclosing segment to the path.
    #[cold]
    pub fn inside(mut self: Box<Self>, step: PathSegment) -> Box<Self> {
        self.path.push(step);
        self
    }

    /// Moves the offset by the number of bytes that came before the scanned text.
    #[cold]
    pub fn behind(mut self: Box<Self>, bytes: usize) -> Box<Self> {
        self.offset = self.offset.wrapping_add(bytes);
        self
    }

    /// Returns the path as a JSON pointer (RFC 6901); `""` is the root.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.path.iter().rev() {
            pointer.push('/');
            match step {
                PathSegment::Field(name) => pointer.push_str(name),
                PathSegment::Key(key) => {
                    for character in key.chars() {
                        match character {
                            '~' => pointer.push_str("~0"),
                            '/' => pointer.push_str("~1"),
                            other => pointer.push(other),
                        }
                    }
                }
                PathSegment::Index(index) => pointer.push_str(&index.digits()),
            }
        }
        pointer
    }

    /// Returns the path as it is written in code: `phone_ids[2]`, `overwrite_phone_recipient.type`.
    pub fn field(&self) -> String {
        let mut field = String::new();
        for step in self.path.iter().rev() {
            match step {
                PathSegment::Index(index) => {
                    field.push('[');
                    field.push_str(&index.digits());
                    field.push(']');
                    continue;
                }
                _ if field.is_empty() => {}
                _ => field.push('.'),
            }
            match step {
                PathSegment::Field(name) => field.push_str(name),
                PathSegment::Key(key) => field.push_str(key),
                PathSegment::Index(_) => {}
            }
        }
        field
    }

    /// Returns the error as a clause to append to the name of the field: "must be a number, not a string".
    pub fn clause(&self) -> String {
        match &self.kind {
            // The judge has words of its own for a lack of memory.
            ErrorKind::End | ErrorKind::Memory => "is cut off".into(),
            ErrorKind::Syntax(expected) => String::from_iter(["is not JSON: expected ", expected]),
            ErrorKind::Type { expected, found } => String::from_iter(["must be ", expected, ", not ", found]),
            ErrorKind::Form(words) | ErrorKind::Range(words) => String::from_iter(["must be ", words]),
            ErrorKind::Missing { name, .. } => String::from_iter(["lacks `", name, "`"]),
            ErrorKind::Twice(name) => String::from_iter(["has `", name, "` twice"]),
            ErrorKind::Unknown { key, meant: Some(meant) } => {
                String::from_iter(["has no member `", key, "`: did you mean `", meant, "`?"])
            }
            ErrorKind::Unknown { key, meant: None } => String::from_iter(["has no member `", key, "`"]),
            ErrorKind::Choice { words, meant: Some(meant) } => {
                String::from_iter(["must be ", words, ": did you mean \"", meant, "\"?"])
            }
            ErrorKind::Choice { words, meant: None } => String::from_iter(["must be ", words]),
            ErrorKind::Depth => "is more than 128 levels deep".into(),
            ErrorKind::Surrogate => "has an unpaired surrogate".into(),
        }
    }
}
