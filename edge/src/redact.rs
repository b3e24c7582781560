//! Masks the API key in SeaX's replies before a caller sees them, both literal and in the encodings of servers that echo it.
//!
//! Finds the key in uppercase or lowercase; with characters as escapes (`\u002B`, `\x2b`, `\/`, also in JSON within JSON),
//! percent-encoded, as HTML character references, or as in JSON pointers (`~1`); broken over lines, or in UTF-16, also if its zeros
//! are escaped; and inside base64 or base64url. Does not find it in compressed files.
//!
//! The client has a redactor of its own, `engine::redact`, because pages download it: it asks of each escape only whether it stands
//! for the wanted character, in texts that are whole, and knows neither line breaks nor UTF-16. This one has to say where an escape is
//! cut off, since bodies arrive in stretches, and how much to hold back, so an encoding has a maximum length. The client's errors
//! pass through both.

mod escape;

use escape::{ESCAPES, MAX_UNIT, Unit, after_breaks, decoded, unit};
use seax_dialer::engine::redact::{base64_after, fold};

/// The replacement for a key.
const MASK: &[u8] = b"***";
/// The minimum length of a base64 pattern: shorter ones would also match where there is no key.
const MIN_BASE64: usize = 12;

/// The client's mark where it has cut a message off.
const CUT: &[u8] = "…".as_bytes();
/// The length from which the start of a key is masked at the end of a message that was cut off. Shorter ones also end words.
const MIN_START: usize = 4;

/// The maximum number of bytes between two probes of a body.
const MAX_STRIDE: usize = 8;

/// Masks one API key.
pub struct Redactor {
    patterns: Vec<Vec<u8>>,
    /// The length of the longest pattern.
    longest: usize,
    /// The distance between two probes of a body, in bytes: no pattern fits between them. 0 if a pattern is a single byte.
    stride: usize,
    /// One bit for each pair of bytes that a probe can meet inside of a pattern.
    pairs: Vec<u64>,
    /// Whether a byte can be the first of a pattern, encoded or not.
    firsts: [bool; 256],
}

/// What to pass on of a stretch of a body.
#[derive(Debug, PartialEq)]
pub enum Passed {
    /// This many bytes, unchanged. The rest must be prepended to the next chunk.
    AsIs(usize),
    /// These bytes instead of the stretch.
    Instead {
        /// The bytes.
        bytes: Vec<u8>,
        /// The number of bytes at the end of the stretch that must be prepended to the next chunk.
        held: usize,
    },
}

impl Passed {
    /// Returns what to pass on of this stretch, and its bytes that are held.
    fn over(self, stretch: &[u8]) -> (Vec<u8>, &[u8]) {
        let (bytes, held) = match self {
            Self::AsIs(length) => {
                (stretch.get(..length).unwrap_or_default().into(), stretch.len().saturating_sub(length))
            }
            Self::Instead { bytes, held } => (bytes, held),
        };
        (bytes, stretch.get(stretch.len().saturating_sub(held)..).unwrap_or_default())
    }
}

impl Redactor {
    /// Creates a redactor for this key, which must not be empty.
    pub fn new(key: &str) -> Self {
        let key = key.as_bytes();
        let mut patterns = vec![key.to_vec()];
        patterns
            .extend((0..3).map(|before| base64_after(before, key)).filter(|text| text.len() >= MIN_BASE64));
        let longest = patterns.iter().map(Vec::len).max().unwrap_or_default();
        let shortest = patterns.iter().map(Vec::len).min().unwrap_or_default();
        let stride = shortest.saturating_sub(1).min(MAX_STRIDE);
        let mut pairs = vec![0u64; 1_024];
        let mut firsts = [false; 256];
        for first in patterns.iter().filter_map(|pattern| pattern.first()).chain(&ESCAPES) {
            for first in alike(*first) {
                if let Some(is_first) = firsts.get_mut(usize::from(first)) {
                    *is_first = true;
                }
            }
        }
        for pair in patterns.iter().flat_map(|pattern| pattern.windows(2).take(stride)) {
            let [first, second] = pair else { continue };
            for (first, second) in alike(*first).flat_map(|first| alike(*second).map(move |it| (first, it))) {
                let (word, bit) = index(&[first, second]);
                if let Some(bits) = pairs.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
        Self { patterns, longest, stride, pairs, firsts }
    }

    /// Redacts a stretch of a body: the bytes held from the last call, followed by the new chunk. `last` is true if nothing
    /// follows.
    ///
    /// The held bytes are fewer than those of an encoded key.
    pub fn pass(&self, stretch: &[u8], last: bool) -> Passed {
        if !self.is_suspicious(stretch) {
            return Passed::AsIs(if last { stretch.len() } else { self.complete(stretch) });
        }
        let (mut bytes, mut rest) = (Vec::with_capacity(stretch.len()), stretch);
        while let [first, others @ ..] = rest {
            match self.at(rest) {
                Found::Whole(length) => {
                    bytes.extend_from_slice(MASK);
                    rest = rest.get(length..).unwrap_or_default();
                }
                Found::Start if !last => break,
                _ => {
                    bytes.push(*first);
                    rest = others;
                }
            }
        }
        Passed::Instead { bytes, held: rest.len() }
    }

    /// Returns the text with the key masked.
    pub fn text(&self, text: &str) -> String {
        match self.pass(text.as_bytes(), true) {
            Passed::AsIs(_) => text.into(),
            Passed::Instead { bytes, .. } => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Returns the message of a client's error with the key masked.
    ///
    /// The client replaces control characters by spaces, so a space may stand where the key was broken; and it cuts off a long
    /// text (`…`), which may be within the key.
    pub fn message(&self, message: &str) -> String {
        let exchanged = |bytes: &[u8], from: u8, to: u8| -> Vec<u8> {
            bytes.iter().map(|byte| if *byte == from { to } else { *byte }).collect()
        };
        let lines = exchanged(message.as_bytes(), b' ', b'\n');
        let (mut redacted, mut rest) = (Vec::new(), &*lines);
        while let Some(cut) = rest.windows(CUT.len()).position(|bytes| bytes == CUT) {
            let (head, behind) = rest.split_at_checked(cut).unwrap_or_default();
            let (bytes, held) = self.pass(head, false).over(head);
            redacted.extend_from_slice(&bytes);
            redacted.extend_from_slice(if held.len() < MIN_START { held } else { MASK });
            redacted.extend_from_slice(CUT);
            rest = behind.get(CUT.len()..).unwrap_or_default();
        }
        redacted.extend_from_slice(&self.pass(rest, true).over(rest).0);
        String::from_utf8_lossy(&exchanged(&redacted, b'\n', b' ')).into_owned()
    }

    /// Returns whether a pattern may be in the bytes, encoded or not. Has false positives, but no false negatives.
    fn is_suspicious(&self, bytes: &[u8]) -> bool {
        self.contains(bytes) || self.contains_encoded(bytes)
    }

    fn contains(&self, bytes: &[u8]) -> bool {
        let is_at = |at: usize| {
            bytes.get(at..).is_some_and(|rest| {
                self.patterns.iter().any(|pattern| rest.len() >= pattern.len() && begins_alike(rest, pattern))
            })
        };
        if self.stride == 0 {
            return (0..bytes.len()).any(is_at);
        }
        let mut at = 0;
        while let Some(pair) = bytes.get(at..at + 2) {
            let (word, bit) = index(pair);
            let is_inside = self.pairs.get(word).is_some_and(|bits| bits & bit != 0);
            if is_inside && (0..self.stride).filter_map(|offset| at.checked_sub(offset)).any(is_at) {
                return true;
            }
            at += self.stride;
        }
        false
    }

    /// Searches around each escape only, since a pattern without escapes is found without decoding.
    fn contains_encoded(&self, bytes: &[u8]) -> bool {
        let next = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().position(|byte| ESCAPES.contains(byte)).map(|at| from + at)
        };
        let mut escape = next(0);
        while let Some(first) = escape {
            let mut end = first + self.longest * MAX_UNIT;
            escape = next(first + 1);
            while let Some(another) = escape.filter(|at| *at < end) {
                end = another + self.longest * MAX_UNIT;
                escape = next(another + 1);
            }
            let around = bytes.get(first.saturating_sub(self.longest)..end.min(bytes.len()));
            if self.contains(&decoded(around.unwrap_or_default())) {
                return true;
            }
        }
        false
    }

    /// Returns the number of bytes before a pattern that is cut off by the end.
    fn complete(&self, bytes: &[u8]) -> usize {
        let from = bytes.len().saturating_sub(self.longest * MAX_UNIT);
        let is_cut = |at: &usize| {
            bytes.get(*at..).is_some_and(|rest| {
                let is_first = rest.first().and_then(|byte| self.firsts.get(usize::from(*byte)));
                is_first == Some(&true) && matches!(self.at(rest), Found::Start)
            })
        };
        (from..bytes.len()).find(is_cut).unwrap_or(bytes.len())
    }

    fn at(&self, bytes: &[u8]) -> Found {
        let found = self.patterns.iter().map(|pattern| find(bytes, pattern));
        found.max().unwrap_or(Found::Nothing)
    }
}

/// Returns the position of a pair of bytes in the bit set: the word, and the bit in it as a mask.
fn index(pair: &[u8]) -> (usize, u64) {
    match pair {
        [first, second] => (usize::from(*first) << 2 | usize::from(*second) >> 6, 1 << (second & 63)),
        _ => (0, 0),
    }
}

/// What the bytes begin with.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    /// A pattern that the end of the bytes cuts off.
    Start,
    /// A whole pattern, of this encoded length.
    Whole(usize),
}

fn find(bytes: &[u8], pattern: &[u8]) -> Found {
    if begins_alike(bytes, pattern) {
        return if bytes.len() < pattern.len() { Found::Start } else { Found::Whole(pattern.len()) };
    }
    let mut rest = bytes;
    for (place, wanted) in pattern.iter().enumerate() {
        let behind = if place > 0 { after_breaks(rest) } else { rest };
        // An encoded break begins with a character that may be the wanted one: `&` of `&#10;`.
        let length = match (length_of(behind, *wanted), length_of(rest, *wanted)) {
            (Ok(length), _) => rest.len() - behind.len() + length,
            (Err(Found::Nothing), Ok(length)) => length,
            (Err(Found::Nothing), Err(Found::Nothing)) => return Found::Nothing,
            _ => return Found::Start,
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Found::Whole(bytes.len() - rest.len())
}

/// Returns how many bytes at the start of `bytes` encode the byte `wanted`.
fn length_of(bytes: &[u8], wanted: u8) -> Result<usize, Found> {
    let Some(first) = bytes.first() else { return Err(Found::Start) };
    match unit(bytes) {
        Unit::Encoded(byte, length) if fold(byte) == fold(wanted) => Ok(length),
        Unit::Cut => Err(Found::Start),
        _ if fold(*first) == fold(wanted) => Ok(1),
        _ => Err(Found::Nothing),
    }
}

/// Returns whether one begins with the other. Ignores case, and the difference between the alphabets of base64 and base64url.
fn begins_alike(bytes: &[u8], pattern: &[u8]) -> bool {
    bytes.iter().zip(pattern).all(|(byte, wanted)| fold(*byte) == fold(*wanted))
}

/// Returns the bytes that match this one.
fn alike(byte: u8) -> impl Iterator<Item = u8> {
    (0..=u8::MAX).filter(move |other| fold(*other) == fold(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk+live/0123456789&abc==";

    /// Passes a body through the redactor in stretches of this length, and returns the output.
    fn through(redactor: &Redactor, body: &[u8], length: usize) -> Vec<u8> {
        let (mut out, mut held) = (Vec::new(), Vec::new());
        let chunks: Vec<_> = body.chunks(length).collect();
        for (place, chunk) in chunks.iter().enumerate() {
            let stretch = [held.as_slice(), chunk].concat();
            let kept = match redactor.pass(&stretch, place + 1 == chunks.len()) {
                Passed::AsIs(count) => {
                    out.extend_from_slice(&stretch[..count]);
                    stretch.len() - count
                }
                Passed::Instead { bytes, held } => {
                    out.extend_from_slice(&bytes);
                    held
                }
            };
            assert!(kept < redactor.longest * MAX_UNIT, "memory is bounded");
            held = stretch[stretch.len() - kept..].to_vec();
        }
        assert!(held.is_empty());
        out
    }

    fn encodings() -> Vec<String> {
        let each = |encode: fn(u8) -> String| KEY.bytes().map(encode).collect::<String>();
        vec![
            KEY.into(),
            KEY.replace('/', "\\/"),
            KEY.replace('/', "\\\\/"),
            KEY.replace('+', "\\u002B").replace('&', "\\u0026").replace('=', "\\u003d"),
            KEY.replace('+', "\\\\u002b"),
            each(|byte| format!("\\u{byte:04X}")),
            KEY.replace('+', "%2B").replace('/', "%2f").replace('&', "%26").replace('=', "%3D"),
            KEY.replace('+', "%252B").replace('/', "%252F"),
            each(|byte| format!("%{byte:02x}")),
            KEY.replace('&', "&amp;").replace('+', "&#43;").replace('/', "&#x2F;"),
            each(|byte| format!("&#x{byte:05x};")),
            each(|byte| format!("\\x{byte:02x}")),
            KEY.replace('+', "\\+").replace('=', "\\="),
            KEY.replace('/', "~1"),
            KEY.to_uppercase(),
            KEY.replace('+', "%2B")
                .replace('/', "%2F")
                .replace('&', "%26")
                .replace('=', "%3D")
                .to_lowercase(),
        ]
    }

    #[test]
    fn a_key_is_replaced_in_every_encoding_wherever_the_body_is_cut() {
        let redactor = Redactor::new(KEY);
        for encoding in encodings() {
            let body = ["{\"a\":\"x\\n%41&lt;", &encoding, "\",\"b\":\"", &encoding, "\"}"].concat();
            for length in 1..body.len() + 1 {
                let out = String::from_utf8(through(&redactor, body.as_bytes(), length)).unwrap();
                assert_eq!(out, "{\"a\":\"x\\n%41&lt;***\",\"b\":\"***\"}", "{encoding} by {length}");
            }
        }
    }

    #[test]
    fn the_client_masks_the_same_encodings_of_whole_lines() {
        for encoding in encodings() {
            assert_eq!(seax_dialer::engine::redact::redact(encoding.clone(), KEY), "***", "{encoding}");
        }
    }

    #[test]
    fn a_key_is_replaced_where_lines_break_it_and_in_utf_16() {
        let redactor = Redactor::new(KEY);
        for between in [
            "\n",
            "\r\n",
            "\\n",
            "\\r\\n",
            "\0",
            "\\u0000",
            "\\\\u0000",
            "\\x00",
            "%00",
            "%0D%0A",
            "%250A",
            "&#10;",
            "&#x0d;&#x0a;",
            "\\u000d\\u000A",
            "\\\\r\\\\n",
        ] {
            for every in [1, 7, 20] {
                let parts: Vec<_> =
                    KEY.as_bytes().chunks(every).map(|part| str::from_utf8(part).unwrap()).collect();
                let body = ["<", &parts.join(between), ">"].concat();
                for length in 1..body.len() + 1 {
                    let out = through(&redactor, body.as_bytes(), length);
                    assert_eq!(String::from_utf8(out).unwrap(), "<***>", "{body:?} by {length}");
                }
            }
        }
        let wide: Vec<u8> = ["<", KEY, ">"].concat().encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(through(&redactor, &wide, 5), b"\0<\0***\0>");
    }

    #[test]
    fn a_key_is_replaced_in_a_message_that_the_client_has_shortened() {
        let redactor = Redactor::new(KEY);
        for between in [" ", "  ", "\\n", "\0", " \\n"] {
            for every in [1, 7, 20] {
                let parts: Vec<_> =
                    KEY.as_bytes().chunks(every).map(|part| str::from_utf8(part).unwrap()).collect();
                let broken = parts.join(between);
                let said = redactor.message(&["It said (422): no <", &broken, ">, or … so."].concat());
                assert_eq!(said, "It said (422): no <***>, or … so.", "{broken:?}");
                for length in 4..broken.len() {
                    let said = redactor.message(&["no ", broken.get(..length).unwrap(), "…."].concat());
                    assert_eq!(said, "no ***….", "{broken:?} to {length}");
                    let start = broken.get(..length).unwrap();
                    let said = redactor.message(&["no ", start, "… And: no ", start, "… so."].concat());
                    assert_eq!(said, "no ***… And: no ***… so.", "{broken:?} to {length}");
                }
            }
        }
        for plain in ["", "no", "It said (404): no such thing as s…, or: sk…", "你好… 100%…", "… a b"]
        {
            assert_eq!(redactor.message(plain), plain);
        }
    }

    #[test]
    fn a_key_is_replaced_inside_base64() {
        let redactor = Redactor::new(KEY);
        let url = |text: &str| text.replace('+', "-").replace('/', "_");
        let wrap = |text: &str, end: &str| {
            text.as_bytes()
                .chunks(19)
                .map(|line| [line, end.as_bytes()].concat())
                .collect::<Vec<_>>()
                .concat()
        };
        for before in ["", "u", "us", "user:"] {
            let encoded = String::from_utf8(base64_after(0, [before, KEY, ":"].concat().as_bytes())).unwrap();
            let wrapped =
                ["\n", "\r\n", "\\n", "\\r\\n"].map(|end| String::from_utf8(wrap(&encoded, end)).unwrap());
            for encoded in
                [encoded.clone(), url(&encoded), encoded.replace('+', "%2B")].iter().chain(&wrapped)
            {
                let body = ["Basic ", encoded, " end"].concat();
                for length in [1, 7, body.len()] {
                    let out = String::from_utf8(through(&redactor, body.as_bytes(), length)).unwrap();
                    assert!(out.contains("***") && out.ends_with(" end"), "{before}: {out}");
                    assert!(out.len() < 32, "little of it is left: {out}");
                }
            }
        }
    }

    #[test]
    fn a_body_without_the_key_passes_as_it_is_and_as_it_comes() {
        let redactor = Redactor::new(KEY);
        let body =
            r#"{"name":"\u4e2d\u6587","path":"a\/b","share":"50%","q":"a&b","sk":"sk+live/0123456789&abd"}"#;
        for length in 1..body.len() + 1 {
            assert_eq!(through(&redactor, body.as_bytes(), length), body.as_bytes());
        }
        assert_eq!(
            redactor.pass(body.as_bytes(), false),
            Passed::AsIs(body.len()),
            "nothing is held without need"
        );
        assert_eq!(redactor.pass(b"", true), Passed::AsIs(0));
    }

    #[test]
    fn a_key_is_found_at_every_place() {
        for key in [KEY, "a-key", "ab"] {
            let redactor = Redactor::new(key);
            for before in 0..40 {
                let body = [&"x".repeat(before), key, "y"].concat();
                assert_eq!(
                    redactor.text(&body),
                    [&"x".repeat(before), "***y"].concat(),
                    "{key} after {before}"
                );
            }
        }
    }

    #[test]
    fn short_keys_are_replaced_too() {
        assert_eq!(Redactor::new("k").text("a k b k"), "a *** b ***");
        assert_eq!(Redactor::new("k").text("k"), "***");
        assert_eq!(Redactor::new("a%2Bb").text("x a%2Bb"), "x ***");
    }
}
