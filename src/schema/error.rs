//! What is wrong with a JSON text, and where.

use crate::Digits;

/// A text that does not fit its schema.
#[derive(Debug, Clone)]
pub struct ValidationError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where in the text, in bytes from its start.
    pub offset: usize,
    /// The way from the text's root to the place, innermost step first (as the scanner unwinds).
    pub(super) path: Vec<PathSegment>,
}

/// What is wrong.
#[derive(Debug, Clone)]
pub enum ErrorKind {
    /// The text stops in the middle of a value.
    End,
    /// The text is no JSON at this place; this would have been.
    Syntax(&'static str),
    /// The value is of another kind.
    Type {
        /// What belongs here, in words.
        expected: &'static str,
        /// What is here, in words.
        found: &'static str,
    },
    /// The value has the right kind, but the wrong form: this is what to write.
    Form(&'static str),
    /// A number beyond what its field (or a double) can hold.
    Range(&'static str),
    /// A member that must be there is not.
    Missing {
        /// Its key.
        name: &'static str,
        /// What belongs there, in words.
        expected: &'static str,
    },
    /// A member stands there twice, so that two readers could read two different things.
    Twice(&'static str),
    /// A member that this object does not have.
    Unknown {
        /// The key, as it was written.
        key: String,
        /// The member that was probably meant.
        meant: Option<&'static str>,
    },
    /// None of the union's variants; these are.
    Variant(&'static super::Union),
    /// Arrays and objects nested more than 128 deep.
    Depth,
    /// A `\u` escape that is half of a pair: no character, and no text that Rust could hold.
    Surrogate,
}

/// One step from a value into it.
#[derive(Debug, Clone, PartialEq)]
pub enum PathSegment {
    /// To a member with a known key.
    Field(&'static str),
    /// To a member of a map.
    Key(String),
    /// To an element.
    Index(usize),
}

impl ValidationError {
    #[cold]
    pub(super) fn new(kind: ErrorKind, offset: usize) -> Box<Self> {
        Box::new(Self { kind, offset, path: Vec::new() })
    }

    #[cold]
    pub(super) fn inside(mut self: Box<Self>, step: PathSegment) -> Box<Self> {
        self.path.push(step);
        self
    }

    /// The same in a text that began so many bytes before the one that was walked.
    #[cold]
    pub(super) fn behind(mut self: Box<Self>, bytes: usize) -> Box<Self> {
        self.offset = self.offset.wrapping_add(bytes);
        self
    }

    /// The place as a JSON pointer (RFC 6901), `""` for the root.
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

    /// The place as a caller would write it in code: `phone_ids[2]`, `overwrite_phone_recipient.type`.
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

    /// What is wrong, as a clause that follows the name of the place: "must be a number, not a string".
    pub fn clause(&self) -> String {
        match &self.kind {
            ErrorKind::End => "stops in the middle".into(),
            ErrorKind::Syntax(expected) => ["is no JSON: expected ", expected].concat(),
            ErrorKind::Type { expected, found } => ["must be ", expected, ", not ", found].concat(),
            ErrorKind::Form(words) | ErrorKind::Range(words) => ["must be ", words].concat(),
            ErrorKind::Missing { name, .. } => ["lacks `", name, "`"].concat(),
            ErrorKind::Twice(name) => ["has `", name, "` twice"].concat(),
            ErrorKind::Unknown { key, meant: Some(meant) } => {
                ["has no member `", key, "`: did you mean `", meant, "`?"].concat()
            }
            ErrorKind::Unknown { key, meant: None } => ["has no member `", key, "`"].concat(),
            ErrorKind::Variant(union) => {
                let mut words = String::from("must be one of");
                for (index, (literal, _)) in union.variants.iter().enumerate() {
                    words.push_str(if index == 0 { " " } else { ", " });
                    words.push_str(literal);
                }
                words
            }
            ErrorKind::Depth => "is nested more than 128 deep".into(),
            ErrorKind::Surrogate => "holds half of a surrogate pair".into(),
        }
    }
}
