//! How numbers are written.

/// A number in LEB128: seven bits a byte, the lowest first.
pub fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A number with a sign, the smallest first: 0, -1, 1, -2.
pub fn integer(out: &mut Vec<u8>, value: i64) {
    number(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Ascending numbers, each as its distance from the one before.
pub fn deltas(out: &mut Vec<u8>, values: impl Iterator<Item = u64>) {
    let mut last = 0;
    for value in values {
        number(out, value - last);
        last = value;
    }
}
