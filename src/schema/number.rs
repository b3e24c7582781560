//! Numbers: grammar and range.

use crate::{ErrorKind, ValidationError, scan::Scan, scan::Scanner};

impl Scanner<'_> {
    /// Scans an integer: no fraction, no exponent, within bounds.
    pub(super) fn integer(&mut self, min: i64, max: u64, words: &'static str) -> Scan {
        let start = self.at;
        let negative = self.bytes.get(start) == Some(&b'-');
        let digits = start + usize::from(negative);
        self.number(false)?;
        let text = self.bytes.get(digits..self.at).unwrap_or_default();
        let mut magnitude = Some(0u64);
        for byte in text {
            if !byte.is_ascii_digit() {
                return Err(ValidationError::new(
                    ErrorKind::Type { expected: words, found: "a fraction" },
                    start,
                ));
            }
            let digit = u64::from(byte - b'0');
            magnitude = magnitude.and_then(|sum| sum.checked_mul(10)?.checked_add(digit));
        }
        let fits = match magnitude {
            // No integer type can hold "-0".
            Some(magnitude) if negative => magnitude != 0 && magnitude <= min.unsigned_abs() && min < 0,
            Some(magnitude) => magnitude <= max && (min <= 0 || magnitude >= min.unsigned_abs()),
            None => false,
        };
        if fits { Ok(()) } else { Err(ValidationError::new(ErrorKind::Range(words), start)) }
    }

    /// Scans a JSON number. If it will be `read`, a number out of a double's range is an error.
    pub(super) fn number(&mut self, read: bool) -> Scan {
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
                return self.exponent().map(|_| ());
            }
        } else if leading_zero {
            return self.exponent().map(|_| ());
        }
        let exponent = self.exponent()?;
        let first = if leading_zero { -(zeros_behind_point as i64) - 1 } else { whole_digits as i64 - 1 };
        if read && first.saturating_add(exponent) > 308 {
            return Err(ValidationError::new(ErrorKind::Range("a number that a double can hold"), start));
        }
        Ok(())
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
            .fold(0i64, |power, byte| power.saturating_mul(10).saturating_add(i64::from(byte - b'0')));
        Ok(if negative { -power } else { power })
    }
}
