//! What a portal's server asks a token for.

use serde::Deserialize;

use crate::{
    refusal::{Refusal, Result},
    rules::{Rules, operation},
    token::{AUDIENCE, Claims, is_operator},
};

/// How long a token lives, unless it is asked for otherwise, in seconds.
const LIFE: u64 = 600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    workspace_id: String,
    operator_id: String,
    operations: Option<Vec<String>>,
    expires_in: Option<u64>,
}

/// The claims of the token that is asked for, at `now` in seconds since 1970.
///
/// # Errors
/// 422 for a wish that this edge cannot grant.
pub fn grant(body: &[u8], now: f64, rules: &Rules) -> Result<Claims> {
    let refuse = |message: &str| Refusal::new(422, "unprocessable", message);
    let wish: Wish = serde_json::from_slice(body).map_err(|error| {
        refuse(
            &[
                "The body must be { workspace_id, operator_id, operations?, expires_in? }: ",
                &error.to_string(),
            ]
            .concat(),
        )
    })?;
    let workspace = wish.workspace_id.to_ascii_lowercase();
    if !rules.workspaces.iter().any(|known| known.as_str() == workspace) {
        return Err(refuse("This edge does not serve the workspace `workspace_id`."));
    }
    if !is_operator(&wish.operator_id) {
        return Err(refuse("`operator_id` must be 1 to 128 characters of ASCII without blanks."));
    }
    for name in wish.operations.iter().flatten() {
        let known = operation(name).map_err(|message| refuse(&["`operations`: ", &message, "."].concat()))?;
        if !rules.operations.iter().any(|allowed| allowed.name == known.name) {
            return Err(refuse(&["`operations`: this edge does not allow `", name, "`."].concat()));
        }
    }
    let longest = rules.limits.token_seconds;
    let life = wish.expires_in.unwrap_or(LIFE.min(longest));
    if life == 0 || life > longest {
        return Err(refuse(&["`expires_in` must be from 1 to ", &longest.to_string(), " seconds."].concat()));
    }
    let iat = now.floor();
    let (operations, exp) = (wish.operations, iat + life as f64);
    Ok(Claims { aud: AUDIENCE.into(), sub: wish.operator_id, workspace, operations, iat, exp })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rules::tests::{WORKSPACE, options, rules},
        token,
    };

    fn wish(more: &str) -> Vec<u8> {
        [r#"{"workspace_id":""#, WORKSPACE, r#"","operator_id":"ann""#, more, "}"].concat().into_bytes()
    }

    #[test]
    fn what_is_granted_holds() {
        let granted = grant(&wish(r#","operations":["campaigns.get"]"#), 1_000.7, &rules()).unwrap();
        assert_eq!((granted.iat, granted.exp), (1_000.0, 1_600.0));
        let json = serde_json::to_string(&granted).unwrap();
        assert_eq!(token::claims(&json, 1_000.7, &rules()), Ok(granted));
    }

    #[test]
    fn what_the_edge_does_not_do_is_not_granted() {
        let few = Rules::read(&options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(grant(&wish(r#","operations":["campaigns.create"]"#), 1.0, &few).unwrap_err().status, 422);
        for more in [
            r#","operations":["nothing"]"#,
            r#","expires_in":0"#,
            r#","expires_in":86400"#,
            r#","expires_in":-1"#,
            r#","admin":true"#,
        ] {
            assert_eq!(grant(&wish(more), 1.0, &rules()).unwrap_err().status, 422, "{more}");
        }
        let other = String::from_utf8(wish("")).unwrap().replace("3fa85f64", "00000000");
        assert_eq!(grant(other.as_bytes(), 1.0, &rules()).unwrap_err().status, 422);
        assert_eq!(grant(b"", 1.0, &rules()).unwrap_err().status, 422);
    }
}
