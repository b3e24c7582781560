//! Schemas of the edge's own inputs: its options, tokens, and requests for tokens. They are checked by the client's scanner, so
//! that the module contains one parser only.

use seax_dialer::{
    error::Error,
    schema::{Checked, Field, HasSchema, ObjectSchema, Schema},
};

use crate::limits::Limits;

const TEXT: Schema = String::SCHEMA;
const TEXTS: Schema = Vec::<String>::SCHEMA;

/// The options of `createEdge`, with `workspaces` as a list of ids and keys.
pub enum Options {}

impl HasSchema for Options {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "EdgeOptions",
        &[
            Field::required("origins", &TEXTS),
            Field::required("workspaces", &Schema::List(&Schema::Object(&WORKSPACE))),
            Field::required("tokenSecrets", &TEXTS),
            Field::optional("portalSecret", &TEXT),
            Field::optional("operations", &TEXTS),
            Field::optional("basePath", &TEXT),
            Field::optional("upstream", &TEXT),
            Field::optional("limits", &Limits::SCHEMA),
        ],
    ));
}

/// One workspace of the options.
pub const WORKSPACE: ObjectSchema =
    ObjectSchema::new("EdgeWorkspace", &[Field::required("id", &TEXT), Field::required("apiKey", &TEXT)]);

/// The claims of a token (RFC 7519) that the edge uses. Portals may add others.
pub enum TokenClaims {}

impl HasSchema for TokenClaims {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenClaims",
        &[
            Field::required("sub", &TEXT),
            Field::required("workspace", &TEXT),
            Field::optional("operations", &TEXTS),
            Field::required("iat", &Schema::Number),
            Field::required("exp", &Schema::Number),
        ],
    ));
}

/// The body of `POST /token`.
pub enum TokenRequest {}

impl HasSchema for TokenRequest {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenRequest",
        &[
            Field::required("workspace_id", &TEXT),
            Field::required("operator_id", &TEXT),
            Field::optional("operations", &TEXTS),
            Field::optional("expires_in", &u32::SCHEMA),
        ],
    ));
}

/// What the edge reads of a change of a campaign.
pub enum StatusChange {}

impl HasSchema for StatusChange {
    const SCHEMA: Schema =
        Schema::Object(&ObjectSchema::new("StatusChange", &[Field::optional("status", &TEXT)]));
}

/// Checks a JSON text, and rejects unknown members.
///
/// # Errors
/// The place, and what is wrong there. Never repeats a value of the text.
pub fn strict<T: HasSchema>(json: String) -> Result<Checked<T>, String> {
    Checked::input(json).map_err(|error| Box::<Error>::from(error).message)
}

/// Checks a JSON text, and ignores unknown members.
///
/// # Errors
/// The place, and what is wrong there. Never repeats a value of the text.
pub fn lenient<T: HasSchema>(json: &[u8]) -> Result<Checked<T>, String> {
    Checked::reply(json.to_vec()).map_err(|error| {
        let field = error.field();
        let place = if field.is_empty() { String::new() } else { ["`", &field, "` "].concat() };
        [&place, error.clause().as_str()].concat()
    })
}
