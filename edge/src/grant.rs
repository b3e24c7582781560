//! What a portal's server asks a token for.

use seax_dialer::schema::Digits;

use crate::{
    form::{self, Wish},
    refusal::{Refusal, Result},
    rules::{Rules, operation},
    token::{AUDIENCE, Claims, is_operator},
};

/// How long a token lives, unless it is asked for otherwise, in seconds.
const LIFE: u64 = 600;

/// The claims of the token that is asked for, at `now` in seconds since 1970.
///
/// # Errors
/// 422 for a wish that this edge cannot grant.
pub fn grant(body: Vec<u8>, now: u64, rules: &Rules) -> Result<Claims> {
    let refuse = |message: &str| Refusal::new(422, "unprocessable", message);
    let body = String::from_utf8(body).map_err(|_| refuse("The body is not UTF-8."))?;
    let wish = form::written::<Wish>(body).map_err(|message| refuse(&[&message, "."].concat()))?;
    let longest = rules.limits.token_seconds;
    let (mut workspace, mut operator, mut operations, mut life) =
        (String::new(), String::new(), None, LIFE.min(longest));
    for member in wish.object().members() {
        match member.field.name {
            "workspace_id" => workspace = form::text(&member).to_ascii_lowercase(),
            "operator_id" => operator = form::text(&member),
            "operations" => operations = Some(member.texts()),
            _ => life = form::whole(&member).unwrap_or_default(),
        }
    }
    if !rules.workspaces.iter().any(|known| known.as_str() == workspace) {
        return Err(refuse("This edge does not serve the workspace `workspace_id`."));
    }
    if !is_operator(&operator) {
        return Err(refuse("`operator_id` must be 1 to 128 characters of ASCII without blanks."));
    }
    for name in operations.iter().flatten() {
        let known = operation(name).map_err(|message| refuse(&["`operations`: ", &message, "."].concat()))?;
        if !rules.operations.iter().any(|allowed| allowed.name == known.name) {
            return Err(refuse(&["`operations`: this edge does not allow `", name, "`."].concat()));
        }
    }
    if life == 0 || life > longest {
        return Err(refuse(&["`expires_in` must be from 1 to ", &longest.digits(), " seconds."].concat()));
    }
    let (iat, exp) = (now, now.saturating_add(life));
    Ok(Claims { aud: AUDIENCE.into(), sub: operator, workspace, operations, iat, exp })
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
        let granted = grant(wish(r#","operations":["campaigns.get"]"#), 1_000, &rules()).unwrap();
        assert_eq!((granted.iat, granted.exp), (1_000, 1_600));
        let json = granted.to_json();
        assert_eq!(token::claims(&json, 1_000, &rules()), Ok(granted));
    }

    #[test]
    fn what_the_edge_does_not_do_is_not_granted() {
        let few = Rules::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(grant(wish(r#","operations":["campaigns.create"]"#), 1, &few).unwrap_err().status, 422);
        for more in [
            r#","operations":["nothing"]"#,
            r#","expires_in":0"#,
            r#","expires_in":86400"#,
            r#","expires_in":-1"#,
            r#","admin":true"#,
        ] {
            assert_eq!(grant(wish(more), 1, &rules()).unwrap_err().status, 422, "{more}");
        }
        let other = String::from_utf8(wish("")).unwrap().replace("3fa85f64", "00000000");
        assert_eq!(grant(other.into_bytes(), 1, &rules()).unwrap_err().status, 422);
        assert_eq!(grant(Vec::new(), 1, &rules()).unwrap_err().status, 422);
    }
}
