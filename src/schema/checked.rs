//! JSON text that is known to fit a type.

use std::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    HasSchema, Member, ObjectSchema, Schema, Select, ValidationError, elements, find_text, members,
    scan::Strictness, scan::scan, select::select_page,
};

/// JSON text that has been checked against `T`: what callers say on its way out, what the server says on its way in.
///
/// It stays text until somebody needs values: JavaScript reads it with `JSON.parse`, Rust with [`Checked::read`].
pub struct Checked<T> {
    text: Vec<u8>,
    is: PhantomData<fn() -> T>,
}

/// A value that cannot be what it was given for.
#[derive(Debug)]
pub struct InputError {
    /// The type's name.
    pub object: &'static str,
    /// What is wrong with it.
    pub source: Box<ValidationError>,
}

impl<T: HasSchema> Checked<T> {
    /// Takes a caller's JSON: unknown members, wrong types and misformed strings are refused.
    pub fn input(text: String) -> Result<Self, InputError> {
        let text = text.into_bytes();
        input(&text, &T::SCHEMA)?;
        Ok(Self { text, is: PhantomData })
    }

    /// Takes a caller's value, by the same rules.
    pub fn of(value: &T) -> Result<Self, InputError>
    where
        T: Serialize,
    {
        // Writing plain data to memory cannot fail; text that is no JSON would be refused below all the same.
        Self::input(serde_json::to_string(value).unwrap_or_default())
    }

    /// Takes a server's JSON: what no table knows is let be.
    pub fn reply(text: Vec<u8>) -> Result<Self, Box<ValidationError>> {
        scan(&text, &T::SCHEMA, Strictness::Reply)?;
        Ok(Self { text, is: PhantomData })
    }

    /// Takes text that has been checked by its table already, or was written to fit it.
    pub fn known(text: Vec<u8>) -> Self {
        Self { text, is: PhantomData }
    }

    /// The text.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }

    /// The text, to keep.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text
    }

    /// The value itself. `None` where a string is not UTF-8, which the scanner leaves to whoever decodes.
    pub fn read(&self) -> Option<T>
    where
        T: DeserializeOwned,
    {
        serde_json::from_slice(&self.text).ok()
    }

    /// The object that the text is, where `T` is one, or a union of them.
    pub fn object(&self) -> Object<'_> {
        Object::new(&self.text, &T::SCHEMA)
    }

    /// The elements, where `T` is an array.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        elements(std::str::from_utf8(&self.text).unwrap_or_default())
    }
}

/// A checked object, with its type gone: only its table is left.
#[derive(Clone, Copy)]
pub struct Object<'a> {
    text: &'a str,
    /// Its table: a union's variant, where its type is one.
    pub object: &'static ObjectSchema,
    /// The member that says which of a union's variants it is, and the word that it says.
    pub tag: Option<(&'static str, &'a str)>,
}

impl<'a> Object<'a> {
    fn new(text: &'a [u8], schema: &'static Schema) -> Self {
        static NOTHING: ObjectSchema = ObjectSchema::new("", &[]);
        // Where it is no UTF-8, which the scanner does not know, it has no members.
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

    /// The members that have a value.
    pub fn members(&self) -> impl Iterator<Item = Member<'a>> {
        members(self.text, self.object).filter(|member| !member.is_null())
    }
}

/// Checks a server's text against a table, where its type is not at hand. Of a list's rows, only what is wanted is left.
pub fn check_reply(
    text: &mut Vec<u8>,
    schema: &'static Schema,
    select: Select,
) -> Result<(), Box<ValidationError>> {
    if select.is_whole() {
        return scan(text, schema, Strictness::Reply);
    }
    *text = select_page(std::mem::take(text), schema, select)?;
    Ok(())
}

/// Checks a caller's text against a table, where its type is not at hand, and gives the object that it is.
pub fn check_input<'a>(text: &'a str, schema: &'static Schema) -> Result<Object<'a>, InputError> {
    input(text.as_bytes(), schema)?;
    Ok(Object::new(text.as_bytes(), schema))
}

fn input(text: &[u8], schema: &'static Schema) -> Result<(), InputError> {
    let object = match schema {
        Schema::Object(object) => object.name,
        Schema::Union(union) => union.name,
        other => other.words(),
    };
    scan(text, schema, Strictness::Input).map_err(|source| InputError { object, source })
}
