//! Redacts the credential from foreign text: servers, proxies and transports repeat it in their errors.
//!
//! Text is redacted after decoding, right before it becomes part of an error. The credential may still be escaped in it,
//! possibly several times: as in JSON (`\/`, `\u002B`), in a URL (`%2B`), in HTML (`&#43;`), in a JSON pointer (`~1`), or as
//! part of a base64 text.

use zeroize::Zeroizing;

use crate::{
    json,
    schema::{split_once, unescape},
};

/// The replacement for a secret.
const MASK: &str = "***";

/// The minimum length of a base64 pattern, and of a part of a credential. A shorter one reveals little of the secret, and would
/// mask unrelated words.
const SHORTEST: usize = 4;

/// The maximum number of backslashes before an escaped character. Each layer of JSON about doubles them.
const MOST_BACKSLASHES: usize = 32;

/// Masks the credential in a text, and the values of one in parts, such as `sid="…"; theme=…`. A scheme before it
/// (`Bearer …`) is not secret.
pub fn redact(text: String, credential: &str) -> String {
    masked_text(&text, credential).unwrap_or(text)
}

/// Returns the text with the credential masked, or `None` if it does not contain it.
pub fn masked_text(text: &str, credential: &str) -> Option<String> {
    // ASCII is replaced by ASCII, so the text remains UTF-8.
    masked(text.as_bytes(), &patterns(credential)).map(|text| String::from_utf8(text).unwrap_or_default())
}

/// Masks the credential in the strings of a JSON text. Returns `None` if it occurs outside of strings, or if a string has no
/// end.
pub fn redact_json(text: &str, credential: &str) -> Option<String> {
    let patterns = patterns(credential);
    let (mut redacted, mut rest) = (String::with_capacity(text.len()), text);
    loop {
        let (between, behind) = split_once(rest, b'"').unwrap_or((rest, ""));
        if masked(between.as_bytes(), &patterns).is_some() {
            return None;
        }
        redacted.push_str(between);
        if between.len() == rest.len() {
            return Some(redacted);
        }
        let mut escaped = false;
        let end = behind.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        let raw = behind.get(..end)?;
        match masked(unescape(raw).as_bytes(), &patterns) {
            Some(masked) => json::quote(&String::from_utf8(masked).unwrap_or_default(), &mut redacted),
            None => redacted.extend(["\"", raw, "\""]),
        }
        rest = behind.get(end + 1..)?;
    }
}

/// The patterns are as secret as the credential, so their memory is wiped.
type Patterns = Vec<Zeroizing<Vec<u8>>>;

/// The number of patterns of each secret.
const FORMS: usize = 4;

/// Returns the patterns to look for: of each secret, itself and its base64 form for each of the three alignments.
fn patterns(credential: &str) -> Patterns {
    // The first word is a scheme, unless it is the only one or a part itself.
    let secret = match split_once(credential, b' ') {
        Some((scheme, rest)) if !scheme.bytes().any(|byte| byte == b'=') => rest,
        _ => credential,
    };
    let secret = secret.as_bytes();
    let parts = secret.split(|byte| matches!(byte, b' ' | b',' | b';')).map(value);
    let parts = parts.filter(|part| part.len() >= SHORTEST && part.len() != secret.len());
    let mut patterns = Vec::new();
    for part in std::iter::once(secret).chain(parts) {
        patterns.push(Zeroizing::new(part.to_vec()));
        for before in 0..FORMS - 1 {
            let encoded = base64_after(before, part);
            patterns.push(Zeroizing::new(if encoded.len() < SHORTEST { Vec::new() } else { encoded }));
        }
    }
    patterns
}

/// Returns the value of a part, which may stand without its name, and without the quotes or the padding around it.
fn value(part: &[u8]) -> &[u8] {
    let mut value = part;
    while let [bare @ .., b'"' | b'='] = value {
        value = bare;
    }
    let from = value.iter().position(|byte| *byte == b'=').map_or(0, |place| place + 1);
    match value.get(from..).unwrap_or_default() {
        [b'"', bare @ ..] => bare,
        value => value,
    }
}

/// Returns the characters that encode `bytes` in a base64 text with this many bytes before them, without those that also depend on
/// neighboring bytes.
pub fn base64_after(before: usize, bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut encoded = Vec::new();
    for byte in std::iter::repeat_n(0, before).chain(bytes.iter().copied()) {
        (bits, held) = ((bits << 8) + u32::from(byte), held + 8);
        while held >= 6 {
            held -= 6;
            encoded.extend(ALPHABET.get((bits >> held & 63) as usize));
        }
    }
    encoded.drain(..encoded.len().min((before * 8).div_ceil(6)));
    encoded
}

/// Returns the text with the patterns masked, or `None` if it contains none.
fn masked(text: &[u8], patterns: &Patterns) -> Option<Vec<u8>> {
    let (mut kept, mut rest, mut found) = (Vec::with_capacity(text.len()), text, false);
    'text: while let Some((first, next)) = rest.split_first() {
        for (place, pattern) in patterns.iter().enumerate() {
            let place = place % FORMS;
            let Some(mut behind) = after(rest, pattern) else { continue };
            if place > 0 {
                // The neighboring base64 characters hold bits of the secret as well.
                while let Some((byte, next)) = behind.split_first()
                    && is_base64(*byte)
                {
                    behind = next;
                }
                for _ in 0..place {
                    kept.pop_if(|byte| is_base64(*byte));
                }
            }
            found = true;
            kept.extend_from_slice(MASK.as_bytes());
            rest = behind;
            continue 'text;
        }
        kept.push(*first);
        rest = next;
    }
    found.then_some(kept)
}

/// Whether a byte is a digit of base64, in either alphabet.
fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Returns the text after `pattern` if it starts with it, plain or escaped.
fn after<'a>(text: &'a [u8], pattern: &[u8]) -> Option<&'a [u8]> {
    if pattern.is_empty() {
        return None;
    }
    let mut rest = text;
    for wanted in pattern {
        let length = match escaped(rest, *wanted) {
            Some(length) => length,
            None if fold(*rest.first()?) == fold(*wanted) => 1,
            None => return None,
        };
        rest = rest.get(length..)?;
    }
    Some(rest)
}

/// Makes upper and lower case, and the two base64 alphabets, compare equal. Masking too much is better than too little.
pub fn fold(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other.to_ascii_lowercase(),
    }
}

/// Returns the length of the escape sequence at the start of `text`, if it stands for `wanted`.
fn escaped(text: &[u8], wanted: u8) -> Option<usize> {
    let is = |byte: Option<u32>| {
        byte.is_some_and(|byte| u8::try_from(byte).is_ok_and(|byte| fold(byte) == fold(wanted)))
    };
    let hex = |from: usize, length: usize| number(text.get(from..from + length)?, 16);
    match *text {
        [b'%', ..] => {
            // The percent sign may itself be escaped, any number of times.
            let mut at = 1;
            while !is(hex(at, 2)) {
                (hex(at, 2)? == u32::from(b'%')).then_some(())?;
                at += 2;
            }
            Some(at + 2)
        }
        [b'\\', ..] => {
            // In a longer run, a match can only start at one of its last: else a run would be walked from each of its bytes.
            let at = text.iter().take(MOST_BACKSLASHES).position(|byte| *byte != b'\\')?;
            let length = match text.get(at)? {
                b'u' if is(hex(at + 1, 4)) => 5,
                b'x' if is(hex(at + 1, 2)) => 3,
                byte if !byte.is_ascii_alphanumeric() && is(Some(u32::from(*byte))) => 1,
                _ => return None,
            };
            Some(at + length)
        }
        [b'&', b'#', ref rest @ ..] => {
            let length = rest.iter().take(8).position(|byte| *byte == b';')?;
            let value = match rest.get(..length)? {
                [b'x' | b'X', digits @ ..] => number(digits, 16),
                digits => number(digits, 10),
            };
            is(value).then_some(length + 3)
        }
        [b'&', b'a', b'm', b'p', b';', ..] if wanted == b'&' => Some(5),
        [b'~', b'1', ..] if wanted == b'/' => Some(2),
        [b'~', b'0', ..] if wanted == b'~' => Some(2),
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    digits
        .iter()
        .try_fold(0u32, |sum, digit| sum.checked_mul(radix)?.checked_add(char::from(*digit).to_digit(radix)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk/a+b&c=9Zq~77-xY_w";

    fn redacted(text: &str, credential: &str) -> String {
        redact(text.into(), credential)
    }

    #[test]
    fn a_credential_is_masked_wherever_it_stands() {
        assert_eq!(redacted("bad key e91772ccb5e6!", "e91772ccb5e6"), "bad key ***!");
        assert_eq!(redacted("e91772ccb5e6e91772ccb5e6", "e91772ccb5e6"), "******");
        assert_eq!(redacted("no such token: abcdefgh", "Bearer abcdefgh"), "no such token: ***");
        assert_eq!(redacted("您好 e91772ccb5e6", "e91772ccb5e6"), "您好 ***");
        assert_eq!(redacted("E91772CCB5E6", "e91772ccb5e6"), "***");
        assert_eq!(redacted("no key k7", "k7"), "no key ***", "short ones too");
        assert_eq!(redacted("nothing to hide", "e91772ccb5e6"), "nothing to hide");
        let several = "Token token=e91772ccb5e6, app=portal, v=1";
        assert_eq!(redacted(&format!("no {several} at 11"), several), "no Token *** at 11");
        assert_eq!(redacted("no token=e91772ccb5e6 app=portal, v=1", several), "no token=*** app=***, v=1");
        for parts in [
            "sid=e91772ccb5e6; theme=x",
            "sid=e91772ccb5e6;theme=x",
            "sid=e91772ccb5e6",
            "Token token=e91772ccb5e6",
            "Token token=\"e91772ccb5e6\", app=\"portal\"",
            "k=\"e91772ccb5e6\"",
            "k=e91772ccb5e6==",
            "\"e91772ccb5e6\"",
        ] {
            assert_eq!(redacted("sid e91772ccb5e6", parts), "sid ***", "{parts}");
        }
        assert_eq!(redacted("a k of = is v=1", "k=\"\", v=1, ==, \"=\", =1"), "a k of = is v=1");
        assert_eq!(
            redacted("sid=e91772ccb5e6=", "sid=e91772ccb5e6="),
            "***",
            "one part is masked as a whole"
        );
        assert_eq!(redacted("", "e91772ccb5e6"), "");
        assert_eq!(redacted("no credential", ""), "no credential");
    }

    #[test]
    fn a_credential_is_masked_however_it_is_escaped() {
        let each = |escape: &dyn Fn(char) -> String| KEY.chars().map(escape).collect::<String>();
        let some = |escape: &dyn Fn(u32) -> String| {
            each(&|c| if c.is_ascii_alphanumeric() { c.into() } else { escape(c as u32) })
        };
        for text in [
            each(&|c| format!("\\u{:04x}", c as u32)),
            each(&|c| format!("\\u{:04X}", c as u32)),
            each(&|c| format!("%{:02X}", c as u32)),
            each(&|c| format!("%25{:02x}", c as u32)),
            each(&|c| format!("%2525{:02x}", c as u32)),
            each(&|c| format!("&#{};", c as u32)),
            each(&|c| format!("&#x{:x};", c as u32)),
            each(&|c| format!("\\x{:02x}", c as u32)),
            some(&|c| format!("\\u{c:04x}")),
            some(&|c| format!("\\\\u{c:04x}")),
            some(&|c| format!("%{c:02x}")),
            KEY.replace('/', "\\/"),
            KEY.replace('/', "\\\\/"),
            KEY.replace('&', "&amp;"),
            KEY.replace('~', "~0").replace('/', "~1"),
            KEY.replace('+', "%2B").replace('/', "\\/"),
        ] {
            assert_eq!(redacted(&format!("<{text}>"), KEY), "<***>", "{text}");
        }
        assert_eq!(redacted("a%25b", "a%b"), "***");
        assert_eq!(redacted("100% of %2", KEY), "100% of %2");
    }

    #[test]
    fn a_credential_is_masked_inside_of_base64() {
        // base64("<prefix>e91772ccb5e6") for prefixes of each length.
        for text in
            ["ZTkxNzcyY2NiNWU2", "OmU5MTc3MmNjYjVlNg==", "azplOTE3NzJjY2I1ZTY=", "a2V5OmU5MTc3MmNjYjVlNg=="]
        {
            let redacted = redacted(&format!("Basic {text}, no"), "e91772ccb5e6");
            assert!(redacted.contains(MASK), "{text}: {redacted}");
            assert!(!redacted.contains("E3NzJjY2I1"), "{text}: {redacted}");
        }
        // "??>>??>>" encodes to the two characters in which the alphabets differ.
        for text in ["Pz8+Pj8/Pj4=", "Pz8-Pj8_Pj4", "Pz8%2BPj8%2FPj4%3D"] {
            assert!(redacted(text, "??>>??>>").starts_with(MASK), "{text}");
        }
    }

    #[test]
    fn a_short_key_is_masked_inside_of_base64_but_not_in_words() {
        // base64("k7q") is "azdx". Of base64("k7"), only "az" does not depend on what follows.
        assert_eq!(redacted("Basic azdx, no", "k7q"), "Basic ***, no");
        assert_eq!(redacted("a lazy dog has no key", "k7"), "a lazy dog has no key");
    }

    #[test]
    fn an_escape_stands_for_its_own_character_only() {
        for escape in
            ["%39", "%2539", "\\u0039", "\\x39", "\\/", "\\\\/", "&#57;", "&#x39;", "&amp;", "~0", "~1"]
        {
            let text = [escape, "91772ccb5e6"].concat();
            assert_eq!(redacted(&text, "e91772ccb5e6"), text);
        }
    }

    #[test]
    fn what_stands_around_a_part_of_a_credential_is_kept() {
        let credential = "sid=e91772ccb5e6; theme=portal";
        assert_eq!(redacted("xe91772ccb5e6y", credential), "x***y");
        assert_eq!(redacted("xportaly", credential), "x***y");
    }

    #[test]
    fn json_stays_json() {
        for (text, expected) in [
            (
                r#"[{"msg":"bad e91772\u0063cb5e6","n":[1,null]}]"#,
                Some(r#"[{"msg":"bad ***","n":[1,null]}]"#),
            ),
            (r#"{"e91772ccb5e6":"\"e91772ccb5e6\""}"#, Some(r#"{"***":"\"***\""}"#)),
            (r#"{"a":"\u00e9\n"}"#, Some(r#"{"a":"\u00e9\n"}"#)),
            ("[]", Some("[]")),
        ] {
            assert_eq!(redact_json(text, "e91772ccb5e6").as_deref(), expected);
        }
        assert_eq!(redact_json("[12345678]", "12345678"), None, "a number cannot be masked");
    }

    #[test]
    fn a_long_run_of_backslashes_is_walked_once() {
        // Walked from each of its bytes, this would take minutes.
        let run = "\\".repeat(300_000);
        assert_eq!(redacted(&run, KEY), run);
        let escaped = [run.as_str(), &KEY.replace('/', "\\\\/")].concat();
        assert!(redacted(&escaped, KEY).ends_with(MASK));
    }

    #[test]
    fn the_characters_around_a_masked_base64_text_are_kept() {
        for (text, expected) in [
            ("金鑰ZTkxNzcyY2NiNWU2無效", "金鑰***無效"),
            ("金鑰lOTE3NzJjY2I1ZT", "金鑰***"),
            ("é lOTE3NzJjY2I1ZTY", "é ***"),
        ] {
            assert_eq!(redacted(text, "e91772ccb5e6"), expected, "{text}");
        }
    }
}
