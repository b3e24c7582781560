use schemars::{Schema, json_schema};
use serde::{Serialize, Serializer};

/// An enumeration of the API, such as the type of a campaign.
pub trait Enumeration: Copy + Eq + 'static {
    /// All members, in the API's order.
    const ALL: &'static [Self];

    /// Returns the member's name on the wire.
    fn as_str(self) -> &'static str;

    /// Parses a member, case-sensitively.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.as_str() == word)
    }

    /// Returns all members, quoted and comma-separated, for the API's error messages.
    fn permitted() -> String {
        let quoted: Vec<String> = Self::ALL.iter().map(|member| format!("'{}'", member.as_str())).collect();
        quoted.join(", ")
    }
}

/// Declares an [`Enumeration`] with the names of its members on the wire, by which it is serialized.
macro_rules! enumeration {
    ($(#[$about:meta])* $name:ident { $($member:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the words on the wire say what the members are")]
        pub enum $name { $($member),+ }

        impl $crate::enumeration::Enumeration for $name {
            const ALL: &'static [Self] = &[$(Self::$member),+];

            fn as_str(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::enumeration::serialize_word(*self, serializer)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::enumeration::schema::<Self>()
            }
        }
    };
}
pub(crate) use enumeration;

/// Serializes a member.
///
/// # Errors
/// Returns the errors of the serializer.
pub fn serialize_word<E: Enumeration, S: Serializer>(member: E, serializer: S) -> Result<S::Ok, S::Error> {
    member.as_str().serialize(serializer)
}

/// Returns the JSON schema of an enumeration.
#[must_use]
pub fn schema<E: Enumeration>() -> Schema {
    let words: Vec<&str> = E::ALL.iter().map(|member| member.as_str()).collect();
    json_schema!({ "type": "string", "enum": words })
}
