//! Rewrites JSON text as pure ASCII, with other characters as `\u` escapes.
//!
//! A JavaScript engine stores a string with one byte per character, or with two as soon as a single character needs two. A
//! single non-ASCII name in a list of ten thousand contacts therefore doubles the size of the text, and decoding it takes three
//! times as long. With escapes, the text needs one byte per character.

use std::borrow::Cow;

use crate::simd;

/// Returns validated JSON text as ASCII. Returns it unchanged if it is ASCII already, is not UTF-8, has so many non-ASCII
/// characters that escaping does not pay, or leaves no memory for a copy.
#[inline]
pub fn to_ascii(json: &[u8]) -> Cow<'_, [u8]> {
    let mut start = run(json);
    if start == json.len() {
        return Cow::Borrowed(json);
    }
    // Escapes are two to three times as long as the bytes they replace. If the text would grow by more than a quarter, the
    // JavaScript engine's own decoding is faster.
    let most = json.len() + json.len() / 4;
    let (mut ascii, mut rest) = (Vec::new(), json);
    if ascii.try_reserve_exact(most).is_err() {
        return Cow::Borrowed(json);
    }
    loop {
        let Some((plain, behind)) = rest.split_at_checked(start) else { return Cow::Borrowed(json) };
        ascii.extend_from_slice(plain);
        if behind.is_empty() {
            return Cow::Owned(ascii);
        }
        let length = behind.iter().position(u8::is_ascii).unwrap_or(behind.len());
        let (wide, next) = behind.split_at_checked(length).unwrap_or((behind, &[]));
        let Ok(wide) = std::str::from_utf8(wide) else { return Cow::Borrowed(json) };
        wide.encode_utf16().for_each(|unit| escape(unit, &mut ascii));
        if ascii.len() + next.len() > most {
            return Cow::Borrowed(json);
        }
        rest = next;
        start = run(rest);
    }
}

/// Returns the length of the text's ASCII prefix.
#[inline]
fn run(text: &[u8]) -> usize {
    let mut length = 0;
    while let Some(block) = text.get(length..).and_then(<[u8]>::first_chunk::<16>) {
        match simd::wide(block) {
            0 => length += 16,
            mask => return length + mask.trailing_zeros() as usize,
        }
    }
    let tail = text.get(length..).unwrap_or_default();
    length + tail.iter().position(|byte| !byte.is_ascii()).unwrap_or(tail.len())
}

#[inline]
fn escape(unit: u16, ascii: &mut Vec<u8>) {
    let digit = |shift: u32| {
        let half = (unit >> shift & 15) as u8;
        if half < 10 { b'0' + half } else { b'a' + half - 10 }
    };
    ascii.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascii(text: &str) -> String {
        String::from_utf8(to_ascii(text.as_bytes()).into_owned()).expect("text")
    }

    #[test]
    fn other_characters_become_escapes_that_say_the_same() {
        let padding = "x".repeat(200);
        for text in ["王小明", "é", "🎉", "a\u{7f}b\u{80}c", "Zoë 🎉 您好", "\u{ffff}\u{10000}\u{10ffff}"]
        {
            for padded in [
                format!("{padding}{text}"),
                format!("{text}{padding}"),
                format!("{padding}{text}{padding}{text}"),
            ] {
                let json = serde_json::to_string(&padded).expect("JSON");
                let written = ascii(&json);
                assert!(written.is_ascii(), "{written}");
                assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), padded);
            }
        }
    }

    #[test]
    fn characters_are_found_at_every_place() {
        for length in 0..200 {
            let json = format!("\"{}é{}\"", "x".repeat(length), "y".repeat(200 - length));
            assert_eq!(ascii(&json), json.replace('é', "\\u00e9"));
        }
    }

    #[test]
    fn ascii_and_what_is_mostly_something_else_stays_as_it_is() {
        for text in ["", "\"plain\"", "\"您好您好您好您好\""] {
            assert!(
                matches!(to_ascii(text.as_bytes()), Cow::Borrowed(same) if same == text.as_bytes()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_utf8_is_left_to_the_decoder() {
        for bad in [&b"\xff"[..], b"\xe7\x8e", b"\xed\xa0\x80", b"\xc0\xaf"] {
            let text = [&[b'x'; 100][..], bad, &[b'x'; 100]].concat();
            assert_eq!(&*to_ascii(&text), text, "{bad:?}");
        }
    }
}
