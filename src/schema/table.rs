//! The tables themselves.

use std::collections::BTreeMap;

use crate::Format;

/// A Rust type with a JSON form that the scanner can check.
///
/// `#[model]` implements it for the API's schemas; the impls for plain values are below.
pub trait HasSchema {
    /// What the type's JSON looks like.
    const SCHEMA: Schema;
}

/// What may stand at one place in a JSON text.
#[derive(Debug, Clone, Copy)]
pub enum Schema {
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
    List(&'static Schema),
    /// An array of strings, or one string that holds them separated by commas.
    CommaSeparated(Format),
    /// An object with known members.
    Object(&'static ObjectSchema),
    /// An object with any keys.
    Map(&'static Schema),
    /// One of several objects, told apart by one member.
    Union(&'static Union),
    /// Any JSON value.
    Any,
}

/// An object with known members.
#[derive(Debug)]
pub struct ObjectSchema {
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
    pub schema: &'static Schema,
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
    pub variants: &'static [(&'static str, &'static Schema)],
}

impl ObjectSchema {
    /// A schema from its rows.
    #[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        assert!(
            fields.len() <= 63,
            "a object has at most 63 fields: they are counted in a u64, with a union's tag"
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
    pub(super) fn variant(&self, tag: &str) -> Option<&'static ObjectSchema> {
        match self.variants.iter().find(|(word, _)| *word == tag)? {
            (_, Schema::Object(object)) => Some(object),
            _ => None,
        }
    }
}

impl Schema {
    /// The members of an object's schema; none for every other.
    pub const fn fields(&self) -> &'static [Field] {
        match self {
            Schema::Object(object) => object.fields,
            _ => &[],
        }
    }

    /// The member with the rows, and what a row looks like, where this is a page of a list: its only array.
    pub fn rows(&self) -> (&'static str, &'static Schema) {
        let mut lists = self.fields().iter().filter_map(|field| match field.schema {
            Schema::List(row) => Some((field.name, *row)),
            _ => None,
        });
        lists.next().unwrap_or(("", &Schema::Any))
    }

    /// What a row looks like, where this is a page of a list.
    pub fn row(&self) -> &'static Schema {
        self.rows().1
    }

    /// What the scanner expects here, in words for a message.
    pub const fn words(&self) -> &'static str {
        match self {
            Schema::Bool => "true or false",
            Schema::Integer { min: 0, .. } => "an integer of at least 0",
            Schema::Integer { min: 1, .. } => "an integer of at least 1",
            Schema::Integer { .. } => "an integer",
            Schema::Number => "a number",
            Schema::Text(format) => format.words(),
            Schema::List(_) => "an array",
            Schema::CommaSeparated(_) => "an array of strings, or one comma-separated string",
            Schema::Object(_) | Schema::Map(_) | Schema::Union(_) => "an object",
            Schema::Any => "a value",
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

impl HasSchema for bool {
    const SCHEMA: Schema = Schema::Bool;
}
impl HasSchema for u32 {
    const SCHEMA: Schema = Schema::Integer { min: 0, max: u32::MAX as u64 };
}
impl HasSchema for std::num::NonZeroU32 {
    const SCHEMA: Schema = Schema::Integer { min: 1, max: u32::MAX as u64 };
}
impl HasSchema for u64 {
    const SCHEMA: Schema = Schema::Integer { min: 0, max: u64::MAX };
}
impl HasSchema for i64 {
    const SCHEMA: Schema = Schema::Integer { min: i64::MIN, max: i64::MAX as u64 };
}
impl HasSchema for f64 {
    const SCHEMA: Schema = Schema::Number;
}
impl HasSchema for String {
    const SCHEMA: Schema = Schema::Text(Format::Plain);
}
impl HasSchema for serde_json::Value {
    const SCHEMA: Schema = Schema::Any;
}
impl<T: HasSchema> HasSchema for Vec<T> {
    const SCHEMA: Schema = Schema::List(&T::SCHEMA);
}
impl<T: HasSchema> HasSchema for BTreeMap<String, T> {
    const SCHEMA: Schema = Schema::Map(&T::SCHEMA);
}
