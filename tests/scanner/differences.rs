//! The intended differences between the scanner and serde. Every other difference is a bug in one of them.

use seax_dialer::schema::{ErrorKind, ValidationError};

/// The deepest nesting that both sides accept anywhere.
const DEEP: usize = 127;

/// Both sides' verdicts on a text.
pub struct Verdicts<'a> {
    pub text: &'a str,
    pub scanner: Result<(), Box<ValidationError>>,
    pub serde: Result<(), serde_json::Error>,
}

/// Returns whether a reason explains a difference.
type Explains = fn(&Verdicts<'_>) -> bool;

/// The reasons for differences.
const REASONS: [(&str, Explains); 4] = [
    // The scanner counts levels from a value without a schema, in one machine word, whether or not the value is read. serde
    // counts from the root, but only in what it reads.
    ("nested too deep", |verdicts| {
        let refused = match (&verdicts.scanner, &verdicts.serde) {
            (Err(error), Ok(())) => matches!(error.kind, ErrorKind::Depth),
            (Ok(()), Err(error)) => error.to_string().contains("recursion limit"),
            _ => false,
        };
        refused && nesting(verdicts.text) > DEEP
    }),
    // The scanner checks a number's power of ten, but not its digits. JavaScript reads numbers between the largest double and
    // 1e309 as Infinity, which no field of the API could mean.
    ("a number close to the largest double", |verdicts| match (&verdicts.scanner, &verdicts.serde) {
        (Ok(()), Err(error)) => error.to_string().contains("out of range") && near_largest(verdicts.text),
        _ => false,
    }),
    // serde also accepts a struct as an array of its values, in the order of its fields. No server of the API sends that.
    ("a struct as an array", |verdicts| match (&verdicts.scanner, &verdicts.serde) {
        (Err(error), Ok(())) => {
            matches!(error.kind, ErrorKind::Type { expected: "an object", found: "an array" })
                && verdicts.text.as_bytes().get(error.offset) == Some(&b'[')
        }
        _ => false,
    }),
    // A reply's integer can have any 64-bit value, whatever the Rust type is for callers' input.
    ("an integer that is not the Rust type's", |verdicts| match (&verdicts.scanner, &verdicts.serde) {
        (Ok(()), Err(error)) => refused_number(&error.to_string()).is_some_and(|number| {
            number.fract() == 0.0 && number <= u64::MAX as f64 && number >= i64::MIN as f64
        }),
        _ => false,
    }),
];

impl Verdicts<'_> {
    /// Returns whether both sides agree, or differ for a known reason.
    pub fn agree(&self) -> bool {
        self.scanner.is_ok() == self.serde.is_ok() || REASONS.iter().any(|(_, holds)| holds(self))
    }
}

/// Returns the number that serde rejects, from its message: "invalid value: integer `-1`, expected u32 at …".
fn refused_number(message: &str) -> Option<f64> {
    let rest = ["invalid value: integer `", "invalid type: floating point `"]
        .into_iter()
        .find_map(|start| message.strip_prefix(start))?;
    rest.split('`').next()?.parse().ok()
}

/// Returns how deep a text's arrays and objects are nested.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns whether the text has a number whose first digit has the power of ten 308.
fn near_largest(text: &str) -> bool {
    let digits = |character: char| "+-.eE".contains(character) || character.is_ascii_digit();
    text.split(|character| !digits(character)).any(|number| {
        let (mantissa, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = mantissa.trim_start_matches('-').split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches(['-', '0']);
        let first = match (whole.len() as i64, fraction.find(|digit| digit != '0')) {
            (0, Some(zeros)) => -(zeros as i64) - 1,
            (length, _) => length - 1,
        };
        power.parse::<i64>().is_ok_and(|power| first + power == 308)
    })
}

#[test]
fn each_reason_is_needed_and_names_what_the_scanner_does() {
    use seax_dialer::{
        model::error_body::ErrorBody as Body,
        schema::{Checked, HasSchema},
    };
    use serde::de::DeserializeOwned;

    fn verdicts<T: HasSchema + DeserializeOwned>(text: &str) -> Verdicts<'_> {
        let scanner = Checked::<T>::reply(text.into()).map(drop);
        Verdicts { text, scanner, serde: serde_json::from_str::<T>(text).map(drop) }
    }
    let deep = ["{\"stranger\":", &"[".repeat(129), &"]".repeat(129), "}"].concat();
    let read = ["{\"detail\":", &"[".repeat(128), &"]".repeat(128), "}"].concat();
    for (text, reason, taken) in [
        (deep.as_str(), "nested too deep", false),
        (&read, "nested too deep", true),
        (r#"{"retry_after":1.8e308}"#, "a number close to the largest double", true),
        (r#"["busy",3]"#, "a struct as an array", false),
    ] {
        let verdicts = verdicts::<Body>(text);
        assert_eq!(verdicts.scanner.is_ok(), taken, "{text}: {:?}", verdicts.scanner);
        assert_eq!(verdicts.serde.is_ok(), !taken, "{text}: {:?}", verdicts.serde);
        let reasons = REASONS.iter().filter(|(_, holds)| holds(&verdicts)).map(|(name, _)| *name);
        assert_eq!(reasons.collect::<Vec<_>>(), [reason]);
    }
    fn reasons<T: HasSchema + DeserializeOwned>(text: &str, taken: bool) -> Vec<&'static str> {
        let verdicts = verdicts::<T>(text);
        assert_eq!((verdicts.scanner.is_ok(), verdicts.serde.is_ok()), (taken, !taken), "{text}");
        REASONS.iter().filter(|(_, holds)| holds(&verdicts)).map(|(name, _)| *name).collect()
    }
    for text in ["-1", "4294967296", "7.0", "7e9", "-0", "18446744073709551615"] {
        assert_eq!(reasons::<u32>(text, true), ["an integer that is not the Rust type's"], "{text}");
    }
    for text in [r#"{"detail":01}"#, r#"{"detail":[1}"#, "{\"stranger\":1e}"] {
        let verdicts = verdicts::<Body>(text);
        assert!(verdicts.scanner.is_err() && verdicts.serde.is_err(), "{text}");
    }
}
