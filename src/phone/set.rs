//! A set of phone numbers, which finds duplicates.

use crate::{
    phone::{dialed, dials_zero},
    schema::split_once_at,
    text::{narrow, separates_digits},
};

/// A set of phone numbers that recognizes a number in different notations. Takes some 16 bytes per number.
///
/// A hash table for integers only: a general one would add 1 kB to what every page downloads.
#[derive(Default)]
pub struct PhoneNumberSet {
    /// A power of two of slots, at least a quarter of them empty. An empty slot is 0, which no number is.
    slots: Vec<u64>,
    count: usize,
}

impl PhoneNumberSet {
    /// Adds a number, and returns whether it is new to the set. Ignores blanks, dashes and the like, and how the number is marked
    /// as international. A text that is no number is always new.
    pub fn insert(&mut self, number: &str) -> bool {
        packed(number).is_none_or(|number| self.insert_packed(number))
    }

    /// Returns whether a number is in the set.
    pub fn contains(&self, number: &str) -> bool {
        self.count > 0
            && packed(number).is_some_and(|number| {
                slot_of(&self.slots, number).and_then(|slot| self.slots.get(slot)) == Some(&number)
            })
    }

    /// Adds a packed number, and returns whether it is new to the set.
    fn insert_packed(&mut self, number: u64) -> bool {
        if self.count * 4 >= self.slots.len() * 3 {
            let room = vec![0; (self.slots.len() * 2).max(64)];
            for number in std::mem::replace(&mut self.slots, room) {
                put(&mut self.slots, number);
            }
        }
        let is_new = put(&mut self.slots, number);
        self.count += usize::from(is_new);
        is_new
    }
}

/// Inserts a number, and returns whether it is new to the table.
fn put(slots: &mut [u64], number: u64) -> bool {
    let slot = slot_of(slots, number).and_then(|slot| slots.get_mut(slot));
    slot.is_some_and(|held| std::mem::replace(held, number) == 0)
}

/// Returns a number's slot in a table, or the empty one for it, by linear probing from the slot of its hash.
fn slot_of(slots: &[u64], number: u64) -> Option<usize> {
    let last = slots.len().wrapping_sub(1);
    let mut slot = spread(number) as usize & last;
    while *slots.get(slot)? != 0 && slots.get(slot) != Some(&number) {
        slot = slot.wrapping_add(1) & last;
    }
    Some(slot)
}

/// A number without a plus counts as international from this many digits on: a shorter one can be a local number.
const ABROAD: u32 = 11;

/// Packs a number's digits into one integer, or returns `None` if the text is not a number. Ignores text before it, and an
/// extension after it, which is on the same line.
fn packed(number: &str) -> Option<u64> {
    // A leading 1 preserves zeros after it. With 18 digits, that still leaves room for the bit of the plus.
    let (mut digits, mut count, mut plus) = (1u64, 0, false);
    // In most countries, the trunk zero in brackets is dialed only within the country.
    let number = dialed(number);
    let (before, behind) = split_once_at(number, "(0)").unwrap_or((number, ""));
    let zero = if dials_zero(before) && !behind.is_empty() { "0" } else { "" };
    for character in before.chars().chain(zero.chars()).chain(behind.chars()) {
        match narrow(character) {
            digit @ '0'..='9' if count < 18 => {
                digits = digits * 10 + u64::from(digit as u32 - '0' as u32);
                count += 1;
            }
            '+' if count == 0 => plus = true,
            _ if separates_digits(character) => {}
            _ => return None,
        }
    }
    if !plus && count >= ABROAD {
        // Either 00 stands for the plus, or the plus is missing: no national number of this length begins with another digit
        // than 0.
        let unit = 10u64.pow(count - 2);
        let (first, rest) = (digits / unit - 100, digits % unit);
        let is_prefixed = first == 0 && rest / (unit / 10) > 0;
        if is_prefixed {
            digits = unit + rest;
        }
        plus = is_prefixed || first >= 10;
    }
    (count > 0).then_some(digits | u64::from(plus) << 63)
}

/// Spreads out numbers that differ only in their last digits. A stronger hash is not needed: the numbers are data, not secrets.
fn spread(number: u64) -> u64 {
    let mixed = (number ^ number >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_again_however_it_is_written() {
        let mut numbers = PhoneNumberSet::default();
        assert!(!numbers.contains("+15550100"));
        assert!(numbers.insert("+15550100"));
        assert!(!numbers.insert("+1 (555) 01-00"));
        assert!(numbers.insert("15550100"), "without its plus it may be a local number");
        assert!(numbers.insert("015550100"), "zeros in front count");
        assert!(numbers.insert("+15550101"));
        assert!(numbers.insert("+14155550111"));
        for same in ["14155550111", "0014155550111", "00 1 (415) 555-0111"] {
            assert!(numbers.contains(same) && !numbers.insert(same), "{same}");
        }
        assert!(numbers.insert("+2290197123456") && numbers.contains("+229 (0)1 97 12 34 56"));
        for other in ["4155550111", "04155550111", "014155550111", "00014155550111"] {
            assert!(!numbers.contains(other) && numbers.insert(other), "{other}");
        }
        for _ in 0..2 {
            assert!(numbers.insert("sip:ada@example.com"), "what is no number is no repeated number");
            assert!(numbers.insert("") && !numbers.contains(""));
        }
        for line in ["tel:+14155550111", "Office (new): +1 415 555 0111", "'14155550111"] {
            assert!(numbers.contains(line), "{line}");
        }
    }

    #[test]
    fn a_number_with_an_extension_is_the_line_that_is_called() {
        let mut numbers = PhoneNumberSet::default();
        assert!(numbers.insert("+14155550111"));
        for extension in [
            " ext. 5",
            "x5",
            "X 5",
            "-Ext 5",
            ";ext=5",
            ", 5",
            ",,5",
            " #5",
            " 分機5",
            "转5",
            " or +14155550112",
            " (home)",
        ] {
            for number in ["+14155550111", "+1 (415) 555-0111", "001 415 555 0111"] {
                let number = [number, extension].concat();
                assert!(numbers.contains(&number), "{number}");
            }
        }
        for other in ["+1415555 ext. 0111", "1-800-FLOWERS", "+14155550111222333444 x5"] {
            assert!(!numbers.contains(other), "{other}");
        }
    }

    #[test]
    fn what_stands_for_digits_is_no_end_of_a_number() {
        let mut numbers = PhoneNumberSet::default();
        for _ in 0..2 {
            for text in [
                "+1415555****",
                "+1415555＊＊＊＊",
                "+1415555xxxx",
                "+1415555####",
                "1-800-555-CALL",
                "1-800-555-XRAY",
                "1.800.555.CALL",
                "1800555CALL",
                "8.8691234E+11",
                "8.86912345678e+11",
            ] {
                assert!(numbers.insert(text), "{text}");
            }
        }
        assert!(!numbers.contains("+1415555") && !numbers.contains("886912345678"));
    }

    #[test]
    fn numbers_have_places_of_their_own_whichever_of_their_digits_differ() {
        const PLACES: u64 = 4_096;
        for digit in 0..10 {
            let number = |place: u64| format!("+{}", 10_000_000_000 + place * 10u64.pow(digit));
            let places = (0..PLACES).filter_map(|place| packed(&number(place))).map(|it| spread(it) % PLACES);
            // A random hash would fill 63 of 100 slots.
            let taken = places.collect::<std::collections::HashSet<_>>().len() as u64;
            assert!(taken * 2 > PLACES, "{digit}: {taken}");
        }
    }

    #[test]
    fn each_of_many_numbers_is_known_once() {
        let mut numbers = PhoneNumberSet::default();
        let all = |step: u64| (0..50_000).map(move |place| format!("+1555{:07}", place * step));
        for number in all(7) {
            assert!(numbers.insert(&number), "{number}");
        }
        for number in all(7) {
            assert!(!numbers.insert(&number), "{number}");
        }
        for number in all(7).map(|number| number.replace("+1555", "+1556")) {
            assert!(numbers.insert(&number), "{number}");
        }
    }
}
