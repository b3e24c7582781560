//! The caller's credential, and the rules for header names and values.

use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// The header of the API's own credential, the API key.
pub const KEY_HEADER: &str = "X-API-KEY";

/// A header that authenticates the caller.
#[derive(Default)]
pub struct Credential {
    /// The header's name, such as `X-API-KEY`.
    pub header: String,
    /// The header's value: the secret, which is wiped from memory on drop.
    pub value: Zeroizing<String>,
}

/// Checks an API key. The error never repeats it.
///
/// # Errors
/// `invalid_argument` if the key is empty or cannot be a header value.
pub fn check_key(key: &str) -> Result<()> {
    if key.is_empty() {
        return Err(Error::argument("apiKey", "must not be empty"));
    }
    if !is_key(key) {
        return Err(Error::argument(
            "apiKey",
            "must be printable ASCII without blanks: is there a line break or space at its end?",
        ));
    }
    Ok(())
}

/// Whether an API key has printable ASCII without blanks only. Before a blank, errors would show the text: there it would be a
/// scheme.
pub fn is_key(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether these are a valid header name (a token of RFC 9110) and value.
pub fn is_header(name: &str, value: &str) -> bool {
    // A slice's `contains` would bring half a kilobyte of general search code.
    let is_token = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
    };
    !name.is_empty() && name.bytes().all(is_token) && is_header_value(value)
}

/// Whether a text is a valid header value: printable ASCII without surrounding blanks.
pub fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim_ascii() == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_no_header_can_carry_is_refused_and_not_repeated() {
        for good in ["e91772ccb5e6", "!", "~", "sk/a+b&c=9Zq~77-xY_w"] {
            assert!(check_key(good).is_ok() && is_key(good), "{good}");
        }
        for bad in ["e91772\n", " e91772", "Bearer e91772", "e91772\t", "e91772é", "e91772\u{7f}"] {
            let error = check_key(bad).expect_err("no header can carry it");
            assert_eq!(error.path.as_deref(), Some("apiKey"), "{bad}");
            assert!(
                error.message.contains("ASCII") && !error.message.contains("e91772"),
                "{}",
                error.message
            );
            assert!(!is_key(bad), "{bad}");
        }
        let error = check_key("").expect_err("it is no key");
        assert_eq!(error.message, "`apiKey` must not be empty");
    }

    #[test]
    fn a_header_has_the_name_and_value_that_http_allows() {
        for (name, value) in [
            ("X-API-KEY", "e91772ccb5e6"),
            ("authorization", "Bearer e91772ccb5e6"),
            ("09AZaz!#$%&'*+-.^_`|~", "!~"),
            ("Cookie", "sid=\"e91772ccb5e6\"; theme=x"),
            ("X-Empty", ""),
        ] {
            assert!(is_header(name, value), "{name}: {value}");
        }
        for name in
            ["", " ", "X API", "X:", "X\n", "(X)", "X,", "X/", "[X]", "{X}", "X=", "\"X\"", "X@", "Ü", "X\0"]
        {
            assert!(!is_header(name, "e91772ccb5e6"), "{name}");
        }
        for value in [" e91772ccb5e6", "e91772ccb5e6 ", "e9\r\nX: 1", "e9\t1", "ü", "\0", "\u{7f}"] {
            assert!(!is_header("X-API-KEY", value) && !is_header_value(value), "{value}");
        }
    }
}
