//! Validates UTF-8 byte by byte, so that a field of any length can be checked without being kept.

use std::ops::RangeInclusive;

/// Continuation bytes.
const NEXT: RangeInclusive<u8> = 0x80..=0xBF;

/// A validator for the bytes of one field.
pub struct Utf8 {
    /// How many more bytes the current character needs.
    needs: u8,
    /// The bytes that are valid next in it.
    next: RangeInclusive<u8>,
    /// Whether any byte was invalid.
    bad: bool,
}

impl Default for Utf8 {
    fn default() -> Self {
        Self { needs: 0, next: NEXT, bad: false }
    }
}

impl Utf8 {
    /// Reads the next byte.
    pub fn push(&mut self, byte: u8) {
        if self.needs > 0 {
            self.bad |= !self.next.contains(&byte);
            self.next = NEXT;
            self.needs -= 1;
            return;
        }
        // The Unicode Standard, table 3-7: well-formed UTF-8 byte sequences.
        (self.needs, self.next) = match byte {
            0x00..=0x7F => return,
            0xC2..=0xDF => (1, NEXT),
            0xE0 => (2, 0xA0..=0xBF),
            0xED => (2, 0x80..=0x9F),
            0xE1..=0xEF => (2, NEXT),
            0xF0 => (3, 0x90..=0xBF),
            0xF4 => (3, 0x80..=0x8F),
            0xF1..=0xF3 => (3, NEXT),
            _ => {
                self.bad = true;
                return;
            }
        };
    }

    /// Returns whether all bytes so far are complete, valid UTF-8.
    pub fn is_valid(&self) -> bool {
        self.needs == 0 && !self.bad
    }
}

#[cfg(test)]
mod tests {
    use proptest::{
        collection::vec, num::u8, prop_assert_eq, prop_oneof, proptest, sample::select, strategy::Strategy,
    };

    use super::Utf8;

    fn valid(bytes: &[u8]) -> bool {
        let mut utf8 = Utf8::default();
        bytes.iter().for_each(|byte| utf8.push(*byte));
        utf8.is_valid()
    }

    /// Tests all pairs of a first and a second byte, followed by bytes at the bounds of their ranges.
    #[test]
    fn it_takes_what_std_takes() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for rest in [&[][..], &[0x80], &[0xBF], &[0x80, 0x80], &[0xBF, 0xBF], &[0xC0], b"a"] {
                    let bytes = [&[first, second], rest].concat();
                    assert_eq!(valid(&bytes), std::str::from_utf8(&bytes).is_ok(), "{bytes:x?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn it_takes_what_std_takes_at_any_length(
            bytes in vec(prop_oneof![
                select("aé台😀".as_bytes().to_vec()).prop_map(|byte| vec![byte]),
                select(vec!["a", "é", "台", "😀", "\u{feff}"]).prop_map(|text| text.as_bytes().to_vec()),
                u8::ANY.prop_map(|byte| vec![byte]),
            ], 0..12)
        ) {
            let bytes = bytes.concat();
            prop_assert_eq!(valid(&bytes), std::str::from_utf8(&bytes).is_ok());
        }
    }
}
