//! Scans numbers: their grammar and range.

use crate::{
    ErrorKind, Schema, Strictness, ValidationError,
    scan::{Scan, Scanner},
};

/// The range of a reply's integers.
const REPLY_RANGE: &str = "an integer from -9223372036854775808 to 18446744073709551615";

impl Scanner<'_> {
    /// Scans an integer within bounds.
    ///
    /// In a reply, any 64-bit integer is valid in any notation (`3`, `3.0`, `3e0`), because the client must not limit what a
    /// server counts. In a caller's input, an integer must be within the bounds and have no fraction and no exponent.
    pub(super) fn integer(&mut self, schema: &Schema, min: i64, max: u64) -> Scan {
        let start = self.at;
        let exponent = self.number(false)?;
        let text = self.bytes.get(start..self.at).unwrap_or_default();
        let (negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let reply = self.strictness == Strictness::Reply;
        let plain = digits.iter().all(u8::is_ascii_digit);
        let magnitude = if plain || reply { magnitude(digits, exponent) } else { Magnitude::Fraction };
        let fits = match magnitude {
            Magnitude::Fraction => {
                return Err(ValidationError::new(
                    ErrorKind::Type { expected: schema.words(), found: "a fraction" },
                    start,
                ));
            }
            Magnitude::Whole(magnitude) if reply => !negative || magnitude <= i64::MIN.unsigned_abs(),
            // No integer type can hold "-0".
            Magnitude::Whole(magnitude) if negative => {
                magnitude != 0 && magnitude <= min.unsigned_abs() && min < 0
            }
            Magnitude::Whole(magnitude) => magnitude <= max && (min <= 0 || magnitude >= min.unsigned_abs()),
            Magnitude::TooLarge => false,
        };
        let range = if reply { REPLY_RANGE } else { schema.range() };
        if fits { Ok(()) } else { Err(ValidationError::new(ErrorKind::Range(range), start)) }
    }

    /// Scans a JSON number and returns its exponent, or 0 if it has none. With `read`, the number will be parsed, so one beyond
    /// the range of a double is an error.
    pub(super) fn number(&mut self, read: bool) -> Scan<i64> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        let whole = self.at;
        self.digits()?;
        let whole_digits = self.at - whole;
        let leading_zero = self.bytes.get(whole) == Some(&b'0');
        if leading_zero && whole_digits > 1 {
            self.at = whole + 1;
            return Err(self.syntax("no digit after a leading zero"));
        }
        let mut zeros_behind_point = 0;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            let fraction = self.at;
            self.digits()?;
            let fraction = self.bytes.get(fraction..self.at).unwrap_or_default();
            zeros_behind_point = fraction.iter().take_while(|byte| **byte == b'0').count();
            if leading_zero && zeros_behind_point == fraction.len() {
                // Only zeros: no exponent can make it large.
                return self.exponent();
            }
        } else if leading_zero {
            return self.exponent();
        }
        let exponent = self.exponent()?;
        let first = if leading_zero { -(zeros_behind_point as i64) - 1 } else { whole_digits as i64 - 1 };
        if read && first.saturating_add(exponent) > 308 {
            return Err(ValidationError::new(ErrorKind::Range("a number that a double can hold"), start));
        }
        Ok(exponent)
    }

    fn digits(&mut self) -> Scan {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(self.syntax("a digit")) }
    }

    /// Returns the exponent, or 0 if there is none.
    fn exponent(&mut self) -> Scan<i64> {
        let Some(b'e' | b'E') = self.bytes.get(self.at) else {
            return Ok(0);
        };
        self.at += 1;
        let negative = self.bytes.get(self.at) == Some(&b'-');
        if let Some(b'-' | b'+') = self.bytes.get(self.at) {
            self.at += 1;
        }
        let start = self.at;
        self.digits()?;
        let digits = self.bytes.get(start..self.at).unwrap_or_default();
        let power = digits
            .iter()
            .fold(0i64, |power, byte| power.saturating_mul(10).saturating_add(i64::from(byte & 15)))
            // Exceeds the digit count of any text, and is small enough that adding a digit count cannot overflow.
            .min(i64::MAX / 4);
        Ok(if negative { -power } else { power })
    }
}

/// The absolute value of a number.
#[derive(Debug, PartialEq)]
enum Magnitude {
    Whole(u64),
    /// It is not an integer.
    Fraction,
    /// It is an integer of more than 64 bits.
    TooLarge,
}

/// Returns the exact value of a JSON number that has no sign. `exponent` is the value after its `e`, or 0.
fn magnitude(number: &[u8], exponent: i64) -> Magnitude {
    let mantissa = number.split(|byte| matches!(byte, b'e' | b'E')).next().unwrap_or_default();
    let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
    // The number of digits before the point, after the exponent has moved it.
    let whole = point as i64 + exponent;
    let (mut value, mut digits) = (Some(0u64), 0);
    for byte in mantissa.iter().filter(|byte| **byte != b'.') {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 || digits >= whole && digit != 0 {
            return Magnitude::Fraction;
        }
        if digits < whole {
            value = value.and_then(|value| value.checked_mul(10)?.checked_add(u64::from(digit)));
        }
        digits += 1;
    }
    while digits < whole && value.is_some_and(|value| value != 0) {
        value = value.and_then(|value| value.checked_mul(10));
        digits += 1;
    }
    value.map_or(Magnitude::TooLarge, Magnitude::Whole)
}

/// Parses a non-negative integer from a validated reply: `3`, `3.0` and `3e0` are all 3. Returns `None` for any other number.
pub fn count(text: &str) -> Option<u64> {
    let exponent = Scanner::new(text.as_bytes(), Strictness::Reply).number(false).ok()?;
    match magnitude(text.as_bytes(), exponent) {
        Magnitude::Whole(count) => Some(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Magnitude::*, *};

    #[test]
    fn a_magnitude_is_exact_however_it_is_written() {
        for (text, expected) in [
            ("0", Whole(0)),
            ("0.000", Whole(0)),
            ("0e99999999999999999999", Whole(0)),
            ("3.0", Whole(3)),
            ("3e2", Whole(300)),
            ("30.50e2", Whole(3_050)),
            ("1200e-2", Whole(12)),
            ("1001000.000", Whole(1_001_000)),
            ("9007199254740991.0", Whole(9_007_199_254_740_991)),
            ("9007199254740991.5", Fraction),
            ("18446744073709551615", Whole(u64::MAX)),
            ("18446744073709551616", TooLarge),
            ("1e20", TooLarge),
            ("1e99999999999999999999", TooLarge),
            ("1e-99999999999999999999", Fraction),
            ("0.5", Fraction),
            ("12e-2", Fraction),
            ("100000000000000000000000000001.5", Fraction),
        ] {
            let exponent = Scanner::new(text.as_bytes(), Strictness::Reply).number(false).expect("a number");
            assert_eq!(magnitude(text.as_bytes(), exponent), expected, "{text}");
        }
        assert_eq!((count("7.0"), count("-7"), count("x")), (Some(7), None, None));
    }
}
