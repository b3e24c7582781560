//! The claims of a token: a JSON Web Token (RFC 7519) that the scripts have verified with `jose`.
//!
//! `jose` checks signature, algorithm, `crit`, `aud` and `nbf` when it verifies a token. The checks in this file also run for
//! each later request with a token whose verification is cached.

use seax_dialer::{
    json::{self, Writer, quoted},
    schema::{Digits, members},
};

use crate::{
    config::EdgeConfig,
    member,
    refusal::{Refusal, Result},
    schemas::{self, TokenClaims},
};

/// The `aud` of every token. A token signed with the same secret for another purpose is refused.
pub const AUDIENCE: &str = "seax-edge";
/// How far the portal's clock may be ahead, in seconds.
pub const CLOCK_TOLERANCE: u64 = 60;

/// The claims of a token.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// The operator's id in the portal.
    pub sub: String,
    /// The workspace.
    pub workspace: String,
    /// The operations that the token allows; `None` for all that the edge allows.
    pub operations: Option<Vec<String>>,
    /// When it was issued, in seconds since the Unix epoch.
    pub iat: u64,
    /// When it expires, in seconds since the Unix epoch.
    pub exp: u64,
}

impl Claims {
    /// Checks the claims of a verified token. `now` is in seconds since the Unix epoch.
    ///
    /// # Errors
    /// 401, naming the claim that is wrong.
    pub fn read(json: &str, now: u64, config: &EdgeConfig) -> Result<Self> {
        let malformed =
            |problem: &str| unauthorized("token_malformed", &["The token's claims: ", problem, "."].concat());
        let checked =
            schemas::lenient::<TokenClaims>(json.as_bytes()).map_err(|problem| malformed(&problem))?;
        let mut claims = Self::default();
        for member in members(json, checked.object().object) {
            let seconds =
                || member::whole(&member).ok_or_else(|| malformed("times must be seconds since 1970"));
            match member.field.name {
                TokenClaims::SUB => claims.sub = member::text(&member),
                TokenClaims::WORKSPACE => claims.workspace = member::text(&member),
                // `null` must not be read as "left out", which allows every operation.
                TokenClaims::OPERATIONS if member.is_null() => {
                    return Err(malformed("`operations` must be a list of names or be left out, not null"));
                }
                TokenClaims::OPERATIONS => claims.operations = Some(member.texts()),
                TokenClaims::IAT => claims.iat = seconds()?,
                TokenClaims::EXP => claims.exp = seconds()?,
                _ => {}
            }
        }
        if !is_operator(&claims.sub) {
            return Err(malformed("`sub` must be 1 to 128 characters of ASCII without spaces"));
        }
        if claims.iat > now.saturating_add(CLOCK_TOLERANCE) {
            return Err(unauthorized(
                "token_not_yet_valid",
                "The token is not valid yet. Check that the clocks agree.",
            ));
        }
        if claims.exp.saturating_sub(claims.iat) > config.limits.token_seconds {
            return Err(unauthorized(
                "token_too_long",
                "The token's lifetime is longer than this edge allows.",
            ));
        }
        if claims.exp <= now {
            return Err(unauthorized("token_expired", "The token has expired. Get a new one."));
        }
        Ok(claims)
    }

    /// Returns the claims as JSON, ready to be signed.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        let mut object = Writer::new(&mut text);
        for (key, value) in
            [("aud", AUDIENCE), (TokenClaims::SUB, &self.sub), (TokenClaims::WORKSPACE, &self.workspace)]
        {
            object.text(key, value);
        }
        if let Some(operations) = &self.operations {
            object.raw(TokenClaims::OPERATIONS, &json::list(operations.iter().map(|name| quoted(name))));
        }
        object.raw(TokenClaims::IAT, &self.iat.digits());
        object.raw(TokenClaims::EXP, &self.exp.digits());
        object.end();
        text
    }
}

/// Returns whether a string can be an operator's id. Receipts show it.
pub fn is_operator(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'!'..=b'~'))
}

fn unauthorized(code: &'static str, message: &str) -> Refusal {
    Refusal::new(401, code, message)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::config::tests::{WORKSPACE, config};

    pub fn good() -> Claims {
        Claims { sub: "ann".into(), workspace: WORKSPACE.into(), operations: None, iat: 1_000, exp: 1_600 }
    }

    #[test]
    fn claims_are_valid_only_from_their_issue_to_their_expiry() {
        let check = |change: fn(&mut Claims), now| {
            let mut changed = good();
            change(&mut changed);
            Claims::read(&changed.to_json(), now, &config()).map_or_else(|refusal| refusal.code, |_| "ok")
        };
        assert_eq!(check(|_| {}, 1_599), "ok");
        assert_eq!(check(|_| {}, 1_600), "token_expired");
        assert_eq!(check(|_| {}, 940), "ok");
        assert_eq!(check(|_| {}, 939), "token_not_yet_valid");
        assert_eq!(check(|claims| claims.exp = 1_000_000_000, 1_001), "token_too_long");
        assert_eq!(check(|claims| claims.exp = 999, 1_001), "token_expired");
    }

    #[test]
    fn a_wrong_claim_is_named() {
        let read = |json: &str| Claims::read(json, 1_001, &config()).unwrap_err();
        let claims =
            |more: &str| [r#"{"aud":"seax-edge","workspace":"w","iat":1000,"exp":1600"#, more, "}"].concat();
        for (json, wanted) in [
            (claims(r#","sub":"ann","operations":null"#), "`operations`"),
            (claims(r#","sub":"ann","operations":"all""#), "`operations`"),
            (claims(r#","sub":"ann","operations":[1]"#), "`operations[0]`"),
            (claims(r#","sub":"""#), "`sub`"),
            (claims(r#","sub":"a\r\nb""#), "`sub`"),
            (claims(r#","sub":1"#), "`sub`"),
            (claims(""), "`sub`"),
            (claims(r#","sub":"ann""#).replace("1600", "\"1600\""), "`exp`"),
            (claims(r#","sub":"ann""#).replace("1600", "-1"), "seconds"),
            ("null".into(), "must be"),
            ("[]".into(), "must be"),
            ("".into(), "cut off"),
        ] {
            let refusal = read(&json);
            assert_eq!((refusal.status, refusal.code), (401, "token_malformed"), "{json}");
            assert!(refusal.message.contains(wanted), "{json}: {}", refusal.message);
        }
    }

    #[test]
    fn times_may_have_fractions_and_claims_of_others_are_ignored() {
        let json = good()
            .to_json()
            .replace("1600", "1600.75")
            .replace("1000", "1000.5")
            .replace('}', r#","jti":"x"}"#);
        assert_eq!(Claims::read(&json, 1_001, &config()), Ok(good()));
    }
}
