/// The 64-bit FNV-1a hash of a row's fields, starting from the previous row's hash. It detects rows that were
/// changed, removed or moved, except for rows removed at the end.
///
/// Source: <http://www.isthe.com/chongo/tech/comp/fnv/>.
#[derive(Clone, Copy)]
pub struct Checksum(u64);

impl Checksum {
    /// The hash before the first row.
    pub const START: Self = Self(0xcbf2_9ce4_8422_2325);

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
        self.0.cast_signed()
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(bytes.iter().fold(self.0, step))
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
