//! What an answer that is no success means.

use crate::{
    client::{HttpReply, Millis},
    error::{Code, Error},
    json,
    model::error_body::{ErrorBody, ValidationIssue},
    schema::{Checked, Digits, elements, members},
    timestamp::Timestamp,
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
    let mut message = [words, " (", &reply.status.digits(), ")"].concat();

    let problem = Checked::<ErrorBody>::reply(reply.body.clone()).ok();
    let said = |name: &str| problem.as_ref()?.object().members().find(|member| member.field.name == name);
    let mut error = Error::new(code, "");
    if let Some(detail) = said("detail") {
        let issues = Checked::<Vec<ValidationIssue>>::reply(detail.json.into()).ok();
        if let Some(words) = issues.as_ref().map(list).or_else(|| detail.text()) {
            message.extend([": ", &words]);
        }
        error.issues = issues.and_then(|issues| String::from_utf8(issues.into_bytes()).ok());
    }
    if !matches!(message.as_bytes().last(), Some(b'.' | b'!' | b'?')) {
        message.push('.');
    }
    error.message = message;
    error.retry_after_ms = match &reply.retry_after {
        Some(header) => retry_after(header, now),
        None => said("retry_after").and_then(|member| seconds(member.json)),
    };
    error
}

/// The issues of a 422 in words: `body.phone_ids.0 is no phone; …`.
fn list(issues: &Checked<Vec<ValidationIssue>>) -> String {
    let mut words = String::new();
    for issue in issues.elements() {
        let (mut place, mut problem) = (String::new(), String::new());
        for member in members(issue, ValidationIssue::OBJECT) {
            match member.field.name {
                "loc" => {
                    for step in elements(member.json) {
                        place.push_str(if place.is_empty() { "" } else { "." });
                        place.push_str(json::text(step).as_deref().unwrap_or(step));
                    }
                }
                "msg" => problem = member.text().unwrap_or_default(),
                _ => {}
            }
        }
        words.extend([if words.is_empty() { "" } else { "; " }, &place, " ", &problem]);
    }
    words
}

/// The wait that a `Retry-After` header asks for: seconds, or a date.
fn retry_after(header: &str, now: Millis) -> Option<Millis> {
    let header = header.trim();
    if let Some(span) = seconds(header) {
        return Some(span);
    }
    let at = Millis::try_from(Timestamp::parse_http(header.as_bytes())?.0).ok()?;
    Some(at.saturating_sub(now))
}

/// A number of seconds as milliseconds, rounded up to whole seconds: no sooner than asked.
fn seconds(number: &str) -> Option<Millis> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let seconds = whole.parse::<Millis>().ok()?.saturating_add(Millis::from(!fraction.is_empty()));
    Some(seconds.saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, retry_after: Option<&str>, body: &str) -> Box<Error> {
        let (retry_after, body) = (retry_after.map(str::to_owned), body.as_bytes().to_vec());
        error(
            &HttpReply { status, request_id: None, retry_after, file: None, body, pieces: None },
            1_751_943_969_000,
        )
    }

    #[test]
    fn the_issues_of_a_422_are_named_with_their_places() {
        let body = r#"{"detail":[{"loc":["body","phone_ids",0],"msg":"unknown phone","type":"value_error"},
                       {"loc":["body","name"],"msg":"field required","type":"value_error.missing"}]}"#;
        let error = refusal(422, None, body);
        assert_eq!(error.code, Code::Unprocessable);
        assert_eq!(
            error.message,
            "The server does not take what was sent (422): body.phone_ids.0 unknown phone; body.name field required."
        );
        assert!(error.issues.is_some_and(|issues| issues.starts_with('[')));
    }

    #[test]
    fn a_detail_in_words_is_handed_on_and_anything_else_is_let_be() {
        assert!(
            refusal(404, None, r#"{"detail":"Campaign not found"}"#)
                .message
                .ends_with(": Campaign not found.")
        );
        for body in ["", "<html>502</html>", r#"{"detail":7}"#, r#"{"detail":[{"msg":1}]}"#, "[]", "null"] {
            let error = refusal(502, None, body);
            assert_eq!((error.code, error.message.as_str()), (Code::ServerError, "The server failed (502)."));
        }
    }

    #[test]
    fn the_wait_asked_for_is_read_from_header_or_body() {
        let wait = |header, body| refusal(429, header, body).retry_after_ms;
        assert_eq!(wait(Some("7"), ""), Some(7_000));
        assert_eq!(wait(Some("Tue, 08 Jul 2025 03:06:19 GMT"), ""), Some(10_000));
        assert_eq!(wait(Some("Tue, 08 Jul 2025 03:06:00 GMT"), ""), Some(0));
        assert_eq!(wait(Some("soon"), ""), None);
        assert_eq!(wait(None, r#"{"retry_after":2.5}"#), Some(3_000));
        assert_eq!(wait(None, r#"{"retry_after":4}"#), Some(4_000));
        assert_eq!(wait(None, ""), None);
    }

    #[test]
    fn a_redirect_is_no_success_and_says_what_to_do() {
        assert!(refusal(307, None, "").message.contains("baseUrl"));
        assert_eq!(refusal(0, None, "").code, Code::Network);
    }
}
