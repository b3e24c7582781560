//! What an answer that is no success means.

use crate::{
    client::{HttpReply, Millis},
    error::{Code, Error},
    model::{
        problem::{Problem, ValidationIssue},
        time::Instant,
    },
    shape::Checked,
};

/// The error for an answer whose status is no success. `now` is when it came.
pub fn error(reply: &HttpReply, now: Millis) -> Box<Error> {
    let (code, words) = match reply.status {
        0..=399 => (
            Code::Network,
            "The server sends this request on to another address. Keys are not carried there: set `baseUrl` to it",
        ),
        401 => (Code::Unauthorized, "The server does not know this API key"),
        403 => (Code::Forbidden, "This API key may not do that"),
        404 => (Code::NotFound, "There is no such thing in this workspace"),
        408 => (Code::Timeout, "The server waited too long for the request"),
        409 => (Code::Conflict, "It is not in a state for this"),
        429 => (Code::RateLimited, "Too many requests"),
        500.. => (Code::ServerError, "The server failed"),
        _ => (Code::Unprocessable, "The server does not take what was sent"),
    };
    let mut message = [words, " (", &reply.status.to_string(), ")"].concat();

    let problem = read_problem(&reply.body);
    let mut error = Error::new(code, "");
    if let Some(issues) = problem.issues {
        let mut separator = ": ";
        for issue in issues.read().unwrap_or_default() {
            message.extend([separator, &issue.place(), " ", &issue.msg]);
            separator = "; ";
        }
        error.issues = String::from_utf8(issues.into_bytes()).ok();
    } else if let Some(detail) = problem.detail {
        message.extend([": ", &detail]);
    }
    if !message.ends_with(['.', '!', '?']) {
        message.push('.');
    }
    error.message = message;
    error.status = Some(reply.status);
    error.request_id.clone_from(&reply.request_id);
    error.retry_after_ms = reply
        .retry_after
        .as_deref()
        .and_then(|header| retry_after(header, now))
        .or(problem.retry_after.map(|seconds| (seconds * 1_000.0).ceil() as Millis));
    error
}

/// What the body of a refusal says.
#[derive(Default)]
struct Said {
    detail: Option<String>,
    issues: Option<Checked<Vec<ValidationIssue>>>,
    retry_after: Option<f64>,
}

/// Reads a refusal's body. It need not be the API's: a proxy's page says nothing.
fn read_problem(body: &[u8]) -> Said {
    let Ok(problem) = Checked::<Problem>::reply(body.to_vec()) else { return Said::default() };
    let mut said = Said::default();
    for member in problem.members() {
        match member.field.name {
            "detail" => {
                said.detail = member.text();
                said.issues = Checked::reply(member.json.as_bytes().to_vec()).ok();
            }
            _ => said.retry_after = member.json.parse().ok().filter(|seconds| *seconds >= 0.0),
        }
    }
    said
}

/// The wait that a `Retry-After` header asks for: seconds, or a date.
fn retry_after(header: &str, now: Millis) -> Option<Millis> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<Millis>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let at = Millis::try_from(Instant::parse_http(header.as_bytes())?.0).ok()?;
    Some(at.saturating_sub(now))
}
