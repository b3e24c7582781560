use seax_dialer::hash::Fnv64;

/// The hash of a row's fields, starting from the previous row's hash. It detects rows that were changed, removed or moved, except
/// for rows removed at the end.
#[derive(Clone, Copy)]
pub struct Checksum(Fnv64);

impl Checksum {
    /// The hash before the first row.
    pub const START: Self = Self(Fnv64::EMPTY);

    /// Adds a field. Its length is hashed too, which detects bytes that move from one field to the next.
    #[must_use]
    pub fn field(self, bytes: &[u8]) -> Self {
        self.bytes(&(bytes.len() as u64).to_le_bytes()).bytes(bytes)
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    /// Returns the hash as a signed integer, which SQLite can store.
    #[must_use]
    pub fn to_integer(self) -> i64 {
        self.0.value().cast_signed()
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        bytes.iter().for_each(|byte| self.0.push(*byte));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let joined = |fields: [&str; 2]| {
            fields.iter().fold(Checksum::START, |sum, field| sum.field(field.as_bytes())).to_integer()
        };
        assert_ne!(joined(["ab", "c"]), joined(["a", "bc"]));
    }
}
