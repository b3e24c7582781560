//! Writes integers in decimal without `core::fmt`, which would add kilobytes to the WebAssembly.

/// An integer that can be written in decimal.
pub trait Digits: Copy {
    /// Returns the decimal digits.
    fn digits(self) -> String;
}

fn write(mut rest: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    digits.into_iter().rev().map(char::from).collect()
}

macro_rules! digits {
    ($($number:ty)*) => { $(
        impl Digits for $number {
            fn digits(self) -> String {
                write(self as u64)
            }
        }
    )* };
}
digits!(u16 u32 u64 usize);

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn numbers_are_written_as_std_writes_them() {
        let mut number = u64::MAX;
        while number > 0 {
            for number in [number, number - 1, number / 3] {
                assert_eq!(number.digits(), number.to_string());
            }
            number /= 10;
        }
        assert_eq!((0u16.digits(), usize::MAX.digits()), ("0".into(), usize::MAX.to_string()));
    }
}
