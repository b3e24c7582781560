//! Open enumerations: an unknown value is kept as it came and is never an error.

/// Declares an enumeration with the values on the wire, and `Other` for unknown ones.
macro_rules! open_enum {
    ($($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $first:literal,)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $first, "`")] $variant,)*
            /// An unknown value.
            Other(String),
        }

        impl $name {
            /// Every known value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $first,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($first => Self::$variant,)*
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

        impl $crate::schema::HasSchema for $name {
            const SCHEMA: $crate::schema::Schema = $crate::schema::Schema::Text($crate::schema::Format::Plain);
        }

        impl $crate::model::comma_separated::Word for $name {
            const FORMAT: $crate::schema::Format = $crate::schema::Format::Word;
        }

        const _: () = {
            #[cfg(target_arch = "wasm32")]
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const TYPESCRIPT: &str = concat!(
                "\n/**\n", $(" *", $doc, "\n",)* " */\nexport type ", stringify!($name), " = ",
                $("\"", $first, "\" | ",)* "(string & {});\n"
            );
        };
    )*};
}

pub(super) use open_enum;
