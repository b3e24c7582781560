//! JSON text that has been validated against a type.

use std::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    HasSchema, Member, ObjectSchema, Schema, Select, ValidationError, elements, find_text, members,
    scan::Scanner, scan::Strictness, scan::scan, select::Chosen,
};

/// JSON text that has been validated against `T`: a caller's input before it is sent, or a server's reply.
///
/// It remains text until values are needed: JavaScript parses it with `JSON.parse`, Rust with [`Checked::read`].
pub struct Checked<T> {
    text: Vec<u8>,
    is: PhantomData<fn() -> T>,
}

/// A caller's value that does not fit its schema.
#[derive(Debug)]
pub struct InputError {
    /// The name of the expected type.
    pub object: &'static str,
    /// What is wrong with the value.
    pub source: Box<ValidationError>,
}

impl<T: HasSchema> Checked<T> {
    /// Validates a caller's JSON. Unknown members, wrong types and malformed strings are errors.
    pub fn input(text: String) -> Result<Self, InputError> {
        Self::input_as(text, Strictness::Input)
    }

    /// Validates a caller's JSON with this strictness.
    pub fn input_as(text: String, strictness: Strictness) -> Result<Self, InputError> {
        let text = text.into_bytes();
        input(&text, &T::SCHEMA, strictness)?;
        Ok(Self { text, is: PhantomData })
    }

    /// Serializes a caller's value and validates it like [`Checked::input`].
    pub fn of(value: &T) -> Result<Self, InputError>
    where
        T: Serialize,
    {
        // Serializing plain data cannot fail; an empty string would be rejected below.
        Self::input(serde_json::to_string(value).unwrap_or_default())
    }

    /// Validates a server's JSON. Unknown members are ignored.
    pub fn reply(text: Vec<u8>) -> Result<Self, Box<ValidationError>> {
        scan(&text, &T::SCHEMA, Strictness::Reply)?;
        Ok(Self { text, is: PhantomData })
    }

    /// Wraps text that was validated elsewhere, or is known to fit the schema.
    pub fn known(text: Vec<u8>) -> Self {
        Self { text, is: PhantomData }
    }

    /// Returns the text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }

    /// Returns the text, consuming `self`.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text
    }

    /// Deserializes the value. Returns `None` if a string is not UTF-8, which the scanner does not check.
    pub fn read(&self) -> Option<T>
    where
        T: DeserializeOwned,
    {
        serde_json::from_slice(&self.text).ok()
    }

    /// Returns the object in the text, if `T` is an object or a union of objects.
    pub fn object(&self) -> Object<'_> {
        Object::new(&self.text, &T::SCHEMA)
    }

    /// Returns the elements, if `T` is an array.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        elements(std::str::from_utf8(&self.text).unwrap_or_default())
    }
}

/// A validated object whose Rust type has been erased.
#[derive(Clone, Copy)]
pub struct Object<'a> {
    text: &'a str,
    /// Its schema; for a union, that of the variant.
    pub object: &'static ObjectSchema,
    /// For a union: the name of the discriminating member, and its value.
    pub tag: Option<(&'static str, &'a str)>,
}

impl<'a> Object<'a> {
    /// Creates a view of the object in text that has been validated against this schema.
    #[inline]
    pub fn new(text: &'a [u8], schema: &'static Schema) -> Self {
        static NOTHING: ObjectSchema = ObjectSchema::new("", &[]);
        // The scanner does not check for UTF-8. Text that is not UTF-8 has no members here.
        let text = std::str::from_utf8(text).unwrap_or_default();
        let (object, tag) = match schema {
            Schema::Object(object) => (Some(*object), None),
            Schema::Union(union) => match find_text(text, union.tag) {
                Some(word) => (union.variant(word), Some((union.tag, word))),
                None => (None, None),
            },
            _ => (None, None),
        };
        Self { text, object: object.unwrap_or(&NOTHING), tag }
    }

    /// Returns the members that are not `null`.
    #[inline]
    pub fn members(&self) -> impl Iterator<Item = Member<'a>> {
        members(self.text, self.object).filter(|member| !member.is_null())
    }
}

/// Validates a server's text against a schema, and reduces a list's rows to the selected fields.
#[inline]
pub fn check_reply(
    text: &mut Vec<u8>,
    schema: &'static Schema,
    select: Select,
) -> Result<(), Box<ValidationError>> {
    if select.is_whole() {
        return scan(text, schema, Strictness::Reply);
    }
    select_page(text, schema, select)
}

/// Validates a caller's text against a schema, and returns the object in it.
#[inline]
pub fn check_input<'a>(
    text: &'a str,
    schema: &'static Schema,
    strictness: Strictness,
) -> Result<Object<'a>, InputError> {
    input(text.as_bytes(), schema, strictness)?;
    Ok(Object::new(text.as_bytes(), schema))
}

/// Returns whether a server's text fits a schema.
#[inline]
pub fn fits(text: &[u8], schema: &'static Schema) -> bool {
    scan(text, schema, Strictness::Reply).is_ok()
}

#[inline]
fn input(text: &[u8], schema: &'static Schema, strictness: Strictness) -> Result<(), InputError> {
    let object = match schema {
        Schema::Object(object) => object.name,
        Schema::Union(union) => union.name,
        other => other.words(),
    };
    scan(text, schema, strictness).map_err(|source| InputError { object, source })
}

/// Validates a list page, and reduces its rows to the selected fields.
#[inline]
fn select_page(
    page: &mut Vec<u8>,
    schema: &'static Schema,
    select: Select,
) -> Result<(), Box<ValidationError>> {
    let chosen = Chosen::collecting(schema.row(), select, page.len() / 4);
    let mut scanner = Scanner::choosing(page, 0, chosen);
    scanner.whole(schema)?;
    scanner.chosen().replace(page);
    Ok(())
}
