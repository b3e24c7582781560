//! Refusals that repeat the credential they refuse: some servers and proxies do.

use crate::client::HttpReply;

/// What stands where a secret was.
const MASK: &[u8] = b"***";

/// Takes a credential out of a reply that becomes an error's words. A scheme before it (`Bearer …`) is no secret.
pub fn redact(reply: &mut HttpReply, credential: &str) {
    let secret = credential.rsplit(' ').next().unwrap_or_default().as_bytes();
    // What is this short is no secret, and would take innocent words out.
    if secret.len() < 8 {
        return;
    }
    let mut kept = Vec::with_capacity(reply.body.len());
    let mut rest = reply.body.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        match rest.strip_prefix(secret) {
            Some(behind) => {
                kept.extend_from_slice(MASK);
                rest = behind;
            }
            None => {
                kept.push(*first);
                rest = behind;
            }
        }
    }
    reply.body = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(body: &str, credential: &str) -> String {
        let body = body.as_bytes().to_vec();
        let mut reply = HttpReply { status: 401, request_id: None, retry_after: None, body };
        redact(&mut reply, credential);
        String::from_utf8(reply.body).expect("text stays text")
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
