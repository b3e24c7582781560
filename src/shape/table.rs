//! The tables themselves.

use std::collections::BTreeMap;

use crate::Format;

/// A Rust type with a JSON form that the scanner can check.
///
/// `#[model]` implements it for the API's schemas; the impls for plain values are below.
pub trait Shaped {
    /// What the type's JSON looks like.
    const KIND: Kind;
}

/// What may stand at one place in a JSON text.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A number without fraction or exponent, within these bounds (both included).
    Integer {
        /// The smallest number that fits.
        min: i64,
        /// The largest number that fits.
        max: u64,
    },
    /// Any number that a double can hold.
    Number,
    /// A string. Its format is a rule for what callers write; the server's own words are taken as they come.
    Text(Format),
    /// An array of equals.
    List(&'static Kind),
    /// An array of strings, or one string that holds them separated by commas.
    Commas(Format),
    /// An object with known members.
    Object(&'static Shape),
    /// An object with any keys.
    Map(&'static Kind),
    /// One of several objects, told apart by one member.
    Union(&'static Union),
    /// Any JSON value.
    Any,
}

/// An object with known members.
#[derive(Debug)]
pub struct Shape {
    /// The type's name, for messages.
    pub name: &'static str,
    /// The members it knows, at most 63.
    pub fields: &'static [Field],
    /// One bit for each field that has to be there.
    pub(super) required: u64,
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key, as it is on the wire.
    pub name: &'static str,
    /// What its value looks like.
    pub kind: &'static Kind,
    /// Whether it has to be there. In a reply, a member that need not be there may also be `null`.
    pub required: bool,
    /// The JSON that is sent when a caller leaves it out.
    pub default: Option<&'static str>,
}

/// Several objects, told apart by one member.
#[derive(Debug)]
pub struct Union {
    /// The type's name, for messages.
    pub name: &'static str,
    /// The member that says which it is.
    pub tag: &'static str,
    /// What that member says, and the object that follows from it.
    pub variants: &'static [(&'static str, &'static Kind)],
}

impl Shape {
    /// A shape from its rows.
    #[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        assert!(
            fields.len() <= 63,
            "a shape has at most 63 fields: they are counted in a u64, with a union's tag"
        );
        let (mut required, mut index) = (0, 0);
        while index < fields.len() {
            if fields[index].required {
                required |= 1 << index;
            }
            index += 1;
        }
        Self { name, fields, required }
    }
}

impl Union {
    /// The variant with this tag.
    pub(super) fn variant(&self, tag: &str) -> Option<&'static Shape> {
        match self.variants.iter().find(|(word, _)| *word == tag)? {
            (_, Kind::Object(shape)) => Some(shape),
            _ => None,
        }
    }
}

impl Kind {
    /// The members of an object's kind; none for every other.
    pub const fn fields(&self) -> &'static [Field] {
        match self {
            Kind::Object(shape) => shape.fields,
            _ => &[],
        }
    }

    /// The member with the rows, and what a row looks like, where this is a page of a list: its only array.
    pub fn rows(&self) -> (&'static str, &'static Kind) {
        let mut lists = self.fields().iter().filter_map(|field| match field.kind {
            Kind::List(row) => Some((field.name, *row)),
            _ => None,
        });
        lists.next().unwrap_or(("", &Kind::Any))
    }

    /// What a row looks like, where this is a page of a list.
    pub fn row(&self) -> &'static Kind {
        self.rows().1
    }

    /// What the scanner expects here, in words for a message.
    pub const fn words(&self) -> &'static str {
        match self {
            Kind::Bool => "true or false",
            Kind::Integer { min: 0, .. } => "an integer of at least 0",
            Kind::Integer { min: 1, .. } => "an integer of at least 1",
            Kind::Integer { .. } => "an integer",
            Kind::Number => "a number",
            Kind::Text(format) => format.words(),
            Kind::List(_) => "an array",
            Kind::Commas(_) => "an array of strings, or one comma-separated string",
            Kind::Object(_) | Kind::Map(_) | Kind::Union(_) => "an object",
            Kind::Any => "a value",
        }
    }
}

/// One table out of two, for a struct that is flattened into another.
#[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
pub const fn join<const N: usize>(own: &[Field], base: &[Field]) -> [Field; N] {
    assert!(own.len() + base.len() == N);
    let mut all = [base[0]; N];
    let mut index = 0;
    while index < own.len() {
        all[index] = own[index];
        index += 1;
    }
    while index < N {
        all[index] = base[index - own.len()];
        index += 1;
    }
    all
}

impl Shaped for bool {
    const KIND: Kind = Kind::Bool;
}
impl Shaped for u32 {
    const KIND: Kind = Kind::Integer { min: 0, max: u32::MAX as u64 };
}
impl Shaped for std::num::NonZeroU32 {
    const KIND: Kind = Kind::Integer { min: 1, max: u32::MAX as u64 };
}
impl Shaped for u64 {
    const KIND: Kind = Kind::Integer { min: 0, max: u64::MAX };
}
impl Shaped for i64 {
    const KIND: Kind = Kind::Integer { min: i64::MIN, max: i64::MAX as u64 };
}
impl Shaped for f64 {
    const KIND: Kind = Kind::Number;
}
impl Shaped for String {
    const KIND: Kind = Kind::Text(Format::Plain);
}
impl Shaped for serde_json::Value {
    const KIND: Kind = Kind::Any;
}
impl<T: Shaped> Shaped for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}
impl<T: Shaped> Shaped for BTreeMap<String, T> {
    const KIND: Kind = Kind::Map(&T::KIND);
}
