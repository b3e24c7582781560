//! Objects of the client's own results, which are built member by member: as JavaScript objects, or as JSON in tests.
//!
//! They are not serialized to JSON on the way: writing a floating-point number as text takes kilobytes of code.

use std::rc::Rc;

use crate::schema::{Checked, Format, HasSchema, Schema};

/// An object under construction.
pub trait Members {
    /// Adds a boolean.
    fn flag(&mut self, name: &'static str, value: bool);
    /// Adds a number.
    fn number(&mut self, name: &'static str, value: f64);
    /// Adds a string.
    fn text(&mut self, name: &'static str, value: &str);
    /// Adds a value that exists as JSON.
    fn json(&mut self, name: &'static str, value: &[u8]);
    /// Adds an object.
    fn object(&mut self, name: &'static str, value: &dyn Figures);
}

/// An object that `#[model(figures)]` declares.
pub trait Figures {
    /// Adds its members, except those that are absent.
    fn write(&self, object: &mut dyn Members);
}

/// The value of a member.
pub trait Figure {
    /// Its schema, by which a client checks what an edge has built.
    const SCHEMA: Schema;

    /// Adds it to an object.
    fn add(&self, name: &'static str, object: &mut dyn Members);
}

impl Figure for bool {
    const SCHEMA: Schema = Schema::Bool;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.flag(name, *self);
    }
}

impl Figure for u64 {
    const SCHEMA: Schema = Schema::Number;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.number(name, *self as f64);
    }
}

impl Figure for f64 {
    const SCHEMA: Schema = Schema::Number;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.number(name, *self);
    }
}

impl Figure for &str {
    const SCHEMA: Schema = Schema::Text(Format::Plain);

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.text(name, self);
    }
}

impl<T: HasSchema> Figure for Rc<Checked<T>> {
    const SCHEMA: Schema = T::SCHEMA;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        object.json(name, self.as_bytes());
    }
}

impl<T: Figure> Figure for Option<T> {
    const SCHEMA: Schema = T::SCHEMA;

    fn add(&self, name: &'static str, object: &mut dyn Members) {
        if let Some(value) = self {
            value.add(name, object);
        }
    }
}

/// Declares enumerations whose values are strings.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $of:literal])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub enum $name {
            $($(#[doc = $of])* #[cfg_attr(target_arch = "wasm32", serde(rename = $word))] $variant,)*
        }

        impl $crate::model::figures::Figure for $name {
            const SCHEMA: $crate::schema::Schema = $crate::schema::Schema::Text($crate::schema::Format::Plain);

            fn add(&self, name: &'static str, object: &mut dyn $crate::model::figures::Members) {
                object.text(name, match self { $(Self::$variant => $word,)* });
            }
        }
    )*};
}

pub(super) use words;
