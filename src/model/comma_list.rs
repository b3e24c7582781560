//! Lists that are sent as one comma-separated parameter.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::schema::{Format, HasSchema, Schema};

/// An element of a comma-separated list.
pub trait Word {
    /// The element's schema.
    const ELEMENT: Schema;
}

/// Several values in one query parameter. Callers pass an array or a comma-separated string.
#[derive(Debug, Clone, PartialEq)]
pub struct CommaList<T> {
    /// The elements, as they are sent.
    pub words: Vec<String>,
    is: PhantomData<fn() -> T>,
}

impl<T> CommaList<T> {
    /// Creates a list of these elements.
    pub fn new(words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { words: words.into_iter().map(Into::into).collect(), is: PhantomData }
    }
}

impl<T: Word> HasSchema for CommaList<T> {
    const SCHEMA: Schema = Schema::CommaSeparated(&T::ELEMENT);
}

impl<T> Serialize for CommaList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.words.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for CommaList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> de::Visitor<'de> for Words {
            type Value = Vec<String>;

            fn expecting(&self, words: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                words.write_str("an array of strings, or one comma-separated string")
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(text.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect())
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = elements.next_element()? {
                    words.push(word);
                }
                Ok(words)
            }
        }
        deserializer.deserialize_any(Words).map(Self::new)
    }
}

/// A field to sort by and the direction, such as `created_time:desc`.
#[derive(Debug, Clone, PartialEq)]
pub struct Order;

impl Word for Order {
    const ELEMENT: Schema = Schema::Text(Format::Order);
}

impl Word for String {
    const ELEMENT: Schema = Schema::Text(Format::Word);
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Several values in one parameter: an array, or one comma-separated string. */
export type CommaList<T extends string> = readonly T[] | string;

/** A field to sort by and the direction, such as `"created_time:desc"`. */
export type Order = `${string}:asc` | `${string}:desc`;
"#;
