//! Enumerations. In replies they are open: an unknown value is kept unchanged and is never an error. In callers' input they
//! are closed: a misspelled value is rejected before it is sent.

/// Declares enumerations of replies, with their values on the wire. Unknown values become `Other`.
macro_rules! open_enum {
    ($($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $word:literal,)* })*) => {
        $crate::model::open_enum::words! { $($(#[doc = $doc])* $name { $($variant = $word,)* })* }
        $($crate::model::open_enum::schema! {
            $name, $crate::schema::Format::Plain, $crate::schema::Format::Word,
            "\n/**\n", $(" *", $doc, "\n",)* " */\nexport type ", stringify!($name), " = ",
            $("\"", $word, "\" | ",)* "(string & {});\n"
        })*
    };
}

/// Declares enumerations of callers' input, where only known values are valid. In replies, their TypeScript type is
/// `Open<…>`.
macro_rules! input_enum {
    ($($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $word:literal,)* })*) => {
        $crate::model::open_enum::words! { $($(#[doc = $doc])* $name { $($variant = $word,)* })* }
        $($crate::model::open_enum::schema! {
            $name, $crate::schema::Format::OneOf(&[$($word),*]), $crate::schema::Format::OneOf(&[$($word),*]),
            "\n/**\n", $(" *", $doc, "\n",)* " */\nexport type ", stringify!($name), " =",
            $(" | \"", $word, "\"",)* ";\n"
        })*
    };
}

/// Declares the Rust type of an enumeration.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $word:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] $variant,)*
            /// An unknown value.
            Other(String),
        }

        impl $name {
            /// Every known value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the value on the wire.
            pub const fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word.as_str(),
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    )*};
}

/// Declares an enumeration's schemas (as a member, and as an element of a comma-separated list) and its TypeScript type.
macro_rules! schema {
    ($name:ident, $member:expr, $element:expr, $($typescript:tt)*) => {
        impl $crate::schema::HasSchema for $name {
            const SCHEMA: $crate::schema::Schema = $crate::schema::Schema::Text($member);
        }

        impl $crate::model::comma_list::Word for $name {
            const ELEMENT: $crate::schema::Schema = $crate::schema::Schema::Text($element);
        }

        const _: () = {
            #[cfg(target_arch = "wasm32")]
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPESCRIPT: &str = concat!($($typescript)*);
        };
    };
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** A value in a reply: a known one, or one that the API has added since. */
export type Open<Word extends string> = Word | (string & {});
"#;

pub(super) use {input_enum, open_enum, schema, words};
