//! Failures that repeat the credential they are about: some servers, proxies and transports tell of it.

/// What stands where a secret was.
const MASK: &[u8] = b"***";

/// Takes a credential out of bytes that become an error's words. A scheme before it (`Bearer …`) is no secret.
pub fn redact(bytes: Vec<u8>, credential: &str) -> Vec<u8> {
    let secret = credential.as_bytes().rsplit(|byte| *byte == b' ').next().unwrap_or_default();
    // What is this short is no secret, and would take innocent words out.
    if secret.len() < 8 {
        return bytes;
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.as_slice();
    while let Some((first, next)) = rest.split_first() {
        match rest.strip_prefix(secret) {
            Some(behind) => {
                kept.extend_from_slice(MASK);
                rest = behind;
            }
            None => {
                kept.push(*first);
                rest = next;
            }
        }
    }
    kept
}

/// The same for a text.
pub fn redact_text(text: String, credential: &str) -> String {
    String::from_utf8(redact(text.into_bytes(), credential)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str, credential: &str) -> String {
        String::from_utf8(redact(text.into(), credential)).expect("text stays text")
    }

    #[test]
    fn a_refusal_never_repeats_the_credential() {
        assert_eq!(redacted("bad key e91772ccb5e6!", "e91772ccb5e6"), "bad key ***!");
        assert_eq!(redacted("e91772ccb5e6e91772ccb5e6", "e91772ccb5e6"), "******");
        assert_eq!(redacted("no such token: abcdefgh", "Bearer abcdefgh"), "no such token: ***");
        assert_eq!(redacted("a key of yours", "key"), "a key of yours");
        assert_eq!(redacted("您好 e91772ccb5e6", "e91772ccb5e6"), "您好 ***");
    }
}
