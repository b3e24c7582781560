//! The checked options of an edge: the workspaces it serves and what it allows.

use seax_dialer::{
    client::{BASE_URL, Config},
    engine::is_key,
    model::WorkspaceId,
    schema::{Digits, Member, elements, members},
};

use crate::{
    limits::Limits,
    member,
    operation::OperationSummary,
    schemas::{self, EdgeOptions, EdgeWorkspace},
};

/// The operations that an edge allows by default: those that the launcher needs.
const DEFAULT_OPERATIONS: [&str; 17] = [
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
    "campaigns.logs",
];

/// The minimum length of a secret, in bytes.
const MIN_SECRET: usize = 32;

/// A workspace that the edge serves.
pub struct Workspace {
    /// Its id, in lowercase.
    pub id: WorkspaceId,
    /// Its API key.
    pub api_key: String,
}

/// The checked options of an edge. Token secrets and the portal's secret stay in the scripts that use them.
pub struct EdgeConfig {
    /// The origins whose pages may call the edge.
    pub origins: Vec<String>,
    /// The workspaces that the edge serves.
    pub workspaces: Vec<Workspace>,
    /// The ids of the secrets that tokens are signed with. The first one signs new tokens.
    pub key_ids: Vec<String>,
    /// The operations that the edge allows.
    pub operations: Vec<&'static OperationSummary>,
    /// The path prefix of its URLs, such as `/seax-api`.
    pub base_path: String,
    /// The API's base URL.
    pub upstream: String,
    /// The limits that apply to every caller.
    pub limits: Limits,
}

impl EdgeConfig {
    /// Reads the options from JSON.
    ///
    /// # Errors
    /// The option and what is wrong with it, for the Worker's log. Never repeats a value, since a secret may be in the wrong
    /// place.
    pub fn read(json: String) -> Result<Self, String> {
        let options = schemas::strict::<EdgeOptions>(json)?;
        let mut config = Self {
            origins: Vec::new(),
            workspaces: Vec::new(),
            key_ids: Vec::new(),
            operations: DEFAULT_OPERATIONS.iter().filter_map(|name| OperationSummary::named(name)).collect(),
            base_path: "/seax-api".into(),
            upstream: BASE_URL.into(),
            limits: Limits::default(),
        };
        for member in options.object().members() {
            match member.field.name {
                EdgeOptions::ORIGINS => config.origins = each(&member, origin)?,
                EdgeOptions::WORKSPACES => config.workspaces = workspaces(&member)?,
                EdgeOptions::TOKEN_SECRETS => config.key_ids = key_ids(&member)?,
                EdgeOptions::OPERATIONS => config.operations = each(&member, operation)?,
                EdgeOptions::PORTAL_SECRET => portal_secret(&member::text(&member))?,
                EdgeOptions::BASE_PATH => config.base_path = base_path(&member::text(&member))?,
                EdgeOptions::UPSTREAM => {
                    config.upstream = member::text(&member).trim_end_matches('/').to_owned()
                }
                EdgeOptions::LIMITS => config.limits = Limits::read(member.json)?,
                _ => {}
            }
        }
        let Some(first) = config.workspaces.first() else {
            return Err("`workspaces` must have at least one workspace id with its API key".into());
        };
        if config.key_ids.is_empty() {
            return Err("`tokenSecrets` must have at least one \"<key id>:<secret>\"".into());
        }
        if Config::new(&first.id, Some(&config.upstream)).is_err() {
            return Err(
                "`upstream` must be the API's base URL, with https: (http: for this machine and private networks only)".into()
            );
        }
        Ok(config)
    }

    /// Returns the workspace with this id, which must be in lowercase.
    pub fn workspace(&self, id: &str) -> Option<&Workspace> {
        self.workspaces.iter().find(|workspace| workspace.id.as_str() == id)
    }

    /// Returns whether a page of this origin may call the edge.
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|allowed| allowed == origin)
    }
}

/// Reads the elements of a list of strings. An error names the element by its index.
fn each<T>(member: &Member<'_>, read: fn(String) -> Result<T, &'static str>) -> Result<Vec<T>, String> {
    let texts = member.texts().into_iter().enumerate();
    texts.map(|(place, text)| read(text).map_err(|problem| at(member.field.name, place, problem))).collect()
}

fn at(name: &str, place: usize, problem: &str) -> String {
    ["`", name, "[", &place.digits(), "]` ", problem].concat()
}

fn workspaces(member: &Member<'_>) -> Result<Vec<Workspace>, String> {
    let mut workspaces: Vec<Workspace> = Vec::new();
    for (place, element) in elements(member.json).enumerate() {
        let (mut id, mut api_key) = (String::new(), String::new());
        for part in members(element, EdgeWorkspace::OBJECT) {
            match part.field.name {
                EdgeWorkspace::ID => id = member::text(&part),
                EdgeWorkspace::API_KEY => api_key = member::text(&part),
                _ => {}
            }
        }
        let wrong = |problem| Err(at(EdgeOptions::WORKSPACES, place, problem));
        let Some(id) = WorkspaceId::new(id.to_ascii_lowercase()) else {
            return wrong(
                "must have a workspace id (8-4-4-4-12 hexadecimal digits) as its key and the API key as its value",
            );
        };
        if api_key.is_empty() {
            return wrong("has an empty API key");
        }
        if !is_key(&api_key) {
            return wrong(
                "has an API key that is not printable ASCII without blanks: is there a line break or space at its end?",
            );
        }
        if workspaces.iter().any(|other| other.id.as_str() == id.as_str()) {
            return wrong("has the same id as another workspace");
        }
        workspaces.push(Workspace { id, api_key });
    }
    Ok(workspaces)
}

fn key_ids(member: &Member<'_>) -> Result<Vec<String>, String> {
    let ids = each(member, key_id)?;
    for (place, id) in ids.iter().enumerate() {
        if ids.iter().take(place).any(|earlier| earlier == id) {
            return Err(at(
                EdgeOptions::TOKEN_SECRETS,
                place,
                "has the key id of an earlier secret: each needs its own",
            ));
        }
    }
    Ok(ids)
}

/// Returns the key id of a token secret, or what is wrong with the secret.
pub fn key_id(secret: String) -> Result<String, &'static str> {
    let (id, secret) = secret.split_once(':').unwrap_or_default();
    let is_id =
        (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match (is_id, secret.len() >= MIN_SECRET, has_no_spaces(secret)) {
        (false, ..) => {
            Err("must be \"<key id>:<secret>\", where the key id has up to 32 letters, digits and `-`")
        }
        (_, false, _) => Err("must have at least 32 characters after its key id"),
        (.., false) => {
            Err("must be ASCII without spaces: is there a line break at its end, or another secret?")
        }
        _ => Ok(id.into()),
    }
}

fn has_no_spaces(secret: &str) -> bool {
    secret.bytes().all(|byte| byte.is_ascii_graphic())
}

fn portal_secret(secret: &str) -> Result<(), String> {
    match (secret.len() >= MIN_SECRET, has_no_spaces(secret)) {
        (true, true) => Ok(()),
        (false, _) => Err("`portalSecret` must have at least 32 characters".into()),
        (_, false) => {
            Err("`portalSecret` must be ASCII without spaces: is there a line break at its end?".into())
        }
    }
}

fn operation(name: String) -> Result<&'static OperationSummary, &'static str> {
    OperationSummary::named(&name).ok_or(
        "is not an operation: operations are named like the client's methods, such as \"campaigns.list\"",
    )
}

fn base_path(path: &str) -> Result<String, String> {
    let path = path.trim_end_matches('/');
    let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte));
    match is_plain && (path.is_empty() || path.starts_with('/')) {
        true => Ok(path.into()),
        false => Err("`basePath` must be a path such as \"/seax-api\"".into()),
    }
}

/// Checks that an origin is written exactly as browsers send it. Any other spelling would match nothing, or too much.
fn origin(origin: String) -> Result<String, &'static str> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]_".contains(&byte);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(is_plain) => Ok(origin),
        _ => Err("must be an origin as browsers send it, such as \"https://portal.example.com\""),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use seax_dialer::schema::{HasSchema, Schema};

    use super::*;
    use crate::written::File;

    pub const WORKSPACE: &str = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

    pub fn options(more: &str) -> String {
        [
            r#"{"origins":["https://portal.example.com"],"workspaces":[{"id":""#,
            WORKSPACE,
            r#"","apiKey":"an-api-key"}],"tokenSecrets":["k1:0123456789abcdef0123456789abcdef"]"#,
            more,
            "}",
        ]
        .concat()
    }

    pub fn config() -> EdgeConfig {
        EdgeConfig::read(options("")).unwrap()
    }

    /// The client's methods that send requests of other operations, and those.
    const COMPOSED: [(&str, &[&str]); 5] = [
        ("campaigns.check", &["phones.list", "agents.list", "labels.list", "contacts.list"]),
        ("campaigns.launch", &["campaigns.list", "campaigns.create", "campaigns.get"]),
        ("campaigns.report", &["campaigns.get"]),
        ("campaigns.splitByZone", &["contacts.list"]),
        ("campaigns.watch", &["campaigns.get"]),
    ];

    /// What the launcher needs only to change a scheduled campaign. It can also turn a draft into a campaign that calls people.
    const NOT_ALLOWED: &str = "campaigns.update";

    /// Returns the methods of the client that the launcher's scripts name, such as `contacts.list`.
    fn methods_of_the_launcher() -> Vec<String> {
        const RESOURCES: [&str; 6] = ["phones", "contacts", "labels", "agents", "campaigns", "jobs"];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/src/panel");
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let mut methods = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for resource in RESOURCES {
                for (place, _) in text.match_indices(resource) {
                    let (before, from) = text.split_at(place);
                    let Some(member) = from.strip_prefix(resource).and_then(|rest| rest.strip_prefix('.'))
                    else {
                        continue;
                    };
                    if !before.ends_with(is_word) {
                        let method: String = member.chars().take_while(|letter| is_word(*letter)).collect();
                        // A sentence may end with the word.
                        if !method.is_empty() {
                            methods.push([resource, ".", &method].concat());
                        }
                    }
                }
            }
            // How a campaign is steered: `campaigns[how]`.
            if let Some((_, ways)) = text.split_once("export type Steering = ") {
                let (ways, _) = ways.split_once(';').unwrap();
                methods.extend(ways.split('"').skip(1).step_by(2).map(|way| ["campaigns.", way].concat()));
            }
        }
        methods
    }

    /// Whether a script means a list of its own, a text of the screen or another script.
    fn is_of_arrays(method: &str) -> bool {
        let (_, member) = method.split_once('.').unwrap();
        ["error", "every", "filter", "find", "includes", "join", "length", "map", "some", "ts"]
            .contains(&member)
    }

    #[test]
    fn an_edge_allows_what_the_launcher_needs_by_default() {
        let mut needed: Vec<&str> = Vec::new();
        let methods = methods_of_the_launcher();
        for method in &methods {
            match COMPOSED.iter().find(|(name, _)| name == method) {
                Some((_, operations)) => needed.extend(*operations),
                None => match OperationSummary::named(method) {
                    Some(operation) => needed.push(operation.name),
                    None => assert!(is_of_arrays(method), "what operations does {method} take?"),
                },
            }
        }
        assert!(needed.contains(&NOT_ALLOWED), "it is no longer an exception");
        needed.retain(|name| *name != NOT_ALLOWED);
        for name in &needed {
            assert!(DEFAULT_OPERATIONS.contains(name), "the launcher needs {name}");
        }
        for name in DEFAULT_OPERATIONS {
            assert!(needed.contains(&name), "the launcher does not need {name}");
        }
        let config = config();
        let allowed: Vec<_> = config.operations.iter().map(|operation| operation.name).collect();
        assert_eq!(allowed, DEFAULT_OPERATIONS);
    }

    #[test]
    fn an_edge_allows_only_the_operations_that_its_options_name() {
        let config = EdgeConfig::read(options(r#","operations":["campaigns.get"]"#)).unwrap();
        let names: Vec<_> = config.operations.iter().map(|operation| operation.name).collect();
        assert_eq!(names, ["campaigns.get"]);
    }

    #[test]
    fn a_wrong_option_is_named() {
        for (more, wanted) in [
            (r#","operations":["campaigns.get","campaigns.gt"]"#, "`operations[1]` is not an operation"),
            (r#","operations":null"#, "operations"),
            (r#","upstream":"http://seax.seasalt.ai""#, "`upstream` must"),
            (r#","portalSecret":"short""#, "`portalSecret` must have at least 32"),
            (r#","portalSecret":"0123456789abcdef0123456789abcdef\n""#, "`portalSecret` must be ASCII"),
            (r#","limits":{"bodyBytes":90000000}"#, "`limits.bodyBytes` must be from 1 to 20000000"),
            (r#","limits":{"bodybytes":9}"#, "bodybytes"),
            (r#","limits":{"maxCommitDelayMs":0}"#, "`limits.maxCommitDelayMs` must be from 1000"),
            (r#","limits":{"pollMs":-1}"#, "pollMs"),
            (r#","basePath":"/a b""#, "`basePath` must"),
            (r#","basePath":"seax-api""#, "`basePath` must"),
            (r#","origin":[]"#, "origin"),
        ] {
            let error = EdgeConfig::read(options(more)).err().unwrap();
            assert!(error.contains(wanted), "{more}: {error}");
        }
        for (part, other, wanted) in [
            ("\"https://portal.example.com\"", "\"*\"", "`origins[0]` must"),
            ("https://portal.example.com", "https://portal.example.com/", "`origins[0]` must"),
            ("https://portal.example.com", "https://Portal.example.com", "`origins[0]` must"),
            ("\"k1:", "\"", "`tokenSecrets[0]` must be \"<key id>"),
            ("0123456789abcdef\"", "\"", "`tokenSecrets[0]` must have at least 32"),
            ("0123456789abcdef\"", "0123456789abcdef\\n\"", "`tokenSecrets[0]` must be ASCII without spaces"),
            (
                "0123456789abcdef\"",
                "0123456789abcdef k2:0123456789abcdef0123456789abcdef\"",
                "or another secret?",
            ),
            ("[\"k1:", "[\"k1:fedcba9876543210fedcba9876543210\",\"k1:", "`tokenSecrets[1]` has the key id"),
            ("[\"k1:0123456789abcdef0123456789abcdef\"]", "[null]", "tokenSecrets[0]"),
            ("[\"k1:0123456789abcdef0123456789abcdef\"]", "[]", "`tokenSecrets` must have at least one"),
            (WORKSPACE, "no-id", "`workspaces[0]` must have a workspace id"),
            ("an-api-key", "", "`workspaces[0]` has an empty API key"),
            ("an-api-key", "an-api-key\\n", "`workspaces[0]` has an API key that is not printable"),
            ("an-api-key", "an-api-key ", "`workspaces[0]` has an API key that is not printable"),
            ("an-api-key", "an api key", "`workspaces[0]` has an API key that is not printable"),
            ("\"an-api-key\"", "null", "workspaces[0].apiKey"),
        ] {
            let options = options("").replace(part, other);
            let error = EdgeConfig::read(options).err().expect(other);
            assert!(error.contains(wanted), "{other}: {error}");
        }
        let twice = ["[{\"id\":\"", &WORKSPACE.to_uppercase(), "\",\"apiKey\":\"other\"},{"].concat();
        let error = EdgeConfig::read(options("").replace("[{", &twice)).err().unwrap();
        assert!(error.contains("`workspaces[1]` has the same id"), "{error}");
    }

    #[test]
    fn the_guide_and_the_declarations_have_every_option() {
        let (guide, types) = (include_str!("../../docs/edge.md"), include_str!("../../pkg/edge.d.ts"));
        let (_, declared) = types.split_once("export interface EdgeOptions {").unwrap();
        let (declared, _) = declared.split_once("\n}").unwrap();
        let Schema::Object(object) = EdgeOptions::SCHEMA else { unreachable!() };
        for field in object.fields {
            let row = ["| `", field.name, "` | "].concat();
            assert!(guide.contains(&row), "docs/edge.md lacks {row}");
            let mark = if field.required { ": " } else { "?: " };
            assert!(
                declared.contains(&["\n  ", field.name, mark].concat()),
                "pkg/edge.d.ts lacks {}",
                field.name
            );
        }
        assert_eq!(
            declared.matches(";\n  /**").count() + 1,
            object.fields.len(),
            "pkg/edge.d.ts has other options"
        );
        let config = config();
        for (name, default) in [("basePath", &config.base_path), ("upstream", &config.upstream)] {
            assert!(guide.contains(&["| `", name, "` | `", default, "` |"].concat()), "docs/edge.md: {name}");
            assert!(declared.contains(&["Default: `", default, "`."].concat()), "pkg/edge.d.ts: {name}");
        }
    }

    #[test]
    fn the_declarations_list_the_operations_of_the_launcher() {
        let text: String = DEFAULT_OPERATIONS.iter().map(|name| ["  | \"", name, "\"\n"].concat()).collect();
        File("pkg/edge.d.ts").check("export type EdgeOperation =\n", &text, "  | (string & {});\n");
    }

    #[test]
    fn no_value_of_the_options_is_in_an_error() {
        const SECRET: &str = "sk-live-0123456789abcdef0123456789";
        let quoted = ["\"", SECRET, "\""].concat();
        let list = ["[", &quoted, "]"].concat();
        for (place, value) in [
            ("origins", &list),
            ("origins", &quoted),
            ("workspaces", &quoted),
            ("workspaces", &list),
            ("tokenSecrets", &list),
            ("tokenSecrets", &quoted),
            ("portalSecret", &list),
            ("operations", &list),
            ("operations", &quoted),
            ("basePath", &["\"/", SECRET, "%\""].concat()),
            ("upstream", &quoted),
            ("upstream", &["\"http://", SECRET, ".example.com\""].concat()),
            ("limits", &quoted),
            ("limits", &["{\"pollMs\":", &quoted, "}"].concat()),
            ("workspaces", &["[{\"id\":", &quoted, ",\"apiKey\":\"", WORKSPACE, "\"}]"].concat()),
            ("workspaces", &["[{\"id\":\"", WORKSPACE, "\",\"apiKey\":\"", SECRET, "\\u0000\"}]"].concat()),
            ("workspaces", &["[{\"id\":\"", WORKSPACE, "\",\"apiKey\":\"abc ", SECRET, "\"}]"].concat()),
        ] {
            let defaults = [
                ("origins", "[]".to_owned()),
                ("workspaces", ["[{\"id\":\"", WORKSPACE, "\",\"apiKey\":\"key\"}]"].concat()),
                ("tokenSecrets", "[\"k1:0123456789abcdef0123456789abcdef\"]".to_owned()),
            ];
            let others = defaults.iter().filter(|(name, _)| *name != place);
            let mut parts: Vec<_> = others.map(|(name, value)| ["\"", name, "\":", value].concat()).collect();
            parts.push(["\"", place, "\":", value].concat());
            let error = EdgeConfig::read(["{", &parts.join(","), "}"].concat()).err().expect(value);
            assert!(error.contains(place), "{place}: {error}");
            assert!(!error.contains("0123456789"), "{error}");
        }
    }
}
