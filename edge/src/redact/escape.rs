//! Decodes characters from JSON and other escapes, percent-encoding, HTML character references and JSON pointers; and skips the
//! line breaks and zeros that may stand between two characters, in the same encodings.

/// The bytes that can start an encoded character, or a break between two characters.
pub const ESCAPES: [u8; 7] = *b"\\%&~\0\r\n";
/// The maximum length of an encoded character: seven backslashes and `u002B`, for instance.
const MAX_ENCODED: usize = 12;
/// The maximum number of breaks between two characters: a CR LF counts as two.
const MAX_BREAKS: usize = 2;
/// The maximum length of an encoded character with the breaks before it, which can be encoded, too.
pub const MAX_UNIT: usize = MAX_ENCODED * (1 + MAX_BREAKS);

/// The result of decoding the start of some bytes.
pub enum Unit {
    /// There is no encoding.
    Plain,
    /// This byte, encoded in this many.
    Encoded(u8, usize),
    /// The bytes end within an encoding.
    Cut,
}

/// Decodes an encoded character at the start of the bytes. A break counts as one, encoded or not.
pub fn unit(bytes: &[u8]) -> Unit {
    match bytes.first() {
        Some(byte) if is_break(*byte) => Unit::Encoded(*byte, 1),
        Some(b'\\') => {
            let slashes = bytes.iter().take(MAX_ENCODED - 5).take_while(|byte| **byte == b'\\').count();
            match bytes.get(slashes) {
                Some(b'u') => hexadecimal(bytes, slashes + 1, 4),
                Some(b'x') => hexadecimal(bytes, slashes + 1, 2),
                Some(b'n' | b'r') => Unit::Encoded(b'\n', slashes + 1),
                Some(byte) if byte.is_ascii_punctuation() => Unit::Encoded(*byte, slashes + 1),
                None if slashes < MAX_ENCODED - 5 => Unit::Cut,
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
        Some(b'~') => match bytes.get(1) {
            Some(b'0') => Unit::Encoded(b'~', 2),
            Some(b'1') => Unit::Encoded(b'/', 2),
            Some(_) => Unit::Plain,
            None => Unit::Cut,
        },
        Some(b'&') => {
            let Some(end) = bytes.iter().take(MAX_ENCODED).position(|byte| *byte == b';') else {
                let may_go_on =
                    bytes.iter().skip(1).all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
                return if bytes.len() < MAX_ENCODED && may_go_on { Unit::Cut } else { Unit::Plain };
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

/// Decodes an ASCII character from the `count` hexadecimal digits at `from`.
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

/// Decodes the name or number of an HTML character reference: `amp`, `#43`, `#x2B`.
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

/// Whether a byte may stand between two characters: in a line's end, as in wrapped base64, or as the zero of UTF-16.
fn is_break(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\r' | b'\n')
}

/// Skips the breaks that may stand between two characters, encoded or not.
pub fn after_breaks(bytes: &[u8]) -> &[u8] {
    (0..MAX_BREAKS).fold(bytes, |rest, _| match unit(rest) {
        Unit::Encoded(byte, length) if is_break(byte) => rest.get(length..).unwrap_or_default(),
        _ => rest,
    })
}

/// Returns the bytes with encoded characters decoded and breaks removed.
pub fn decoded(bytes: &[u8]) -> Vec<u8> {
    let (mut decoded, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    while let [first, others @ ..] = rest {
        match unit(rest) {
            Unit::Encoded(byte, length) => {
                if !is_break(byte) {
                    decoded.push(byte);
                }
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
