//! The types that schemas are made of.

use std::collections::BTreeMap;

use crate::Format;

/// JavaScript's `Number.MAX_SAFE_INTEGER`: it represents all integers up to this one exactly.
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;
const MIN_SAFE_INTEGER: i64 = -(MAX_SAFE_INTEGER as i64);
const MAX_U32: u64 = u32::MAX as u64;

/// A Rust type that has a schema.
///
/// `#[model]` implements it for the API's types; the impls for primitive types are below.
pub trait HasSchema {
    /// The type's schema.
    const SCHEMA: Schema;
}

/// The schema of a JSON value.
#[derive(Debug, Clone, Copy)]
pub enum Schema {
    /// `true` or `false`.
    Bool,
    /// An integer within inclusive bounds. The bounds apply to callers' input only: a reply may have any 64-bit integer.
    Integer {
        /// The minimum.
        min: i64,
        /// The maximum.
        max: u64,
    },
    /// Any number within a double's range.
    Number,
    /// A string. The format applies to callers' input only.
    Text(Format),
    /// An array of elements of one schema.
    List(&'static Schema),
    /// An array of strings of this schema, or one comma-separated string.
    CommaSeparated(&'static Schema),
    /// An object with known members.
    Object(&'static ObjectSchema),
    /// An object with any keys and values of one schema.
    Map(&'static Schema),
    /// One of several objects, discriminated by one member.
    Union(&'static Union),
    /// Any JSON value.
    Any,
}

/// An object with known members.
#[derive(Debug)]
pub struct ObjectSchema {
    /// The type's name, for error messages.
    pub name: &'static str,
    /// Its known members, at most 63.
    pub fields: &'static [Field],
    /// One bit for each required field.
    pub required: u64,
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key on the wire.
    pub name: &'static str,
    /// The schema of its value.
    pub schema: &'static Schema,
    /// Whether it is required. In a reply, an optional member may also be `null`.
    pub required: bool,
    /// The JSON to send if a caller leaves it out.
    pub default: Option<&'static str>,
}

impl Field {
    /// Creates a required field.
    pub const fn required(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, schema, required: true, default: None }
    }

    /// Creates a field that may be left out.
    pub const fn optional(name: &'static str, schema: &'static Schema) -> Self {
        Self { name, schema, required: false, default: None }
    }
}

/// Several objects, discriminated by one member.
#[derive(Debug)]
pub struct Union {
    /// The type's name, for error messages.
    pub name: &'static str,
    /// The name of the discriminating member.
    pub tag: &'static str,
    /// The member's possible values, each with the schema of its object.
    pub variants: &'static [(&'static str, &'static Schema)],
}

impl ObjectSchema {
    /// Creates a schema from its fields.
    #[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        assert!(
            fields.len() <= 63,
            "an object has at most 63 fields: they are counted in a u64, with a union's tag"
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
    /// Returns the variant for a value of the tag.
    pub fn variant(&self, tag: &str) -> Option<&'static ObjectSchema> {
        match self.variants.iter().find(|(word, _)| *word == tag)? {
            (_, Schema::Object(object)) => Some(object),
            _ => None,
        }
    }
}

impl Schema {
    /// Returns the fields of an object's schema. They are empty for every other schema.
    pub const fn fields(&self) -> &'static [Field] {
        match self {
            Schema::Object(object) => object.fields,
            _ => &[],
        }
    }

    /// For a list page, returns the name of the member that holds the rows (its only array), and the schema of a row.
    pub fn rows(&self) -> (&'static str, &'static Schema) {
        let mut lists = self.fields().iter().filter_map(|field| match field.schema {
            Schema::List(row) => Some((field.name, *row)),
            _ => None,
        });
        lists.next().unwrap_or(("", &Schema::Any))
    }

    /// For a list page, returns the schema of a row.
    pub fn row(&self) -> &'static Schema {
        self.rows().1
    }

    /// Returns the expected type in words, for error messages.
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

    /// Returns the expected range of an integer in words, for error messages.
    pub const fn range(&self) -> &'static str {
        match self {
            Schema::Integer { min: 0, max: MAX_U32 } => "an integer from 0 to 4294967295",
            Schema::Integer { min: 1, max: MAX_U32 } => "an integer from 1 to 4294967295",
            Schema::Integer { min: 0, max: MAX_SAFE_INTEGER } => "an integer from 0 to 9007199254740991",
            Schema::Integer { min: MIN_SAFE_INTEGER, max: MAX_SAFE_INTEGER } => {
                "an integer from -9007199254740991 to 9007199254740991"
            }
            _ => self.words(),
        }
    }
}

/// Concatenates two field lists, for a struct that is flattened into another.
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
    const SCHEMA: Schema = Schema::Integer { min: 0, max: MAX_U32 };
}
impl HasSchema for std::num::NonZeroU32 {
    const SCHEMA: Schema = Schema::Integer { min: 1, max: MAX_U32 };
}
impl HasSchema for u64 {
    const SCHEMA: Schema = Schema::Integer { min: 0, max: MAX_SAFE_INTEGER };
}
impl HasSchema for i64 {
    const SCHEMA: Schema = Schema::Integer { min: MIN_SAFE_INTEGER, max: MAX_SAFE_INTEGER };
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
