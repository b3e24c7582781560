//! The format of numbers that the API takes.

use crate::schema::Format;

/// Returns whether a number is in the E.164 format of ITU-T: a plus and 7 to 15 digits, the first of them not 0.
pub fn is_e164(number: &str) -> bool {
    Format::Phone.fits(number.as_bytes())
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
}
