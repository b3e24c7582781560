//! Decides what the bearer of a verified token may do.

use seax_dialer::{
    api::{Method, campaigns},
    model::{WorkspaceId, campaign::CampaignStatus, launch::TicketKey},
    schema::Checked,
};

use crate::{
    claims::Claims,
    config::EdgeConfig,
    draft, member,
    operation::{Body, OperationSummary},
    query,
    refusal::{Refusal, Result},
    route::{Resource, Route, route},
    schemas::StatusChange,
};

/// The maximum length of a form's `Content-Type`, in bytes. Its boundary has at most 70 (RFC 2046).
const MAX_CONTENT_TYPE: usize = 120;

const UNRELATED: &str = "`Seax-Unrelated` must be the ids of up to 100 campaigns, separated by commas.";

/// A request from a caller.
#[derive(Default)]
pub struct Incoming<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its URL.
    pub url: &'a str,
    /// Its `Content-Type`, or an empty string.
    pub content_type: &'a str,
    /// Its header `Seax-Unrelated`, or an empty string.
    pub unrelated: &'a str,
    /// Its body. May be empty for a form, which is forwarded without being inspected.
    pub body: Vec<u8>,
}

/// An authorized request.
#[derive(Debug, PartialEq)]
pub struct Authorized {
    /// The workspace that the request is for.
    pub workspace: WorkspaceId,
    /// The operator's id, from the token.
    pub operator: String,
    /// When the token expires, in seconds since the Unix epoch.
    pub expires: u64,
    /// What to do with the request.
    pub action: Action,
}

/// What to do with a request.
#[derive(Debug, PartialEq)]
pub enum Action {
    /// Forward it to the API.
    Forward {
        /// The method.
        method: Method,
        /// The complete URL.
        url: String,
        /// The body's media type; `None` to forward the request without a body.
        content_type: Option<String>,
        /// Whether the reply is a file.
        file: bool,
    },
    /// Launch a campaign.
    Launch {
        /// The ticket's key.
        key: TicketKey,
        /// The draft's digest.
        digest: String,
    },
    /// Watch the campaign with this id.
    Watch(String),
    /// Show the receipt of the launch with this ticket key.
    Receipt(String),
}

impl EdgeConfig {
    /// Decides what to do with a request, given the claims of its verified token. `now` is in seconds since the Unix epoch.
    ///
    /// # Errors
    /// The refusal, with the reason.
    pub fn authorize(&self, incoming: Incoming<'_>, claims: &str, now: u64) -> Result<Authorized> {
        let Claims { sub, workspace: claimed, operations, exp, .. } = &Claims::read(claims, now, self)?;
        let Route { workspace, resource, query } = route(incoming.method, incoming.url, &self.base_path)?;
        let is_theirs = workspace.as_str().eq_ignore_ascii_case(claimed);
        if !is_theirs || self.workspace(workspace.as_str()).is_none() {
            return Err(Refusal::new(403, "workspace_not_allowed", "The token is not for this workspace."));
        }
        let operations = operations.as_deref();
        let action = match resource {
            Resource::Api(here, path) => {
                let fitting = here.into_iter().filter(|operation| operation.fits(&incoming.body));
                let operation = self.allowed(fitting, operations)?;
                if operation.name == campaigns::UPDATE.name {
                    self.check_statuses(&incoming.body, operations)?;
                }
                let query = query::rebuild(query, self.limits.query_bytes, operation)?;
                let separator = if query.is_empty() { "" } else { "?" };
                let root = [&self.upstream, "/api/v1/workspace/", workspace.as_str(), "/"].concat();
                self.forward(operation, [&root, &path, separator, &query].concat(), incoming)?
            }
            Resource::Live(id) => {
                self.allowed(OperationSummary::named(campaigns::GET.name), operations)?;
                Action::Watch(id)
            }
            Resource::Receipt(key) => {
                self.allowed(OperationSummary::named(campaigns::CREATE.name), operations)?;
                Action::Receipt(key)
            }
        };
        Ok(Authorized { workspace, operator: sub.clone(), expires: *exp, action })
    }

    fn forward(
        &self,
        operation: &'static OperationSummary,
        url: String,
        incoming: Incoming<'_>,
    ) -> Result<Action> {
        if operation.name == campaigns::CREATE.name {
            let launch = draft::read(incoming.body)?;
            if let Some(key) = launch.key {
                draft::unrelated(incoming.unrelated).ok_or_else(|| Refusal::bad_request(UNRELATED))?;
                return Ok(Action::Launch { key, digest: launch.digest });
            }
        }
        let content_type = match operation.body {
            Body::None => None,
            Body::Fixed(_) | Body::Json => Some("application/json".into()),
            Body::Form => Some(form_type(incoming.content_type)?),
        };
        Ok(Action::Forward { method: operation.method, url, content_type, file: operation.file })
    }

    /// Checks that an update pauses, resumes or cancels only for those who may do that. A status that the API does not document
    /// may start calls. A body that cannot be read here, such as one with two statuses or one that is not UTF-8, may do anything.
    fn check_statuses(&self, body: &[u8], claimed: Option<&[String]>) -> Result<()> {
        const PAUSED: &str = CampaignStatus::Paused.as_str();
        const CANCELED: &str = CampaignStatus::Canceled.as_str();
        let resume = campaigns::RESUME.name;
        // The scanner does not check for UTF-8, and text that is not UTF-8 has no members.
        let text = std::str::from_utf8(body).ok();
        let Some(change) = text.and_then(|text| Checked::<StatusChange>::reply(text.into()).ok()) else {
            for name in [campaigns::PAUSE.name, campaigns::CANCEL.name, resume] {
                self.allowed(OperationSummary::named(name), claimed)?;
            }
            return Ok(());
        };
        for member in change.object().members() {
            let name = match member::text(&member).as_str() {
                PAUSED => campaigns::PAUSE.name,
                CANCELED => campaigns::CANCEL.name,
                _ => resume,
            };
            self.allowed(OperationSummary::named(name), claimed)?;
        }
        Ok(())
    }

    /// Returns the first of `candidates` that both the edge and the token allow.
    fn allowed(
        &self,
        candidates: impl IntoIterator<Item = &'static OperationSummary>,
        claimed: Option<&[String]>,
    ) -> Result<&'static OperationSummary> {
        let mut name = "";
        for operation in candidates {
            name = operation.name;
            let is_claimed = claimed.is_none_or(|names| names.iter().any(|claimed| claimed == name));
            if is_claimed && self.operations.contains(&operation) {
                return Ok(operation);
            }
        }
        let message = ["`", name, "` is not allowed by this edge or by this token."].concat();
        Err(Refusal::new(403, "operation_not_allowed", message))
    }
}

/// Checks a form's `Content-Type`, which names the boundary, and returns it.
fn form_type(given: &str) -> Result<String> {
    let is_form = given.starts_with("multipart/form-data;") && given.len() <= MAX_CONTENT_TYPE;
    match is_form && given.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        true => Ok(given.into()),
        false => Err(Refusal::new(415, "not_a_form", "Send a form with a file: `multipart/form-data`.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        claims::tests::good,
        config::tests::{WORKSPACE, config, options},
    };

    const NOW: u64 = 1_001;

    fn get(config: &EdgeConfig, claims: &Claims, method: &str, rest: &str) -> Result<Action> {
        send(config, claims, rest, Incoming { method, ..Incoming::default() })
    }

    fn send(config: &EdgeConfig, claims: &Claims, rest: &str, incoming: Incoming<'_>) -> Result<Action> {
        let url = ["https://edge.example.com/seax-api/api/v1/workspace/", rest].concat();
        let authorized = config.authorize(Incoming { url: &url, ..incoming }, &claims.to_json(), NOW);
        authorized.map(|authorized| authorized.action)
    }

    fn code(outcome: Result<Action>) -> &'static str {
        outcome.unwrap_err().code
    }

    #[test]
    fn a_request_is_forwarded_to_the_api_and_nowhere_else() {
        let path = [WORKSPACE, "/contacts?keyword=a%2F..%2Fb&limit=5"].concat();
        let url = ["https://seax.seasalt.ai/seax-api/api/v1/workspace/", &path].concat();
        assert_eq!(
            get(&config(), &good(), "GET", &path),
            Ok(Action::Forward { method: Method::Get, url, content_type: None, file: false })
        );
    }

    #[test]
    fn a_campaign_is_launched_instead_of_forwarded() {
        let path = [WORKSPACE, "/auto_dialer_campaigns"].concat();
        let launch = |more: &str| {
            let body = draft::tests::body(more);
            send(&config(), &good(), &path, Incoming { method: "POST", body, ..Incoming::default() })
        };
        let wanted = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
        let launched = launch(&[r#","draft_name":""#, wanted, "\""].concat());
        assert!(matches!(launched, Ok(Action::Launch { key, .. }) if key.as_str() == wanted));
        assert_eq!(code(launch("")), "ticket_needed");
        let saved = launch(r#","stage":"DRAFT""#);
        assert!(
            matches!(saved, Ok(Action::Forward { content_type: Some(json), .. }) if json == "application/json")
        );
    }

    #[test]
    fn operations_that_share_an_address_are_told_apart_by_their_bodies() {
        let path = [WORKSPACE, "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"].concat();
        let patch = |config: &EdgeConfig, body: &str| {
            let incoming = Incoming { method: "PATCH", body: body.into(), ..Incoming::default() };
            send(config, &good(), &path, incoming)
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
    fn an_update_that_pauses_resumes_or_cancels_needs_that_operation() {
        let path = [WORKSPACE, "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"].concat();
        let edge =
            r#","operations":["campaigns.update","campaigns.pause","campaigns.resume","campaigns.cancel"]"#;
        let config = EdgeConfig::read(options(edge)).unwrap();
        let patch = |operations: &[&str], body: &[u8]| {
            let operations = Some(operations.iter().map(|name| (*name).to_owned()).collect());
            let incoming = Incoming { method: "PATCH", body: body.into(), ..Incoming::default() };
            send(&config, &Claims { operations, ..good() }, &path, incoming)
        };
        let all = ["campaigns.pause", "campaigns.cancel", "campaigns.resume"];
        for (body, needed) in [
            (&br#"{"name":"Other"}"#[..], &[][..]),
            (br#"{"status":null,"stage":"DRAFT"}"#, &[]),
            (br#"{"status":"PAUSED"}"#, &["campaigns.pause"]),
            (br#"{"name":"Other","status":"CANCELED"}"#, &["campaigns.cancel"]),
            (br#"{"status":"STARTED"}"#, &["campaigns.resume"]),
            (br#"{"name":"Other","status":"STARTED"}"#, &["campaigns.resume"]),
            (br#"{ "st\u0061tus" : "STARTED" }"#, &["campaigns.resume"]),
            (br#"{"status":"PROCESSING"}"#, &["campaigns.resume"]),
            (br#"{"status":"PAUSED","status":"STARTED"}"#, &all),
            (br#"{"status":"CANCELED","status":"CANCELED"}"#, &all),
            (br#"{"status":"STARTED","max_dialers":NaN}"#, &all),
            (br#"{"status":"CANCELED","x":NaN}"#, &all),
            (b"{\"status\":\"STARTED\",\"x\":\"\xED\xA0\x80\"}", &all),
            (b"{\"status\":\"PAUSED\",\"x\":\"\xFF\"}", &all),
            (b"{\"name\":\"\xC0\xAF\"}", &all),
            (b"{\0\"\0s\0t\0a\0t\0u\0s\0\"\0", &all),
            (b"", &all),
        ] {
            let told = String::from_utf8_lossy(body);
            let mut operations = vec!["campaigns.update"];
            for other in needed {
                assert_eq!(code(patch(&operations, body)), "operation_not_allowed", "{told}");
                operations.push(other);
            }
            assert!(patch(&operations, body).is_ok(), "{told}");
        }
    }

    #[test]
    fn only_a_form_is_forwarded_as_a_form() {
        let config = EdgeConfig::read(options(r#","operations":["contacts.import"]"#)).unwrap();
        let path = [WORKSPACE, "/import_contacts"].concat();
        let import = |content_type: &str| {
            send(&config, &good(), &path, Incoming { method: "POST", content_type, ..Incoming::default() })
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
    fn a_token_is_for_its_own_workspace_only() {
        let other = "00000000-5717-4562-b3fc-2c963f66afa6";
        let foreign = Claims { workspace: other.into(), ..good() };
        for (claims, workspace) in [(&good(), other), (&foreign, WORKSPACE), (&foreign, other)] {
            let outcome = get(&config(), claims, "GET", &[workspace, "/phones"].concat());
            assert_eq!(code(outcome), "workspace_not_allowed");
        }
        assert!(get(&config(), &good(), "GET", &[&WORKSPACE.to_uppercase(), "/phones"].concat()).is_ok());
    }

    #[test]
    fn edge_and_token_must_both_allow_an_operation() {
        let phones = [WORKSPACE, "/phones"].concat();
        let few = Claims { operations: Some(vec!["phones.list".into()]), ..good() };
        assert!(get(&config(), &few, "GET", &phones).is_ok());
        for (method, rest) in [
            ("GET", "/contacts"),
            ("POST", "/auto_dialer_campaigns"),
            ("GET", "/launches/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be"),
            ("GET", "/auto_dialer_campaigns/dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be/live"),
        ] {
            let outcome = get(&config(), &few, method, &[WORKSPACE, rest].concat());
            assert_eq!(code(outcome), "operation_not_allowed", "{rest}");
        }
        let edge = EdgeConfig::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(code(get(&edge, &good(), "GET", &phones)), "operation_not_allowed");
        let none = Claims { operations: Some(vec![]), ..good() };
        assert_eq!(code(get(&config(), &none, "GET", &phones)), "operation_not_allowed");
    }

    #[test]
    fn expired_claims_authorize_nothing() {
        let expired = Claims { exp: NOW, ..good() };
        assert_eq!(code(get(&config(), &expired, "GET", &[WORKSPACE, "/phones"].concat())), "token_expired");
    }
}
