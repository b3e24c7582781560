//! The caller's credential, and the rules for header names and values.

use zeroize::Zeroize;

use crate::error::{Error, Result};

/// The header of the API's own credential, the API key.
pub const KEY_HEADER: &str = "X-API-KEY";

/// A header that authenticates the caller. Its value is wiped from memory on drop.
#[derive(Default)]
pub struct Credential {
    /// The header's name, such as `X-API-KEY`.
    pub header: String,
    /// The header's value: the secret.
    pub value: String,
}

impl Drop for Credential {
    fn drop(&mut self) {
        self.value.zeroize();
    }
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
