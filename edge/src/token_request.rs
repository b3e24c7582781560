//! `POST /token`: grants tokens to a portal's server.

use seax_dialer::schema::Digits;

use crate::{
    claims::{Claims, is_operator},
    config::EdgeConfig,
    member,
    refusal::{Refusal, Result},
    schemas::{self, TokenRequest},
};

/// The default lifetime of a token, in seconds.
const DEFAULT_LIFE: u64 = 600;

/// Returns the claims of the requested token. `now` is in seconds since the Unix epoch.
///
/// # Errors
/// 422 for a token that this edge would not accept.
pub fn grant(body: Vec<u8>, now: u64, config: &EdgeConfig) -> Result<Claims> {
    let refuse = |message: &str| Refusal::new(422, "unprocessable", message);
    let body = String::from_utf8(body).map_err(|_| refuse("The body is not UTF-8."))?;
    let request = schemas::strict::<TokenRequest>(body).map_err(|message| refuse(&message))?;
    let longest = config.limits.token_seconds;
    let (mut workspace, mut sub, mut operations, mut life) =
        (String::new(), String::new(), None, DEFAULT_LIFE.min(longest));
    for member in request.object().members() {
        match member.field.name {
            TokenRequest::WORKSPACE_ID => workspace = member::text(&member).to_ascii_lowercase(),
            TokenRequest::OPERATOR_ID => sub = member::text(&member),
            TokenRequest::OPERATIONS => operations = Some(member.texts()),
            TokenRequest::EXPIRES_IN => life = member::whole(&member).unwrap_or_default(),
            _ => {}
        }
    }
    if config.workspace(&workspace).is_none() {
        return Err(refuse("`workspace_id` is not a workspace of this edge."));
    }
    if !is_operator(&sub) {
        return Err(refuse("`operator_id` must be 1 to 128 characters of ASCII without spaces."));
    }
    for name in operations.iter().flatten() {
        if !config.operations.iter().any(|allowed| allowed.name == name) {
            return Err(refuse(&["`operations`: this edge does not allow `", name, "`."].concat()));
        }
    }
    if life == 0 || life > longest {
        return Err(refuse(&["`expires_in` must be from 1 to ", &longest.digits(), " seconds."].concat()));
    }
    Ok(Claims { sub, workspace, operations, iat: now, exp: now.saturating_add(life) })
}

#[cfg(test)]
mod tests {
    use seax_dialer::{
        model::WorkspaceId,
        schema::{elements, entries, text},
    };

    use super::*;
    use crate::{
        claims::AUDIENCE,
        config::{
            key_id,
            tests::{WORKSPACE, config, options},
        },
        limits::LIMITS,
    };

    fn request(more: &str) -> Vec<u8> {
        [r#"{"workspace_id":""#, WORKSPACE, r#"","operator_id":"ann""#, more, "}"].concat().into_bytes()
    }

    #[test]
    fn the_script_that_mints_tokens_has_the_same_numbers() {
        // It also runs on servers, without the WebAssembly.
        let script = include_str!("../worker/mint.ts");
        let longest = LIMITS.iter().find(|limit| limit.name == "tokenSeconds").unwrap().max;
        for (name, value) in [
            ("AUDIENCE", ["\"", AUDIENCE, "\""].concat()),
            ("DEFAULT_LIFE", DEFAULT_LIFE.digits()),
            ("MAX_LIFE", longest.digits()),
        ] {
            let (_, rest) = script.split_once(&["\nconst ", name, " = "].concat()).expect(name);
            assert_eq!(rest.split_once(';').unwrap().0.replace('_', ""), value, "{name}");
        }
    }

    #[test]
    fn the_script_that_mints_tokens_accepts_the_same_inputs() {
        // tests/edge/tokens.test.mjs has the script read the same samples.
        let mut kinds = Vec::new();
        for row in elements(include_str!("../../tests/samples/token_inputs.json")) {
            let [(kind, given), ("ok", ok)] = *entries(row).collect::<Vec<_>>() else { panic!("{row}") };
            let given = text(given).unwrap();
            let accepted = match kind {
                "secret" => key_id(given).is_ok(),
                "operator" => is_operator(&given),
                _ => WorkspaceId::new(given).is_some(),
            };
            assert_eq!(accepted, ok == "true", "{row}");
            kinds.push((kind, accepted));
        }
        for kind in ["secret", "operator", "workspace"] {
            assert!(kinds.contains(&(kind, true)) && kinds.contains(&(kind, false)), "{kind}");
        }
    }

    #[test]
    fn the_edge_accepts_the_tokens_that_it_grants() {
        let granted = grant(request(r#","operations":["campaigns.get"]"#), 1_000, &config()).unwrap();
        assert_eq!((granted.iat, granted.exp), (1_000, 1_600));
        assert_eq!(Claims::read(&granted.to_json(), 1_000, &config()), Ok(granted));
    }

    #[test]
    fn a_token_that_the_edge_would_not_accept_is_not_granted() {
        let few = EdgeConfig::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(grant(request(r#","operations":["campaigns.create"]"#), 1, &few).unwrap_err().status, 422);
        for (more, wanted) in [
            (r#","operations":["nothing"]"#, "`nothing`"),
            (r#","operations":null"#, "operations"),
            (r#","expires_in":0"#, "`expires_in`"),
            (r#","expires_in":86400"#, "`expires_in`"),
            (r#","expires_in":-1"#, "expires_in"),
            (r#","admin":true"#, "admin"),
        ] {
            let refusal = grant(request(more), 1, &config()).unwrap_err();
            assert_eq!(refusal.status, 422, "{more}");
            assert!(refusal.message.contains(wanted), "{more}: {}", refusal.message);
        }
        let other = String::from_utf8(request("")).unwrap().replace("3fa85f64", "00000000");
        assert_eq!(grant(other.into_bytes(), 1, &config()).unwrap_err().status, 422);
        let nobody = String::from_utf8(request("")).unwrap().replace("ann", "");
        assert_eq!(grant(nobody.into_bytes(), 1, &config()).unwrap_err().status, 422);
        assert_eq!(grant(Vec::new(), 1, &config()).unwrap_err().status, 422);
    }
}
