//! Whether an answer with a status of success is one of this API's.
//!
//! A captive portal, a login page or a proxy answers everything with 200 as well.

use crate::{
    api::{Request, ResponseSpec, is_page},
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
        ResponseSpec::File(_, check) => {
            check(media_type, reply.disposition.as_deref())?;
            return if body.len() < reply.least_bytes { Err(broken_off()) } else { Ok(()) };
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

#[cold]
fn page() -> Box<Error> {
    Error::malformed_at(
        String::new(),
        "is a web page. Look at `baseUrl`, and for a login page or a proxy on the way",
    )
}
