//! Characters as JSON escapes, percent-encoded, and as HTML character references.

/// The bytes that an encoded character starts with.
pub const ESCAPES: [u8; 3] = *b"\\%&";
/// The most characters that encode one: seven backslashes and `u002B`.
pub const MAX_UNIT: usize = 12;

/// What an encoding at the start of some bytes stands for.
pub enum Unit {
    /// For nothing: there is none.
    Plain,
    /// This byte, in so many.
    Encoded(u8, usize),
    /// The bytes end within an encoding.
    Cut,
}

/// Reads an encoding at the start of some bytes.
pub fn unit(bytes: &[u8]) -> Unit {
    match bytes.first() {
        Some(b'\\') => {
            let slashes = bytes.iter().take(MAX_UNIT - 5).take_while(|byte| **byte == b'\\').count();
            match bytes.get(slashes) {
                Some(b'u') => hexadecimal(bytes, slashes + 1, 4),
                Some(b'/') => Unit::Encoded(b'/', slashes + 1),
                None if slashes < MAX_UNIT - 5 => Unit::Cut,
                _ => Unit::Plain,
            }
        }
        Some(b'%') => {
            // An encoded `%` may begin another encoding.
            let mut at = 1;
            while at < 7 && bytes.get(at..at + 2) == Some(b"25") {
                match bytes.get(at + 2) {
                    None => return Unit::Cut,
                    Some(next) if next.is_ascii_hexdigit() => at += 2,
                    Some(_) => break,
                }
            }
            hexadecimal(bytes, at, 2)
        }
        Some(b'&') => {
            let Some(end) = bytes.iter().take(MAX_UNIT).position(|byte| *byte == b';') else {
                let may_go_on =
                    bytes.iter().skip(1).all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
                return if bytes.len() < MAX_UNIT && may_go_on { Unit::Cut } else { Unit::Plain };
            };
            let reference = bytes.get(1..end).and_then(|name| std::str::from_utf8(name).ok());
            match reference.and_then(character) {
                Some(byte) => Unit::Encoded(byte, end + 1),
                None => Unit::Plain,
            }
        }
        _ => Unit::Plain,
    }
}

/// The ASCII character that `count` hexadecimal digits at `from` stand for.
fn hexadecimal(bytes: &[u8], from: usize, count: usize) -> Unit {
    let mut value = 0u32;
    for at in from..from + count {
        let Some(byte) = bytes.get(at) else { return Unit::Cut };
        let Some(digit) = char::from(*byte).to_digit(16) else { return Unit::Plain };
        value = value << 4 | digit;
    }
    match u8::try_from(value) {
        Ok(byte) if byte.is_ascii() => Unit::Encoded(byte, from + count),
        _ => Unit::Plain,
    }
}

/// The character of an HTML character reference: `amp`, `#43`, `#x2B`.
fn character(reference: &str) -> Option<u8> {
    match reference {
        "amp" => Some(b'&'),
        "lt" => Some(b'<'),
        "gt" => Some(b'>'),
        "quot" => Some(b'"'),
        "apos" => Some(b'\''),
        "plus" => Some(b'+'),
        "sol" => Some(b'/'),
        "equals" => Some(b'='),
        _ => {
            let digits = reference.strip_prefix('#')?;
            match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u8::from_str_radix(digits, 16).ok(),
                None => digits.parse().ok(),
            }
        }
    }
}

/// The bytes with their encodings taken off.
pub fn decoded(bytes: &[u8]) -> Vec<u8> {
    let (mut decoded, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    while let [first, others @ ..] = rest {
        match unit(rest) {
            Unit::Encoded(byte, length) => {
                decoded.push(byte);
                rest = rest.get(length..).unwrap_or_default();
            }
            _ => {
                decoded.push(*first);
                rest = others;
            }
        }
    }
    decoded
}
