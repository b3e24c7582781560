//! What the edge reads that is not the API's: its options, tokens, and wishes for tokens. They are checked by the client's own
//! scanner, so that there is one in the WebAssembly.

use seax_dialer::{
    error::Error,
    schema::{Checked, Field, Format, HasSchema, Member, ObjectSchema, Schema},
};

const TEXT: Schema = Schema::Text(Format::Plain);
const TEXTS: Schema = Schema::List(&TEXT);
const COUNT: Schema = Schema::Integer { min: 0, max: u32::MAX as u64 };

const fn needed(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema, required: true, default: None }
}

const fn optional(name: &'static str, schema: &'static Schema) -> Field {
    Field { required: false, ..needed(name, schema) }
}

/// What `createEdge` is given, with the keys of the workspaces left out.
pub enum Options {}

impl HasSchema for Options {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "EdgeOptions",
        &[
            needed("origins", &TEXTS),
            needed("workspaces", &TEXTS),
            needed("tokenSecrets", &TEXTS),
            optional("portalSecret", &TEXT),
            optional("operations", &TEXTS),
            optional("basePath", &TEXT),
            optional("upstream", &TEXT),
            optional("limits", &LimitsForm::SCHEMA),
        ],
    ));
}

/// What bounds every caller.
pub enum LimitsForm {}

impl HasSchema for LimitsForm {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "EdgeLimits",
        &[
            optional("bodyBytes", &COUNT),
            optional("queryBytes", &COUNT),
            optional("tokenSeconds", &COUNT),
            optional("launchesPerHour", &COUNT),
            optional("watchers", &COUNT),
            optional("upstreamMs", &COUNT),
            optional("lookupTimeoutMs", &COUNT),
            optional("maxCommitDelayMs", &COUNT),
            optional("pollMs", &COUNT),
        ],
    ));
}

/// A token's header.
pub enum TokenHeader {}

impl HasSchema for TokenHeader {
    const SCHEMA: Schema =
        Schema::Object(&ObjectSchema::new("TokenHeader", &[needed("alg", &TEXT), needed("kid", &TEXT)]));
}

/// A token's claims. Tools that mint tokens may add more.
pub enum TokenClaims {}

impl HasSchema for TokenClaims {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenClaims",
        &[
            needed("aud", &TEXT),
            needed("sub", &TEXT),
            needed("workspace", &TEXT),
            optional("operations", &TEXTS),
            needed("iat", &Schema::Number),
            needed("exp", &Schema::Number),
        ],
    ));
}

/// What a portal's server asks a token for.
pub enum Wish {}

impl HasSchema for Wish {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenRequest",
        &[
            needed("workspace_id", &TEXT),
            needed("operator_id", &TEXT),
            optional("operations", &TEXTS),
            optional("expires_in", &COUNT),
        ],
    ));
}

/// A text that people or their programs wrote.
///
/// # Errors
/// What is wrong with it.
pub fn written<T: HasSchema>(json: String) -> Result<Checked<T>, String> {
    Checked::input(json).map_err(|error| Box::<Error>::from(error).message)
}

/// A text in which there may be more than is known.
pub fn known<T: HasSchema>(json: &[u8]) -> Option<Checked<T>> {
    std::str::from_utf8(json).ok()?;
    Checked::reply(json.to_vec()).ok()
}

/// The member's text, or an empty one.
pub fn text(member: &Member<'_>) -> String {
    member.text().unwrap_or_default()
}

/// The whole part of a number that is not negative, written without an exponent.
pub fn whole(member: &Member<'_>) -> Option<u64> {
    let (whole, fraction) = member.json.split_once('.').unwrap_or((member.json, "0"));
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok())?
}
