//! Schemas of the edge's own inputs: its options, tokens, and requests for tokens. They are checked by the client's scanner, so
//! that the module contains one parser only.

use seax_dialer::{
    error::Error,
    model::change::CampaignUpdate,
    schema::{Checked, Field, HasSchema, ObjectSchema, Schema},
};

use crate::limits::Limits;

/// Declares objects: their schemas, and the names of their members as constants, which can be patterns.
macro_rules! objects {
    ($(
        $(#[doc = $doc:literal])+
        $object:ident { $($constant:ident = $name:expr, $presence:ident $schema:expr;)+ }
    )+) => {$(
        $(#[doc = $doc])+
        pub enum $object {}

        impl $object {
            $(pub const $constant: &'static str = $name;)+

            /// The schema of its members.
            pub const OBJECT: &'static ObjectSchema =
                &ObjectSchema::new(stringify!($object), &[$(Field::$presence(Self::$constant, &$schema)),+]);
        }

        impl HasSchema for $object {
            const SCHEMA: Schema = Schema::Object(Self::OBJECT);
        }
    )+};
}

const TEXT: Schema = String::SCHEMA;
const TEXTS: Schema = Vec::<String>::SCHEMA;

objects! {
    /// The options of `createEdge`, with `workspaces` as a list of ids and keys.
    EdgeOptions {
        ORIGINS = "origins", required TEXTS;
        WORKSPACES = "workspaces", required Vec::<EdgeWorkspace>::SCHEMA;
        TOKEN_SECRETS = "tokenSecrets", required TEXTS;
        PORTAL_SECRET = "portalSecret", optional TEXT;
        OPERATIONS = "operations", optional TEXTS;
        BASE_PATH = "basePath", optional TEXT;
        UPSTREAM = "upstream", optional TEXT;
        LIMITS = "limits", optional Limits::SCHEMA;
    }

    /// One workspace of the options.
    EdgeWorkspace {
        ID = "id", required TEXT;
        API_KEY = "apiKey", required TEXT;
    }

    /// The claims of a token (RFC 7519) that the edge uses. Portals may add others.
    TokenClaims {
        SUB = "sub", required TEXT;
        WORKSPACE = "workspace", required TEXT;
        OPERATIONS = "operations", optional TEXTS;
        IAT = "iat", required Schema::Number;
        EXP = "exp", required Schema::Number;
    }

    /// The body of `POST /token`.
    TokenRequest {
        WORKSPACE_ID = "workspace_id", required TEXT;
        OPERATOR_ID = "operator_id", required TEXT;
        OPERATIONS = "operations", optional TEXTS;
        EXPIRES_IN = "expires_in", optional u32::SCHEMA;
    }

    /// What the edge reads of a change of a campaign.
    StatusChange {
        STATUS = CampaignUpdate::STATUS, optional TEXT;
    }
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
