//! What an edge is set up with: whom it serves, and what it lets through.

use seax_dialer::{
    client::{BASE_URL, Config},
    model::WorkspaceId,
    schema::{HasSchema, Schema, members},
};

use crate::{
    form::{self, LimitsForm},
    operation::{KNOWN, Known},
};

/// What the launcher needs, and what an edge allows unless it is told otherwise.
const LAUNCHER: [&str; 18] = [
    "phones.list",
    "contacts.list",
    "contacts.update",
    "labels.list",
    "labels.create",
    "labels.update",
    "labels.delete",
    "agents.list",
    "campaigns.list",
    "campaigns.get",
    "campaigns.create",
    "campaigns.pause",
    "campaigns.resume",
    "campaigns.cancel",
    "campaigns.delete",
    "campaigns.testCall",
    "campaigns.results",
    "campaigns.logs",
];

/// The longest body that can be allowed, in bytes: it is held in memory, and a Worker has 128 MB for all that it does.
const LARGEST_BODY: u64 = 20_000_000;
/// The longest life of a token that can be allowed, in seconds.
const LONGEST_LIFE: u64 = 86_400;
/// Fewer bytes than this are no secret.
const SHORTEST_SECRET: usize = 32;

/// What bounds every caller.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest body, in bytes.
    pub body_bytes: u64,
    /// The longest query, in bytes.
    pub query_bytes: u64,
    /// The longest life of a token, in seconds.
    pub token_seconds: u64,
    /// How many campaigns one operator can launch in an hour.
    pub launches_per_hour: u64,
    /// How many can follow one campaign.
    pub watchers: u64,
    /// How long an answer of the API's may take, in milliseconds.
    pub upstream_ms: u64,
    /// How long a launch looks for its campaign when its answer was lost, in milliseconds.
    pub lookup_timeout_ms: u64,
    /// How long a request may still do something after it was sent, in milliseconds.
    pub max_commit_delay_ms: u64,
    /// How far apart two readings of a campaign that moves are at least, in milliseconds.
    pub poll_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1_000_000,
            query_bytes: 16_384,
            token_seconds: 3_600,
            launches_per_hour: 20,
            watchers: 2_000,
            // With `lookup_timeout_ms`, less than the 30 s that a client waits for an answer.
            upstream_ms: 18_000,
            lookup_timeout_ms: 8_000,
            max_commit_delay_ms: 600_000,
            poll_ms: 2_000,
        }
    }
}

impl Limits {
    fn read(json: &str) -> Result<Self, String> {
        let mut limits = Self::default();
        let Schema::Object(object) = LimitsForm::SCHEMA else { return Ok(limits) };
        for member in members(json, object) {
            let Some(number) = form::whole(&member) else { continue };
            match member.field.name {
                "bodyBytes" => limits.body_bytes = number,
                "queryBytes" => limits.query_bytes = number,
                "tokenSeconds" => limits.token_seconds = number,
                "launchesPerHour" => limits.launches_per_hour = number,
                "watchers" => limits.watchers = number,
                "upstreamMs" => limits.upstream_ms = number,
                "lookupTimeoutMs" => limits.lookup_timeout_ms = number,
                "maxCommitDelayMs" => limits.max_commit_delay_ms = number,
                "pollMs" => limits.poll_ms = number,
                _ => {}
            }
        }
        if limits.body_bytes > LARGEST_BODY {
            return Err("`limits.bodyBytes` must be at most 20000000".into());
        }
        if limits.token_seconds == 0 || limits.token_seconds > LONGEST_LIFE {
            return Err("`limits.tokenSeconds` must be from 1 to 86400".into());
        }
        if limits.poll_ms == 0 || limits.upstream_ms == 0 {
            return Err("`limits.pollMs` and `limits.upstreamMs` must be more than 0".into());
        }
        Ok(limits)
    }
}

/// What an edge is set up with, checked.
pub struct Rules {
    /// The origins whose pages may call.
    pub origins: Vec<String>,
    /// The workspaces that it has keys of.
    pub workspaces: Vec<WorkspaceId>,
    /// The ids of the secrets that tokens are signed with.
    pub key_ids: Vec<String>,
    /// What it lets through.
    pub operations: Vec<&'static Known>,
    /// Where its own addresses begin: `/seax-api`.
    pub base_path: String,
    /// The API's base URL.
    pub upstream: String,
    /// What bounds every caller.
    pub limits: Limits,
}

impl Rules {
    /// Reads the options.
    ///
    /// # Errors
    /// What is wrong with them, for whoever deploys the edge. No secret is in it.
    pub fn read(json: String) -> Result<Self, String> {
        let options = form::written::<form::Options>(json)?;
        let mut rules = Self {
            origins: Vec::new(),
            workspaces: Vec::new(),
            key_ids: Vec::new(),
            operations: LAUNCHER.iter().map(|name| operation(name)).collect::<Result<_, _>>()?,
            base_path: "/seax-api".into(),
            upstream: BASE_URL.into(),
            limits: Limits::default(),
        };
        for member in options.object().members() {
            let trimmed = || form::text(&member).trim_end_matches('/').to_owned();
            match member.field.name {
                "origins" => rules.origins = each(member.texts(), origin)?,
                "workspaces" => rules.workspaces = each(member.texts(), workspace)?,
                "tokenSecrets" => rules.key_ids = each(member.texts(), key_id)?,
                "operations" => rules.operations = each(member.texts(), |name| operation(&name))?,
                "portalSecret" if form::text(&member).len() < SHORTEST_SECRET => {
                    return Err("`portalSecret` must have at least 32 characters".into());
                }
                "basePath" => rules.base_path = trimmed(),
                "upstream" => rules.upstream = trimmed(),
                "limits" => rules.limits = Limits::read(member.json)?,
                _ => {}
            }
        }
        let Some(first) = rules.workspaces.first() else {
            return Err("`workspaces` must have at least one workspace with its API key".into());
        };
        Config::new(first, Some(&rules.upstream))
            .map_err(|error| error.message.replace("baseUrl", "upstream"))?;
        if !rules.base_path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte)) {
            return Err("`basePath` must be a path such as \"/seax-api\"".into());
        }
        if rules.key_ids.is_empty() {
            return Err("`tokenSecrets` must have at least one secret, as \"<key id>:<secret>\"".into());
        }
        Ok(rules)
    }

    /// Whether a page of this origin may call.
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|allowed| allowed == origin)
    }
}

/// The operation of a name.
///
/// # Errors
/// The names that there are.
pub fn operation(name: &str) -> Result<&'static Known, String> {
    Known::named(name).ok_or_else(|| {
        let names = KNOWN.each_ref().map(|known| known.name).join(", ");
        ["there is no operation `", name, "`: there are ", &names].concat()
    })
}

fn workspace(id: String) -> Result<WorkspaceId, String> {
    let lower = id.to_ascii_lowercase();
    WorkspaceId::new(lower).ok_or_else(|| {
        ["`workspaces` has `", &id, "`, which is no id of 8-4-4-4-12 hexadecimal digits"].concat()
    })
}

fn each<T>(texts: Vec<String>, read: impl Fn(String) -> Result<T, String>) -> Result<Vec<T>, String> {
    texts.into_iter().map(read).collect()
}

/// An origin exactly as browsers send it: anything else would never match, or match too much.
fn origin(origin: String) -> Result<String, String> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]_".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => Ok(origin),
        _ => Err([
            "`origins` has `",
            &origin,
            "`: it must be as browsers send it, such as \"https://portal.example.com\"",
        ]
        .concat()),
    }
}

fn key_id(secret: String) -> Result<String, String> {
    let (id, secret) = secret.split_once(':').unwrap_or_default();
    let good = !id.is_empty()
        && id.len() <= 32
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match (good, secret.len() >= SHORTEST_SECRET) {
        (true, true) => Ok(id.into()),
        (false, _) => {
            Err("each of `tokenSecrets` must be \"<key id>:<secret>\", the id of letters, digits and `-`"
                .into())
        }
        (_, false) => Err("each of `tokenSecrets` must have at least 32 characters after its key id".into()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub const WORKSPACE: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    pub fn options(more: &str) -> String {
        [
            r#"{"origins":["https://portal.example.com"],"workspaces":[""#,
            WORKSPACE,
            r#""],"tokenSecrets":["k1:0123456789abcdef0123456789abcdef"]"#,
            more,
            "}",
        ]
        .concat()
    }

    pub fn rules() -> Rules {
        Rules::read(options("")).unwrap()
    }

    #[test]
    fn an_edge_allows_what_the_launcher_needs_unless_told_otherwise() {
        assert_eq!(rules().operations.len(), LAUNCHER.len());
        let rules = Rules::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        assert_eq!(
            rules.operations.iter().map(|operation| operation.name).collect::<Vec<_>>(),
            ["campaigns.get"]
        );
    }

    #[test]
    fn options_that_cannot_be_are_named() {
        for (more, word) in [
            (r#","operations":["campaigns.gt"]"#, "campaigns.gt"),
            (r#","upstream":"http://seax.seasalt.ai""#, "upstream"),
            (r#","portalSecret":"short""#, "portalSecret"),
            (r#","limits":{"bodyBytes":90000000}"#, "bodyBytes"),
            (r#","limits":{"bodybytes":9}"#, "bodybytes"),
            (r#","limits":{"tokenSeconds":0}"#, "tokenSeconds"),
            (r#","basePath":"/a b""#, "basePath"),
            (r#","origin":[]"#, "origin"),
        ] {
            let error = Rules::read(options(more)).err().unwrap();
            assert!(error.contains(word), "{more}: {error}");
        }
        for (part, other, word) in [
            ("https://portal.example.com", "*", "origins"),
            ("https://portal.example.com", "https://portal.example.com/", "origins"),
            ("https://portal.example.com", "https://Portal.example.com", "origins"),
            ("k1:", "", "tokenSecrets"),
            ("0123456789abcdef0123456789abcdef", "short", "tokenSecrets"),
            (WORKSPACE, "no-id", "workspaces"),
        ] {
            let error = Rules::read(options("").replace(part, other)).err().unwrap();
            assert!(error.contains(word), "{other}: {error}");
            assert!(!error.contains("0123456789abcdef"), "{error}");
        }
    }
}
