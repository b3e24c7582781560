//! Tokens: JSON Web Tokens (RFC 7519) with HMAC-SHA256 (`HS256`), so that a portal in any language can mint them.

use base64ct::{Base64UrlUnpadded, Encoding};
use seax_dialer::{
    json::{self, Writer},
    schema::Digits,
};

use crate::{
    form::{self, TokenClaims, TokenHeader},
    refusal::{Refusal, Result},
    rules::Rules,
};

/// Whom tokens are for: one that was signed with the same secret for anything else is refused.
pub const AUDIENCE: &str = "seax-edge";
/// How far ahead the clock of whoever mints may be, in seconds.
const SKEW: u64 = 60;
/// No token is longer, in bytes.
const LONGEST: usize = 4_096;
/// The length of an HMAC-SHA256, in bytes.
const MAC: usize = 32;

/// What a token says. Nothing of it holds until its signature has been checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Whom the token is for.
    pub aud: String,
    /// The operator, by the portal's own id.
    pub sub: String,
    /// The workspace.
    pub workspace: String,
    /// The operations that it allows; without any, all that the edge does.
    pub operations: Option<Vec<String>>,
    /// When it was minted, in seconds since 1970.
    pub iat: u64,
    /// Until when it holds, in seconds since 1970.
    pub exp: u64,
}

/// A token, taken apart.
#[derive(Debug)]
pub struct Sealed<'a> {
    /// Which secret it says it is signed with: one that the edge has.
    pub key_id: String,
    /// What the signature is over.
    pub signed: &'a str,
    /// The signature.
    pub mac: Vec<u8>,
    /// The claims, as JSON. They hold only once the signature is found to be right.
    pub claims: String,
}

/// The token of an `Authorization` header.
///
/// # Errors
/// 401 where there is none.
pub fn bearer(authorization: &str) -> Result<&str> {
    let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
    match scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() {
        true => Ok(token),
        false => Err(unauthorized("token_missing", "A token is needed: `Authorization: Bearer <token>`.")),
    }
}

/// Takes a token apart.
///
/// # Errors
/// 401 for one that is no token, or not signed with a secret of this edge.
pub fn open<'a>(token: &'a str, rules: &Rules) -> Result<Sealed<'a>> {
    let malformed = || unauthorized("token_malformed", "This is no token of this edge.");
    if token.len() > LONGEST {
        return Err(malformed());
    }
    let (signed, mac) = token.rsplit_once('.').ok_or_else(malformed)?;
    let (header, claims) = signed.split_once('.').ok_or_else(malformed)?;
    let decode = |part: &str| Base64UrlUnpadded::decode_vec(part).map_err(|_| malformed());
    let (header, claims, mac) = (decode(header)?, decode(claims)?, decode(mac)?);
    let header = form::known::<TokenHeader>(&header).ok_or_else(malformed)?;
    let said = |name| header.object().members().find(|member| member.field.name == name)?.text();
    let claims = String::from_utf8(claims).map_err(|_| malformed())?;
    // The token does not choose how it is checked.
    if said("alg").as_deref() != Some("HS256") || mac.len() != MAC {
        return Err(malformed());
    }
    let key_id = said("kid").unwrap_or_default();
    if !rules.key_ids.contains(&key_id) {
        return Err(unauthorized(
            "token_key_unknown",
            "The token is signed with a secret that this edge does not have, or no longer. Get a new one.",
        ));
    }
    Ok(Sealed { key_id, signed, mac, claims })
}

/// The claims of a token whose signature is right.
///
/// # Errors
/// 401 for claims that do not hold now, or not here.
pub fn claims(json: &str, now: u64, rules: &Rules) -> Result<Claims> {
    let claims = Claims::read(json);
    let sane = claims.aud == AUDIENCE && is_operator(&claims.sub) && claims.exp > claims.iat;
    if !sane || claims.iat > now.saturating_add(SKEW) {
        return Err(unauthorized("token_malformed", "The token's claims are not what the edge needs."));
    }
    if claims.exp - claims.iat > rules.limits.token_seconds {
        return Err(unauthorized("token_too_long", "The token lives longer than this edge allows."));
    }
    if claims.exp <= now {
        return Err(unauthorized("token_expired", "The token has expired. Get a new one."));
    }
    Ok(claims)
}

impl Claims {
    /// What the claims say, as far as they do.
    fn read(json: &str) -> Self {
        let mut claims = Self::default();
        let Some(checked) = form::known::<TokenClaims>(json.as_bytes()) else { return claims };
        for member in checked.object().members() {
            match member.field.name {
                "aud" => claims.aud = form::text(&member),
                "sub" => claims.sub = form::text(&member),
                "workspace" => claims.workspace = form::text(&member),
                "operations" => claims.operations = Some(member.texts()),
                "iat" => claims.iat = form::whole(&member).unwrap_or(u64::MAX),
                "exp" => claims.exp = form::whole(&member).unwrap_or_default(),
                _ => {}
            }
        }
        claims
    }

    /// The claims as JSON.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        let mut object = Writer::new(&mut text);
        for (key, value) in [("aud", &self.aud), ("sub", &self.sub), ("workspace", &self.workspace)] {
            object.text(key, value);
        }
        if let Some(operations) = &self.operations {
            let list = object.key("operations");
            list.push('[');
            for (place, name) in operations.iter().enumerate() {
                list.push_str(if place == 0 { "" } else { "," });
                json::quote(name, list);
            }
            list.push(']');
        }
        object.raw("iat", &self.iat.digits());
        object.raw("exp", &self.exp.digits());
        object.end();
        text
    }
}

/// A token but for its signature: header and claims.
pub fn unsigned(key_id: &str, claims: &str) -> String {
    let encode = Base64UrlUnpadded::encode_string;
    let header = ["{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"", key_id, "\"}"].concat();
    [&encode(header.as_bytes()), ".", &encode(claims.as_bytes())].concat()
}

/// Whether a text can be an operator's id: what shows up in receipts, and is a header's value on the way there.
pub fn is_operator(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'!'..=b'~'))
}

fn unauthorized(code: &'static str, message: &str) -> Refusal {
    Refusal::new(401, code, message)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::rules::tests::{WORKSPACE, rules};

    pub fn good() -> Claims {
        Claims {
            aud: AUDIENCE.into(),
            sub: "ann".into(),
            workspace: WORKSPACE.into(),
            operations: None,
            iat: 1_000,
            exp: 1_600,
        }
    }

    fn token(header: &str, claims: &str, mac: &[u8]) -> String {
        [header.as_bytes(), claims.as_bytes(), mac].map(Base64UrlUnpadded::encode_string).join(".")
    }

    const HEADER: &str = r#"{"alg":"HS256","typ":"JWT","kid":"k1"}"#;

    fn code(token: &str) -> &'static str {
        open(token, &rules()).map_or_else(|refusal| refusal.code, |_| "open")
    }

    #[test]
    fn a_token_comes_apart_as_it_was_put_together() {
        let json = good().to_json();
        let whole = [&unsigned("k1", &json), ".", &Base64UrlUnpadded::encode_string(&[7; MAC])].concat();
        let rules = rules();
        let sealed = open(&whole, &rules).unwrap();
        assert_eq!((sealed.key_id.as_str(), sealed.mac.as_slice()), ("k1", [7; MAC].as_slice()));
        assert_eq!(claims(&sealed.claims, 1_001, &rules), Ok(good()));
    }

    #[test]
    fn whatever_is_no_token_of_this_edge_is_refused_before_its_signature_is_looked_at() {
        assert_eq!(code(&token(HEADER, "{}", &[0; MAC])), "open");
        for header in
            ["", "{}", "[]", r#"{"alg":"none","kid":"k1"}"#, r#"{"alg":"RS256","kid":"k1"}"#, "\u{0}"]
        {
            assert_eq!(code(&token(header, "{}", &[0; MAC])), "token_malformed", "{header}");
        }
        assert_eq!(code(&token(r#"{"alg":"HS256","kid":"k0"}"#, "{}", &[0; MAC])), "token_key_unknown");
        assert_eq!(code(&token(HEADER, "{}", &[0; 31])), "token_malformed");
        assert_eq!(code(&token(HEADER, "{}", &[])), "token_malformed");
        for text in ["", ".", "..", "a.b", "a.b.c.d", "é.é.é", "====.====.===="] {
            assert_eq!(code(text), "token_malformed", "{text}");
        }
        assert_eq!(code(&"a".repeat(1_000_000)), "token_malformed");
    }

    #[test]
    fn claims_hold_only_now_and_here() {
        let check = |change: fn(&mut Claims), now| {
            let mut changed = good();
            change(&mut changed);
            claims(&changed.to_json(), now, &rules()).map_or_else(|refusal| refusal.code, |_| "ok")
        };
        assert_eq!(check(|_| {}, 1_599), "ok");
        assert_eq!(check(|_| {}, 1_600), "token_expired");
        assert_eq!(check(|_| {}, 939), "token_malformed");
        assert_eq!(check(|claims| claims.aud = "other".into(), 1_001), "token_malformed");
        assert_eq!(check(|claims| claims.sub = String::new(), 1_001), "token_malformed");
        assert_eq!(check(|claims| claims.sub = "a\r\nb".into(), 1_001), "token_malformed");
        assert_eq!(check(|claims| claims.exp = 1_000_000_000, 1_001), "token_too_long");
        assert_eq!(check(|claims| claims.exp = 999, 1_001), "token_malformed");
        for json in ["", "null", "{}", "[]", r#"{"aud":"seax-edge","sub":1}"#] {
            assert_eq!(claims(json, 1_001, &rules()).unwrap_err().code, "token_malformed");
        }
    }

    #[test]
    fn only_a_bearer_token_counts() {
        assert_eq!(bearer("Bearer abc"), Ok("abc"));
        assert_eq!(bearer("bearer abc"), Ok("abc"));
        for none in ["", "abc", "Basic abc", "Bearer", "Bearer "] {
            assert_eq!(bearer(none).unwrap_err().status, 401, "{none}");
        }
    }
}
