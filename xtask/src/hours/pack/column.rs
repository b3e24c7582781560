//! How numbers are written: in columns, each with how many there are, and in characters that a script can have in a string.

use std::fmt::Write as _;

/// What the digit 0 is written as. Digits have six bits, and the lowest is the first; 64 more says that others follow.
const ZERO: u64 = 35;

/// Columns of numbers.
#[derive(Default)]
pub struct Columns {
    count: u64,
    text: String,
}

impl Columns {
    /// Adds a column.
    pub fn add(&mut self, numbers: impl IntoIterator<Item = u64>) {
        let numbers: Vec<u64> = numbers.into_iter().collect();
        self.count += 1;
        number(&mut self.text, numbers.len() as u64 * 2);
        numbers.into_iter().for_each(|value| number(&mut self.text, value));
    }

    /// Adds a column of numbers that mostly ascend, each as its distance from the one before, in 32 bits that wrap around.
    pub fn add_ascending(&mut self, numbers: impl IntoIterator<Item = u64>) {
        let numbers: Vec<u64> = numbers.into_iter().collect();
        self.count += 1;
        number(&mut self.text, numbers.len() as u64 * 2 + 1);
        let mut last = 0;
        for value in numbers {
            number(&mut self.text, u64::from((value as u32).wrapping_sub(last)));
            last = value as u32;
        }
    }

    /// The number of columns, the columns, and texts behind them.
    pub fn finish(self, texts: &[&str]) -> String {
        let mut packed = String::new();
        number(&mut packed, self.count);
        let _ = write!(packed, "{}{}", self.text, texts.join("|"));
        packed
    }
}

fn number(out: &mut String, mut value: u64) {
    let mut push = |digit: u64| out.extend(char::from_u32((digit + ZERO) as u32));
    while value >= 64 {
        push(value % 64 + 64);
        value /= 64;
    }
    push(value);
}

/// A number with a sign, the smallest first: 0, -1, 1, -2.
pub fn signed(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}
