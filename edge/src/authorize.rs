//! The gate: what a request that is really its operator's may do.

use seax_dialer::{
    api::{Method, campaigns},
    model::{WorkspaceId, launch::TicketKey},
};

use crate::{
    config::EdgeConfig,
    draft,
    operation::{Body, OperationSummary},
    query,
    refusal::{Refusal, Result},
    route::{Resource, Route, route},
    token::Claims,
};

/// The longest `Content-Type` of a form, in bytes: its border has 70 at the most (RFC 2046).
const LONGEST_TYPE: usize = 120;

/// A request.
#[derive(Default)]
pub struct Incoming<'a> {
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
pub struct Authorized {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Who asks.
    pub operator: String,
    /// What is done.
    pub action: Action,
}

/// What is done with a request.
#[derive(Debug, PartialEq)]
pub enum Action {
    /// It goes on to the API.
    Forward {
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
    Watch(String),
    /// The receipt of the launch with this ticket key is shown.
    Receipt(String),
}

impl EdgeConfig {
    /// Judges a request by the claims of its token, whose signature has been found to be right.
    ///
    /// # Errors
    /// Why it is not let through.
    pub fn authorize(&self, incoming: Incoming<'_>, claims: &Claims) -> Result<Authorized> {
        let Route::Workspace { workspace, resource, query } =
            route(incoming.method, incoming.url, &self.base_path)?
        else {
            return Err(Refusal::nothing());
        };
        let theirs = workspace.as_str().eq_ignore_ascii_case(&claims.workspace);
        if !theirs || !self.workspaces.contains(&workspace) {
            return Err(Refusal::new(403, "workspace_not_allowed", "This token is not for this workspace."));
        }
        let action = match resource {
            Resource::Api(here, path) => {
                let fitting = here.into_iter().filter(|known| known.fits(&incoming.body));
                let known = self.choose(fitting, claims)?;
                let query = query::rebuild(query, self.limits.query_bytes)?;
                let question = if query.is_empty() { "" } else { "?" };
                let root = [&self.upstream, "/api/v1/workspace/", workspace.as_str(), "/"].concat();
                self.send(known, [&root, &path, question, &query].concat(), incoming)?
            }
            Resource::Live(id) => {
                self.choose(OperationSummary::named(campaigns::GET.name), claims)?;
                Action::Watch(id)
            }
            Resource::Receipt(key) => {
                self.choose(OperationSummary::named(campaigns::CREATE.name), claims)?;
                Action::Receipt(key)
            }
        };
        Ok(Authorized { workspace, operator: claims.sub.clone(), action })
    }

    fn send(&self, known: &'static OperationSummary, url: String, incoming: Incoming<'_>) -> Result<Action> {
        if known.name == campaigns::CREATE.name
            && let Some(key) = draft::read(incoming.body)?.key
        {
            return Ok(Action::Launch(key));
        }
        let content_type = match known.body {
            Body::None => None,
            Body::Fixed(_) | Body::Json => Some("application/json".into()),
            Body::Form => Some(form_type(incoming.content_type)?),
        };
        Ok(Action::Forward { method: known.method, url, content_type, file: known.file })
    }

    /// The operation that is meant: of those that fit, one that is allowed.
    fn choose(
        &self,
        fitting: impl IntoIterator<Item = &'static OperationSummary>,
        claims: &Claims,
    ) -> Result<&'static OperationSummary> {
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
        config::tests::{WORKSPACE, config, options},
        token::tests::good,
    };

    fn authorize(config: &EdgeConfig, claims: &Claims, method: &str, rest: &str) -> Result<Action> {
        ask(config, claims, rest, Incoming { method, ..Incoming::default() })
    }

    fn ask(config: &EdgeConfig, claims: &Claims, rest: &str, incoming: Incoming<'_>) -> Result<Action> {
        let url = ["https://edge.example.com/seax-api/api/v1/workspace/", rest].concat();
        config.authorize(Incoming { url: &url, ..incoming }, claims).map(|authorized| authorized.action)
    }

    fn code(outcome: Result<Action>) -> &'static str {
        outcome.unwrap_err().code
    }

    #[test]
    fn what_is_let_through_goes_to_the_api_and_nowhere_else() {
        let action = authorize(
            &config(),
            &good(),
            "GET",
            &[WORKSPACE, "/contacts?keyword=a%2F..%2Fb&limit=5"].concat(),
        );
        let url = [
            "https://seax.seasalt.ai/seax-api/api/v1/workspace/",
            WORKSPACE,
            "/contacts?keyword=a%2F..%2Fb&limit=5",
        ];
        assert_eq!(
            action,
            Ok(Action::Forward { method: Method::Get, url: url.concat(), content_type: None, file: false })
        );
    }

    #[test]
    fn a_campaign_is_launched_and_not_passed_on() {
        let path = [WORKSPACE, "/auto_dialer_campaigns"].concat();
        let body =
            |more: &str| Incoming { method: "POST", body: draft::tests::body(more), ..Incoming::default() };
        let key = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
        let launch = ask(&config(), &good(), &path, body(&[r#","draft_name":""#, key, "\""].concat()));
        assert!(matches!(launch, Ok(Action::Launch(launched)) if launched.as_str() == key));
        assert_eq!(code(ask(&config(), &good(), &path, body(""))), "ticket_needed");
        let saved = ask(&config(), &good(), &path, body(r#","stage":"DRAFT""#));
        assert!(
            matches!(saved, Ok(Action::Forward { content_type: Some(json), .. }) if json == "application/json")
        );
    }

    #[test]
    fn operations_with_one_address_are_told_apart_by_what_they_say() {
        let path = [WORKSPACE, "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"].concat();
        let patch = |config: &EdgeConfig, body: &str| {
            ask(
                config,
                &good(),
                &path,
                Incoming { method: "PATCH", body: body.into(), ..Incoming::default() },
            )
        };
        let pauses = EdgeConfig::read(options(r#","operations":["campaigns.pause"]"#)).unwrap();
        assert!(matches!(patch(&pauses, r#"{"status":"PAUSED"}"#), Ok(Action::Forward { .. })));
        for other in [
            r#"{"status":"STARTED"}"#,
            r#"{"status":"PAUSED","status":"STARTED"}"#,
            r#"{"status":"PAUSED","stage":"INSTANCE"}"#,
            "",
        ] {
            assert_eq!(code(patch(&pauses, other)), "operation_not_allowed", "{other}");
        }
        let updates = EdgeConfig::read(options(r#","operations":["campaigns.update"]"#)).unwrap();
        assert!(matches!(patch(&updates, r#"{"name":"Other"}"#), Ok(Action::Forward { .. })));
    }

    #[test]
    fn a_form_goes_on_as_a_form_and_nothing_else_does() {
        let config = EdgeConfig::read(options(r#","operations":["contacts.import"]"#)).unwrap();
        let path = [WORKSPACE, "/import_contacts"].concat();
        let import = |content_type: &str| {
            ask(&config, &good(), &path, Incoming { method: "POST", content_type, ..Incoming::default() })
        };
        let form = "multipart/form-data; boundary=----abc";
        assert!(
            matches!(import(form), Ok(Action::Forward { content_type: Some(given), .. }) if given == form)
        );
        let long = ["multipart/form-data; boundary=", &"a".repeat(200)].concat();
        for other in ["", "text/csv", "multipart/form-data; boundary=a\r\nX-API-KEY: b", &long] {
            assert_eq!(code(import(other)), "not_a_form", "{other}");
        }
    }

    #[test]
    fn a_token_opens_its_own_workspace_only() {
        let other = "00000000-5717-4562-b3fc-2c963f66afa6";
        assert_eq!(
            code(authorize(&config(), &good(), "GET", &[other, "/phones"].concat())),
            "workspace_not_allowed"
        );
        let foreign = Claims { workspace: other.into(), ..good() };
        assert_eq!(
            code(authorize(&config(), &foreign, "GET", &[WORKSPACE, "/phones"].concat())),
            "workspace_not_allowed"
        );
        assert_eq!(
            code(authorize(&config(), &foreign, "GET", &[other, "/phones"].concat())),
            "workspace_not_allowed"
        );
        assert!(
            authorize(&config(), &good(), "GET", &[&WORKSPACE.to_uppercase(), "/phones"].concat()).is_ok()
        );
    }

    #[test]
    fn an_operation_needs_leave_of_edge_and_token() {
        let phones = [WORKSPACE, "/phones"].concat();
        let few = Claims { operations: Some(vec!["phones.list".into()]), ..good() };
        assert!(authorize(&config(), &few, "GET", &phones).is_ok());
        for (method, rest) in [
            ("GET", "/contacts"),
            ("POST", "/auto_dialer_campaigns"),
            ("GET", "/launches/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"),
            ("GET", "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be/live"),
        ] {
            let outcome = authorize(&config(), &few, method, &[WORKSPACE, rest].concat());
            assert_eq!(code(outcome), "operation_not_allowed", "{rest}");
        }
        let edge = EdgeConfig::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(code(authorize(&edge, &good(), "GET", &phones)), "operation_not_allowed");
        let none = Claims { operations: Some(vec![]), ..good() };
        assert_eq!(code(authorize(&config(), &none, "GET", &phones)), "operation_not_allowed");
    }
}
