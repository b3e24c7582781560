//! What the edge reads that is not the API's: its options, tokens, and wishes for tokens. They are checked by the client's own
//! scanner, so that there is one in the WebAssembly.

use seax_dialer::{
    error::Error,
    shape::{Checked, Field, Format, Kind, Member, Shape, Shaped},
};

const TEXT: Kind = Kind::Text(Format::Plain);
const TEXTS: Kind = Kind::List(&TEXT);
const COUNT: Kind = Kind::Integer { min: 0, max: u32::MAX as u64 };

const fn needed(name: &'static str, kind: &'static Kind) -> Field {
    Field { name, kind, required: true, default: None }
}

const fn optional(name: &'static str, kind: &'static Kind) -> Field {
    Field { required: false, ..needed(name, kind) }
}

/// What `createEdge` is given, with the keys of the workspaces left out.
pub enum Options {}

impl Shaped for Options {
    const KIND: Kind = Kind::Object(&Shape::new(
        "EdgeOptions",
        &[
            needed("origins", &TEXTS),
            needed("workspaces", &TEXTS),
            needed("tokenSecrets", &TEXTS),
            optional("portalSecret", &TEXT),
            optional("operations", &TEXTS),
            optional("basePath", &TEXT),
            optional("upstream", &TEXT),
            optional("limits", &LimitsForm::KIND),
        ],
    ));
}

/// What bounds every caller.
pub enum LimitsForm {}

impl Shaped for LimitsForm {
    const KIND: Kind = Kind::Object(&Shape::new(
        "EdgeLimits",
        &[
            optional("bodyBytes", &COUNT),
            optional("queryBytes", &COUNT),
            optional("tokenSeconds", &COUNT),
            optional("launchesPerHour", &COUNT),
            optional("watchers", &COUNT),
            optional("upstreamMs", &COUNT),
            optional("settleMs", &COUNT),
            optional("horizonMs", &COUNT),
            optional("pollMs", &COUNT),
        ],
    ));
}

/// A token's header.
pub enum TokenHeader {}

impl Shaped for TokenHeader {
    const KIND: Kind =
        Kind::Object(&Shape::new("TokenHeader", &[needed("alg", &TEXT), needed("kid", &TEXT)]));
}

/// A token's claims. Tools that mint tokens may add more.
pub enum TokenClaims {}

impl Shaped for TokenClaims {
    const KIND: Kind = Kind::Object(&Shape::new(
        "TokenClaims",
        &[
            needed("aud", &TEXT),
            needed("sub", &TEXT),
            needed("workspace", &TEXT),
            optional("operations", &TEXTS),
            needed("iat", &Kind::Number),
            needed("exp", &Kind::Number),
        ],
    ));
}

/// What a portal's server asks a token for.
pub enum Wish {}

impl Shaped for Wish {
    const KIND: Kind = Kind::Object(&Shape::new(
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
pub fn written<T: Shaped>(json: String) -> Result<Checked<T>, String> {
    Checked::input(json).map_err(|error| Box::<Error>::from(error).message)
}

/// A text in which there may be more than is known.
pub fn known<T: Shaped>(json: &[u8]) -> Option<Checked<T>> {
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
