//! Whether an answer with a status of success is one of this API's.
//!
//! A captive portal, a login page or a proxy answers everything with 200 as well.

use crate::{
    api::{Request, ResponseSpec},
    engine::{BYTE_ORDER_MARK, ResponseHead, redact::redact},
    error::{Code, Error, Result},
    schema::{ErrorKind, Schema, Select, ValidationError, check_reply},
};

/// Checks the body of a success against what its operation answers. Of a list's rows, only the selected fields are left.
///
/// # Errors
/// `malformed_reply`; `network` where the body stops in the middle, since then the connection did.
pub fn judge(reply: &ResponseHead, body: &mut Vec<u8>, request: &Request, credential: &str) -> Result<()> {
    let media_type = reply.media_type.as_deref().unwrap_or_default();
    let (schema, select) = match request.operation.response {
        ResponseSpec::File(_) => {
            return match is_file(media_type, reply.disposition.as_deref()) {
                true if body.len() < reply.least_bytes => Err(broken_off()),
                true => Ok(()),
                false => Err(no_file()),
            };
        }
        // Whatever such an operation answers, if it answers anything: nobody reads it.
        ResponseSpec::Nothing if body.trim_ascii().is_empty() => return Ok(()),
        ResponseSpec::Nothing => (&Schema::Any, Select::WHOLE),
        ResponseSpec::Json(schema) => (schema, request.select),
    };
    if body.starts_with(BYTE_ORDER_MARK) {
        body.drain(..BYTE_ORDER_MARK.len());
    }
    let empty = body.trim_ascii().is_empty();
    match check_reply(body, schema, select) {
        Ok(()) => Ok(()),
        Err(_) if is_page(media_type) => Err(page()),
        Err(error) if matches!(error.kind, ErrorKind::End) && !empty => Err(broken_off()),
        Err(error) => Err(malformed(&error, credential)),
    }
}

/// The error for a reply that is not what the API says. The server's own keys can be in its path.
#[cold]
pub fn malformed(error: &ValidationError, credential: &str) -> Box<Error> {
    Error::malformed_at(redact(error.pointer(), credential), &error.clause())
}

/// The error for a reply whose JSON ends too early.
#[cold]
pub fn broken_off() -> Box<Error> {
    Error::new(Code::Network, "The connection ended in the middle of the reply.")
}

/// Whether this is a file of the API's: it says so, or has a type that its files can have.
fn is_file(media_type: &str, disposition: Option<&str>) -> bool {
    let names_file = disposition.is_some_and(|disposition| {
        let kind = disposition.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case("attachment") || disposition.len() > kind.len()
    });
    let essence = essence(media_type);
    let is = |name: &&str| essence.eq_ignore_ascii_case(name);
    !is_page(media_type) && (names_file || FILE_TYPES.iter().any(is) || is_vendor(essence))
}

const FILE_TYPES: [&str; 6] = [
    "text/csv",
    "application/csv",
    "application/octet-stream",
    "binary/octet-stream",
    "application/zip",
    "application/x-zip-compressed",
];

/// Whether this is a vendor's own type: those of spreadsheets are.
fn is_vendor(essence: &str) -> bool {
    essence.get(..16).is_some_and(|start| start.eq_ignore_ascii_case("application/vnd."))
}

fn is_page(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.eq_ignore_ascii_case("text/html") || essence.eq_ignore_ascii_case("application/xhtml+xml")
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

#[cold]
fn page() -> Box<Error> {
    Error::malformed_at(
        String::new(),
        "is a web page. Look at `baseUrl`, and for a login page or a proxy on the way",
    )
}

#[cold]
fn no_file() -> Box<Error> {
    Error::malformed_at(
        String::new(),
        "is no file. Look at `baseUrl`, and for a login page or a proxy on the way",
    )
}
