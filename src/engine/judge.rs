//! Checks whether a response with a success status comes from the API.
//!
//! Captive portals, login pages and proxies answer with 200 as well.

use crate::{
    api::{Request, ResponseSpec, RetryPolicy, is_page},
    engine::{BYTE_ORDER_MARK, Failure, ResponseHead, failed, redact::redact},
    error::{Code, Error, Result},
    schema::{ErrorKind, Schema, Select, ValidationError, check_reply},
};

/// Checks the body of a success against the operation's schema. Reduces a list's rows to the selected fields.
///
/// # Errors
/// `malformed_reply`; `network` if the body is truncated, since then the connection broke.
pub fn judge(reply: &ResponseHead, body: &mut Vec<u8>, request: &Request, credential: &str) -> Result<()> {
    let media_type = reply.media_type.as_deref().unwrap_or_default();
    let (schema, select) = match request.operation.response {
        ResponseSpec::File(_, check) => {
            check(media_type, reply.disposition.as_deref())?;
            return if body.len() < reply.least_bytes { Err(broken_off()) } else { Ok(()) };
        }
        // Nobody reads this body, so any JSON will do.
        ResponseSpec::Nothing if body.trim_ascii().is_empty() => return Ok(()),
        ResponseSpec::Nothing => (&Schema::Any, Select::WHOLE),
        ResponseSpec::Json(schema) => (schema, request.select),
    };
    if body.starts_with(BYTE_ORDER_MARK) {
        body.drain(..BYTE_ORDER_MARK.len());
    }
    let empty = body.trim_ascii().is_empty();
    match check_reply(body, schema, select) {
        // Parsing would fail, but without saying that the request may have taken effect. No list is read twice for that.
        Ok(())
            if request.retry == RetryPolicy::Once
                && matches!(request.operation.response, ResponseSpec::Json(_))
                && std::str::from_utf8(body).is_err() =>
        {
            Err(Error::not_utf8())
        }
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind, ErrorKind::Memory) => Err(failed(Failure::NoMemory, credential)),
        Err(_) if is_page(media_type) => Err(page()),
        Err(error) if matches!(error.kind, ErrorKind::End) && !empty => Err(broken_off()),
        Err(error) => Err(malformed(&error, credential)),
    }
}

/// The error for a response that does not fit its schema. The path can contain keys chosen by the server, so it is redacted.
#[cold]
pub fn malformed(error: &ValidationError, credential: &str) -> Box<Error> {
    Error::malformed_at(redact(error.pointer(), credential), &error.clause())
}

/// The error for a response whose JSON is truncated.
#[cold]
pub fn broken_off() -> Box<Error> {
    Error::new(Code::Network, "The connection closed during the reply.")
}

/// The error for a checked response that JavaScript cannot parse.
#[cold]
pub fn unreadable(body: &[u8]) -> Box<Error> {
    match std::str::from_utf8(body) {
        Ok(_) => Error::new(Code::ReplyTooLarge, "The reply is too large for this runtime. Ask for less."),
        Err(_) => Error::not_utf8(),
    }
}

#[cold]
fn page() -> Box<Error> {
    Error::malformed_at(
        String::new(),
        "is a web page. Check `baseUrl`: a login page or a proxy may have answered",
    )
}
