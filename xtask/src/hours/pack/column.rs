//! Encodes columns of numbers, each with its length, in characters that are valid in a JavaScript string.

use std::fmt::Write as _;

/// The character code of the digit 0. Digits have six bits, the lowest digit comes first, and 64 is added if another follows.
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

    /// Adds a column of mostly ascending numbers, each as its 32-bit wrapping difference from the previous one.
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

    /// Adds a column with the ends of consecutive groups of these sizes.
    pub fn add_ends(&mut self, sizes: impl Iterator<Item = usize>) {
        let mut end = 0;
        self.add_ascending(sizes.map(|size| {
            end += size as u64;
            end
        }));
    }

    /// Returns the number of columns, the columns, and the texts after them.
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

/// Encodes a signed number in zigzag order: 0, -1, 1, -2 become 0, 1, 2, 3.
pub fn signed(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}
