//! The gate: what a request that is really its operator's may do.

use seax_dialer::{
    api::{Method, campaigns},
    model::{WorkspaceId, launch::TicketKey},
};

use crate::{
    draft,
    operation::{Body, Known},
    query,
    refusal::{Refusal, Result},
    route::{Place, Resource, place},
    rules::Rules,
    token::Claims,
};

/// The longest `Content-Type` of a form, in bytes: its border has 70 at the most (RFC 2046).
const LONGEST_TYPE: usize = 120;

/// A request.
#[derive(Default)]
pub struct Asked<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its URL.
    pub url: &'a str,
    /// Its `Content-Type`, or an empty text.
    pub content_type: &'a str,
    /// Its body.
    pub body: Vec<u8>,
}

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
        /// What its body is; it goes without one if there is none.
        content_type: Option<String>,
        /// Whether a file is the answer.
        file: bool,
    },
    /// A campaign is launched, by the ticket with this key.
    Launch(TicketKey),
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
    pub fn judge(&self, asked: Asked<'_>, claims: &Claims) -> Result<Pass> {
        let Place::Workspace { workspace, resource, query } =
            place(asked.method, asked.url, &self.base_path)?
        else {
            return Err(Refusal::nothing());
        };
        let theirs = workspace.as_str().eq_ignore_ascii_case(&claims.workspace);
        if !theirs || !self.workspaces.contains(&workspace) {
            return Err(Refusal::new(403, "workspace_not_allowed", "This token is not for this workspace."));
        }
        let deed = match resource {
            Resource::Api(here, path) => {
                let fitting = here.into_iter().filter(|known| known.fits(&asked.body));
                let known = self.choose(fitting, claims)?;
                let query = query::rebuild(query, self.limits.query_bytes)?;
                let question = if query.is_empty() { "" } else { "?" };
                let root = [&self.upstream, "/api/v1/workspace/", workspace.as_str(), "/"].concat();
                self.send(known, [&root, &path, question, &query].concat(), asked)?
            }
            Resource::Live(id) => {
                self.choose(Known::named(campaigns::GET.name), claims)?;
                Deed::Follow(id)
            }
            Resource::Receipt(key) => {
                self.choose(Known::named(campaigns::CREATE.name), claims)?;
                Deed::Show(key)
            }
        };
        Ok(Pass { workspace, operator: claims.sub.clone(), deed })
    }

    fn send(&self, known: &'static Known, url: String, asked: Asked<'_>) -> Result<Deed> {
        if known.name == campaigns::CREATE.name
            && let Some(key) = draft::read(asked.body)?.key
        {
            return Ok(Deed::Launch(key));
        }
        let content_type = match known.body {
            Body::None => None,
            Body::Fixed(_) | Body::Json => Some("application/json".into()),
            Body::Form => Some(form_type(asked.content_type)?),
        };
        Ok(Deed::Send { method: known.method, url, content_type, file: known.file })
    }

    /// The operation that is meant: of those that fit, one that is allowed.
    fn choose(
        &self,
        fitting: impl IntoIterator<Item = &'static Known>,
        claims: &Claims,
    ) -> Result<&'static Known> {
        let mut meant = "";
        for known in fitting {
            meant = known.name;
            let theirs =
                claims.operations.as_ref().is_none_or(|names| names.iter().any(|name| name == meant));
            if theirs && self.operations.contains(&known) {
                return Ok(known);
            }
        }
        let message = ["`", meant, "` is not allowed, by this edge or by this token."].concat();
        Err(Refusal::new(403, "operation_not_allowed", message))
    }
}

/// The `Content-Type` of a form, which tells the border between its parts.
fn form_type(given: &str) -> Result<String> {
    let form = given.starts_with("multipart/form-data;") && given.len() <= LONGEST_TYPE;
    match form && given.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => Ok(given.into()),
        false => {
            Err(Refusal::new(415, "not_a_form", "This takes a form with a file: `multipart/form-data`."))
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
        ask(rules, claims, rest, Asked { method, ..Asked::default() })
    }

    fn ask(rules: &Rules, claims: &Claims, rest: &str, asked: Asked<'_>) -> Result<Deed> {
        let url = ["https://edge.example.com/seax-api/api/v1/workspace/", rest].concat();
        rules.judge(Asked { url: &url, ..asked }, claims).map(|pass| pass.deed)
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
        assert_eq!(
            deed,
            Ok(Deed::Send { method: Method::Get, url: url.concat(), content_type: None, file: false })
        );
    }

    #[test]
    fn a_campaign_is_launched_and_not_passed_on() {
        let path = [WORKSPACE, "/auto_dialer_campaigns"].concat();
        let body = |more: &str| Asked { method: "POST", body: draft::tests::body(more), ..Asked::default() };
        let key = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
        let launch = ask(&rules(), &good(), &path, body(&[r#","draft_name":""#, key, "\""].concat()));
        assert!(matches!(launch, Ok(Deed::Launch(launched)) if launched.as_str() == key));
        assert_eq!(code(ask(&rules(), &good(), &path, body(""))), "ticket_needed");
        let saved = ask(&rules(), &good(), &path, body(r#","stage":"DRAFT""#));
        assert!(
            matches!(saved, Ok(Deed::Send { content_type: Some(json), .. }) if json == "application/json")
        );
    }

    #[test]
    fn operations_with_one_address_are_told_apart_by_what_they_say() {
        let path = [WORKSPACE, "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"].concat();
        let patch = |rules: &Rules, body: &str| {
            ask(rules, &good(), &path, Asked { method: "PATCH", body: body.into(), ..Asked::default() })
        };
        let pauses = Rules::read(options(r#","operations":["campaigns.pause"]"#)).unwrap();
        assert!(matches!(patch(&pauses, r#"{"status":"PAUSED"}"#), Ok(Deed::Send { .. })));
        for other in [
            r#"{"status":"STARTED"}"#,
            r#"{"status":"PAUSED","status":"STARTED"}"#,
            r#"{"status":"PAUSED","stage":"INSTANCE"}"#,
            "",
        ] {
            assert_eq!(code(patch(&pauses, other)), "operation_not_allowed", "{other}");
        }
        let updates = Rules::read(options(r#","operations":["campaigns.update"]"#)).unwrap();
        assert!(matches!(patch(&updates, r#"{"name":"Other"}"#), Ok(Deed::Send { .. })));
    }

    #[test]
    fn a_form_goes_on_as_a_form_and_nothing_else_does() {
        let rules = Rules::read(options(r#","operations":["contacts.import"]"#)).unwrap();
        let path = [WORKSPACE, "/import_contacts"].concat();
        let import = |content_type: &str| {
            ask(&rules, &good(), &path, Asked { method: "POST", content_type, ..Asked::default() })
        };
        let form = "multipart/form-data; boundary=----abc";
        assert!(matches!(import(form), Ok(Deed::Send { content_type: Some(given), .. }) if given == form));
        let long = ["multipart/form-data; boundary=", &"a".repeat(200)].concat();
        for other in ["", "text/csv", "multipart/form-data; boundary=a\r\nX-API-KEY: b", &long] {
            assert_eq!(code(import(other)), "not_a_form", "{other}");
        }
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
