//! The gate: what a request that is really its operator's may do.

use seax_dialer::{
    api::{Method, Operation, campaigns},
    model::WorkspaceId,
};

use crate::{
    query,
    refusal::{Refusal, Result},
    route::{Place, Resource, has_body, place},
    rules::Rules,
    token::Claims,
};

/// What is done with a request that is let through.
#[derive(Debug, PartialEq)]
pub struct Pass {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Who asks.
    pub operator: String,
    /// What is done.
    pub deed: Deed,
}

/// What is done with a request.
#[derive(Debug, PartialEq)]
pub enum Deed {
    /// It goes on to the API.
    Send {
        /// The method.
        method: Method,
        /// The whole URL.
        url: String,
        /// Whether it has a body.
        body: bool,
    },
    /// A campaign is launched, by the ticket in it. One that calls nobody has none: it goes on to this URL.
    Launch(String),
    /// Somebody follows the campaign with this id.
    Follow(String),
    /// The receipt of the launch with this ticket key is shown.
    Show(String),
}

impl Rules {
    /// Judges a request by the claims of its token, whose signature has been found to be right.
    ///
    /// # Errors
    /// Why it is not let through.
    pub fn judge(&self, method: &str, url: &str, claims: &Claims) -> Result<Pass> {
        let Place::Workspace { workspace, resource, query } = place(method, url, &self.base_path)? else {
            return Err(Refusal::nothing());
        };
        let theirs = workspace.as_str().eq_ignore_ascii_case(&claims.workspace);
        if !theirs || !self.workspaces.contains(&workspace) {
            return Err(Refusal::new(403, "workspace_not_allowed", "This token is not for this workspace."));
        }
        let deed = match resource {
            Resource::Api(operation, path) => {
                self.allow(operation, claims)?;
                let query = query::rebuild(query, self.limits.query_bytes)?;
                let question = if query.is_empty() { "" } else { "?" };
                let root = [&self.upstream, "/api/v1/workspace/", workspace.as_str(), "/"].concat();
                let url = [&root, &path, question, &query].concat();
                match operation.name == campaigns::CREATE.name {
                    true => Deed::Launch(url),
                    false => Deed::Send { method: operation.method, url, body: has_body(operation.method) },
                }
            }
            Resource::Live(id) => {
                self.allow(&campaigns::GET, claims)?;
                Deed::Follow(id)
            }
            Resource::Receipt(key) => {
                self.allow(&campaigns::CREATE, claims)?;
                Deed::Show(key)
            }
        };
        Ok(Pass { workspace, operator: claims.sub.clone(), deed })
    }

    fn allow(&self, operation: &Operation, claims: &Claims) -> Result<()> {
        let here = self.operations.iter().any(|allowed| allowed.name == operation.name);
        let theirs =
            claims.operations.as_ref().is_none_or(|names| names.iter().any(|name| name == operation.name));
        match here && theirs {
            true => Ok(()),
            false => {
                let message =
                    ["`", operation.name, "` is not allowed, by this edge or by this token."].concat();
                Err(Refusal::new(403, "operation_not_allowed", message))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rules::tests::{WORKSPACE, options, rules},
        token::tests::good,
    };

    fn judge(rules: &Rules, claims: &Claims, method: &str, rest: &str) -> Result<Deed> {
        let url = ["https://edge.example.com/seax-api/api/v1/workspace/", rest].concat();
        rules.judge(method, &url, claims).map(|pass| pass.deed)
    }

    fn code(outcome: Result<Deed>) -> &'static str {
        outcome.unwrap_err().code
    }

    #[test]
    fn what_is_let_through_goes_to_the_api_and_nowhere_else() {
        let deed =
            judge(&rules(), &good(), "GET", &[WORKSPACE, "/contacts?keyword=a%2F..%2Fb&limit=5"].concat());
        let url = [
            "https://seax.seasalt.ai/seax-api/api/v1/workspace/",
            WORKSPACE,
            "/contacts?keyword=a%2F..%2Fb&limit=5",
        ];
        assert_eq!(deed, Ok(Deed::Send { method: Method::Get, url: url.concat(), body: false }));
    }

    #[test]
    fn a_campaign_is_launched_and_not_passed_on() {
        let path = [WORKSPACE, "/auto_dialer_campaigns"].concat();
        assert!(matches!(judge(&rules(), &good(), "POST", &path), Ok(Deed::Launch(_))));
    }

    #[test]
    fn a_token_opens_its_own_workspace_only() {
        let other = "00000000-5717-4562-b3fc-2c963f66afa6";
        assert_eq!(
            code(judge(&rules(), &good(), "GET", &[other, "/phones"].concat())),
            "workspace_not_allowed"
        );
        let foreign = Claims { workspace: other.into(), ..good() };
        assert_eq!(
            code(judge(&rules(), &foreign, "GET", &[WORKSPACE, "/phones"].concat())),
            "workspace_not_allowed"
        );
        assert_eq!(
            code(judge(&rules(), &foreign, "GET", &[other, "/phones"].concat())),
            "workspace_not_allowed"
        );
        assert!(judge(&rules(), &good(), "GET", &[&WORKSPACE.to_uppercase(), "/phones"].concat()).is_ok());
    }

    #[test]
    fn an_operation_needs_leave_of_edge_and_token() {
        let phones = [WORKSPACE, "/phones"].concat();
        let few = Claims { operations: Some(vec!["phones.list".into()]), ..good() };
        assert!(judge(&rules(), &few, "GET", &phones).is_ok());
        for (method, rest) in [
            ("GET", "/contacts"),
            ("POST", "/auto_dialer_campaigns"),
            ("GET", "/launches/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"),
            ("GET", "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be/live"),
        ] {
            let outcome = judge(&rules(), &few, method, &[WORKSPACE, rest].concat());
            assert_eq!(code(outcome), "operation_not_allowed", "{rest}");
        }
        let edge = Rules::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(code(judge(&edge, &good(), "GET", &phones)), "operation_not_allowed");
        let none = Claims { operations: Some(vec![]), ..good() };
        assert_eq!(code(judge(&rules(), &none, "GET", &phones)), "operation_not_allowed");
    }
}
