use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// An identifier as the API writes it: 8-4-4-4-12 hexadecimal digits.
///
/// Many of the API's own samples are not valid RFC 9562 UUIDs, so version and variant are not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

/// The positions of the hyphens.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl Id {
    /// Creates an id from 128 bits, most significant digit first.
    #[must_use]
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }

    /// Returns the id's 128 bits.
    #[must_use]
    pub const fn bits(self) -> u128 {
        self.0
    }

    /// Parses 36 characters in either case. Returns `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 36 {
            return None;
        }
        let mut bits = 0u128;
        for (position, byte) in text.bytes().enumerate() {
            if HYPHENS.contains(&position) {
                if byte != b'-' {
                    return None;
                }
                continue;
            }
            let digit = char::from(byte).to_digit(16)?;
            bits = bits << 4 | u128::from(digit);
        }
        Some(Self(bits))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0;
        write!(
            out,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            bits >> 96,
            bits >> 80 & 0xffff,
            bits >> 64 & 0xffff,
            bits >> 48 & 0xffff,
            bits & 0xffff_ffff_ffff
        )
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn ids_round_trip() {
        let text = "ffffffff-abcd-4000-0000-00000000000f";
        assert_eq!(Id::parse(text).map(|id| id.to_string()).as_deref(), Some(text));
    }

    #[test]
    fn only_hyphenated_hexadecimal_is_an_id() {
        for text in [
            "",
            "3fa85f6457174562b3fc2c963f66afa6",
            "{3fa85f64-5717-4562-b3fc-2c963f66afa6}",
            "3fa85f64-5717-4562-b3fc-2c963f66afag",
            "3fa85f64-5717-4562-b3fc+2c963f66afa6",
            "3fa85f64-5717-4562-b3fc-2c963f66afé",
        ] {
            assert_eq!(Id::parse(text), None, "{text}");
        }
    }
}
