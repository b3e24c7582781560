//! Who asks, and in which form a header can say so.

use zeroize::Zeroize;

use crate::error::{Error, Result};

/// The header of the API's own credential.
pub const KEY_HEADER: &str = "X-API-KEY";

/// A header with the caller's credential. Its memory is wiped when it is dropped.
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

/// Checks an API key. It is never repeated in an error.
///
/// # Errors
/// `invalid_argument` if it is empty, or does not fit a header.
pub fn check_key(key: &str) -> Result<()> {
    match (key.is_empty(), is_value(key)) {
        (true, _) => Err(Error::argument("apiKey", "must not be empty")),
        (_, false) => Err(Error::argument(
            "apiKey",
            "must be one line of printable ASCII: is there a line break or blank at its end?",
        )),
        _ => Ok(()),
    }
}

/// Whether these can be a header's name (RFC 9110's token) and value.
pub fn is_header(name: &str, value: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token) && is_value(value)
}

/// Whether a text can be a header's value: printable ASCII, no blanks around it.
fn is_value(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim_ascii() == text
}
