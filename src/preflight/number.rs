//! Phone numbers: whether they are E.164, and which were seen before.

use crate::{
    schema::Format,
    template::{is_mark, narrow},
};

/// Whether a number has the international form of ITU-T E.164: a plus and 7 to 15 digits, the first of them not 0.
pub fn is_e164(number: &str) -> bool {
    Format::Phone.fits(number.as_bytes())
}

/// The phone numbers that were seen, at some 16 bytes each however they are written.
///
/// A table of its own: integers are all that is ever in it, and a general one is 1 kB of what every page downloads.
#[derive(Default)]
pub struct PhoneNumberSet {
    /// As many places as a power of two, a quarter of them at least empty: zeros, which no number is.
    places: Vec<u64>,
    count: usize,
}

impl PhoneNumberSet {
    /// Notes a number. Whether it was there before; blanks, dashes and the like do not count, and nor does how it is written that
    /// it is international.
    pub fn seen(&mut self, number: &str) -> bool {
        packed(number).is_some_and(|number| self.holds(number))
    }

    /// Whether it was there before; now it is.
    fn holds(&mut self, number: u64) -> bool {
        if self.count * 4 >= self.places.len() * 3 {
            let room = vec![0; (self.places.len() * 2).max(64)];
            for number in std::mem::replace(&mut self.places, room) {
                put(&mut self.places, number);
            }
        }
        let before = put(&mut self.places, number);
        self.count += usize::from(!before);
        before
    }
}

/// Whether a number was in the table before; now it is: from the place that its own bits say, on to the first that is free.
fn put(places: &mut [u64], number: u64) -> bool {
    let last = places.len().wrapping_sub(1);
    let mut place = spread(number) as usize;
    while let Some(held) = places.get_mut(place & last) {
        if *held == 0 || *held == number {
            return std::mem::replace(held, number) != 0;
        }
        place = place.wrapping_add(1);
    }
    false
}

/// A number without a plus is international if it has so many digits: fewer can be a local number.
const ABROAD: u32 = 11;

/// A number's digits as one integer. `None` for a text that is no number. What stands before it does not count: "tel:", a quote.
fn packed(number: &str) -> Option<u64> {
    // A leading 1 keeps the zeros behind it; 18 digits and that still fit beside the bit for the plus.
    let (mut digits, mut count, mut plus) = (1u64, 0, false);
    // What is dialed at home only.
    let parts = number.split("(0)");
    for character in parts.flat_map(str::chars) {
        match narrow(character) {
            digit @ '0'..='9' if count < 18 => {
                digits = digits * 10 + u64::from(digit as u32 - '0' as u32);
                count += 1;
            }
            '+' if count == 0 => plus = true,
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            other if other.is_whitespace() || is_mark(other) => {}
            _ if count == 0 && !plus => {}
            _ => return None,
        }
    }
    if !plus && count >= ABROAD {
        // What is dialed instead of the plus, or nothing: no country has so long numbers of its own that begin otherwise.
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

/// Spreads numbers that differ in their last digits only. They are data and no secret, so that nothing more is needed.
fn spread(number: u64) -> u64 {
    let mixed = (number ^ number >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_numbers_are_a_plus_and_seven_to_fifteen_digits() {
        for good in ["+12345678900", "+886912123456", "+6834002", "+123456789012345"] {
            assert!(is_e164(good), "{good}");
        }
        for bad in [
            "",
            "+",
            "12345678900",
            "+0912345678",
            "+1 234 567 8900",
            "+683400",
            "+1234567890123456",
            "+1234x6789",
        ] {
            assert!(!is_e164(bad), "{bad}");
        }
    }

    #[test]
    fn a_number_is_known_again_however_it_is_written() {
        let mut numbers = PhoneNumberSet::default();
        assert!(!numbers.seen("+15550100"));
        assert!(numbers.seen("+1 (555) 01-00"));
        assert!(!numbers.seen("15550100"), "without its plus it may be a local number");
        assert!(!numbers.seen("015550100"), "zeros in front count");
        assert!(!numbers.seen("+15550101"));
        assert!(!numbers.seen("+14155550111"));
        for same in ["14155550111", "0014155550111", "00 1 (415) 555-0111"] {
            assert!(numbers.seen(same), "{same}");
        }
        for other in ["4155550111", "04155550111", "014155550111", "00014155550111"] {
            assert!(!numbers.seen(other), "{other}");
        }
        for _ in 0..2 {
            assert!(!numbers.seen("sip:ada@example.com"), "what is no number is no repeated number");
            assert!(!numbers.seen(""));
        }
    }

    #[test]
    fn numbers_have_places_of_their_own_whichever_of_their_digits_differ() {
        const PLACES: u64 = 4_096;
        for digit in 0..10 {
            let number = |place: u64| format!("+{}", 10_000_000_000 + place * 10u64.pow(digit));
            let places = (0..PLACES).filter_map(|place| packed(&number(place))).map(|it| spread(it) % PLACES);
            // At random, 63 of 100 places are taken.
            let taken = places.collect::<std::collections::HashSet<_>>().len() as u64;
            assert!(taken * 2 > PLACES, "{digit}: {taken}");
        }
    }

    #[test]
    fn each_of_many_numbers_is_known_once() {
        let mut numbers = PhoneNumberSet::default();
        let all = |step: u64| (0..50_000).map(move |place| format!("+1555{:07}", place * step));
        for number in all(7) {
            assert!(!numbers.seen(&number), "{number}");
        }
        for number in all(7) {
            assert!(numbers.seen(&number), "{number}");
        }
        for number in all(7).map(|number| number.replace("+1555", "+1556")) {
            assert!(!numbers.seen(&number), "{number}");
        }
    }
}
