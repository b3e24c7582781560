//! FNV-1a hashes. They tell apart data that nobody has made collide on purpose; they protect no secrets.

/// A hash of 64 bits, of bytes that come one by one.
#[derive(Clone, Copy)]
pub struct Fnv64(u64);

impl Default for Fnv64 {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Fnv64 {
    /// The hash of no bytes.
    pub const EMPTY: Self = Self(0xCBF2_9CE4_8422_2325);

    /// Adds a byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
    }

    /// Returns the hash of the bytes so far.
    pub fn value(&self) -> u64 {
        self.0
    }

    /// Returns the hash of these bytes.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self::default();
        bytes.iter().for_each(|byte| hash.push(*byte));
        hash.0
    }
}

/// Returns a hash of 32 bits. Takes a character as one unit, so that it differs from the bytes' where they are not ASCII.
pub fn fnv32(text: impl Iterator<Item = char>) -> u32 {
    text.fold(0x811C_9DC5, |hash, letter| (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193))
}

/// The hash of no bytes, 128 bits wide.
pub const EMPTY_128: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;

/// Adds bytes to a hash of 128 bits.
pub fn fnv128(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul((1 << 88) + 0x13B))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_are_those_of_the_specification() {
        // The vectors for "foobar" and "a" of draft-eastlake-fnv.
        assert_eq!(Fnv64::of(b"foobar"), 0x8594_4171_F739_67E8);
        assert_eq!(fnv32("foobar".chars()), 0xBF9C_F968);
        assert_eq!(fnv128(EMPTY_128, b"a"), 0xD228_CB69_6F1A_8CAF_7891_2B70_4E4A_8964);
    }
}
