//! Schemas of the edge's own inputs: its options, tokens, and requests for tokens. They are checked by the client's scanner, so
//! that the module contains one parser only.

use seax_dialer::{
    error::Error,
    schema::{Checked, Field, HasSchema, ObjectSchema, Schema},
};

use crate::limits::Limits;

const TEXT: Schema = String::SCHEMA;
const TEXTS: Schema = Vec::<String>::SCHEMA;

const fn required(name: &'static str, schema: &'static Schema) -> Field {
    Field { name, schema, required: true, default: None }
}

const fn optional(name: &'static str, schema: &'static Schema) -> Field {
    Field { required: false, ..required(name, schema) }
}

/// The options of `createEdge`, with `workspaces` as a list of ids and keys.
pub enum Options {}

impl HasSchema for Options {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "EdgeOptions",
        &[
            required("origins", &TEXTS),
            required("workspaces", &Schema::List(&Schema::Object(&WORKSPACE))),
            required("tokenSecrets", &TEXTS),
            optional("portalSecret", &TEXT),
            optional("operations", &TEXTS),
            optional("basePath", &TEXT),
            optional("upstream", &TEXT),
            optional("limits", &Limits::SCHEMA),
        ],
    ));
}

/// One workspace of the options.
pub const WORKSPACE: ObjectSchema =
    ObjectSchema::new("EdgeWorkspace", &[required("id", &TEXT), required("apiKey", &TEXT)]);

/// The claims of a token (RFC 7519) that the edge uses. Portals may add others.
pub enum TokenClaims {}

impl HasSchema for TokenClaims {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenClaims",
        &[
            required("sub", &TEXT),
            required("workspace", &TEXT),
            optional("operations", &TEXTS),
            required("iat", &Schema::Number),
            required("exp", &Schema::Number),
        ],
    ));
}

/// The body of `POST /token`.
pub enum TokenRequest {}

impl HasSchema for TokenRequest {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new(
        "TokenRequest",
        &[
            required("workspace_id", &TEXT),
            required("operator_id", &TEXT),
            optional("operations", &TEXTS),
            optional("expires_in", &u32::SCHEMA),
        ],
    ));
}

/// What the edge reads of a change of a campaign.
pub enum StatusChange {}

impl HasSchema for StatusChange {
    const SCHEMA: Schema = Schema::Object(&ObjectSchema::new("StatusChange", &[optional("status", &TEXT)]));
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
