//! Converts responses without a success status into errors.

use crate::{
    engine::{
        BYTE_ORDER_MARK, Credential, KEY_HEADER, Millis, ResponseHead,
        redact::{redact, redact_json},
    },
    error::{Code, Error},
    json,
    model::error_body::{ErrorBody, ValidationIssue},
    schema::{Digits, HasSchema, Object, Schema, elements, find_text, fits, members, split, split_once},
    timestamp::Timestamp,
};

/// How many characters of a server's message are repeated.
const LONGEST: usize = 500;

/// The upper bound for a wait that a server asks for: a year, in milliseconds.
const LONGEST_WAIT: Millis = 365 * 24 * 3_600_000;

/// Requests are never conditional, so only a misconfigured cache answers 304.
const NOT_MODIFIED: &str =
    "A cache in front of the server answered 304 (not modified). Configure it not to cache the API.";

/// Returns the error for a response without a success status. `now` is when it arrived.
pub fn error(reply: &ResponseHead, body: &[u8], now: Millis, credential: &Credential) -> Box<Error> {
    // `X-API-KEY` is the API's own credential. Any other header carries a token for an edge or a proxy.
    let has_key = credential.header == KEY_HEADER;
    let (code, words) = match reply.status {
        304 => return Error::new(Code::Network, NOT_MODIFIED),
        ..=399 => return redirect(reply.status),
        401 if has_key => (Code::Unauthorized, "The server rejected this API key"),
        401 => (Code::Unauthorized, "The server rejected the token that `auth` returned"),
        403 if has_key => (Code::Forbidden, "This API key has no permission for this"),
        403 => (Code::Forbidden, "The token that `auth` returned has no permission for this"),
        404 => (Code::NotFound, "There is no such resource in this workspace"),
        408 => (Code::Timeout, "The server timed out waiting for the request"),
        409 => (Code::Conflict, "The resource's state does not allow this"),
        429 => (Code::RateLimited, "Too many requests"),
        500.. => (Code::ServerError, "The server failed"),
        _ => (Code::Unprocessable, "The server rejected the request"),
    };
    let mut message = String::from_iter([words, " (", &reply.status.digits(), ")"]);
    let said = Said::read(body, &credential.value);
    if !said.words.is_empty() {
        message.extend([": ", &said.words]);
    }
    if !matches!(message.as_bytes().last(), Some(b'.' | b'!' | b'?')) {
        message.push('.');
    }
    let mut error = Error::new(code, message);
    error.issues = said.issues;
    error.server_code = said.code;
    let header = reply.retry_after.as_deref();
    error.retry_after_ms =
        header.and_then(|header| retry_after(header, reply.date.as_deref(), now)).or(said.retry_after);
    error
}

/// The error for a response that came by a redirect, although `fetch` must not follow any.
#[cold]
pub fn redirected() -> Box<Error> {
    Error::new(
        Code::Network,
        "`fetch` followed a redirect, whose reply is ignored. Set `baseUrl` to the API's own URL.",
    )
}

#[cold]
fn redirect(status: u16) -> Box<Error> {
    let mut message = String::from("The server redirected this request to another URL");
    // A browser hides the status.
    if status > 0 {
        message.extend([" (", &status.digits(), ")"]);
    }
    message.push_str(". The key is not sent there: set `baseUrl` to that URL.");
    Error::new(Code::Network, message)
}

/// The contents of an error body.
#[derive(Default)]
struct Said {
    /// The message: bounded, on one line, without the credential.
    words: String,
    /// The issues of a 422, as a JSON array.
    issues: Option<String>,
    /// The server's error code.
    code: Option<String>,
    /// How long to wait, in milliseconds.
    retry_after: Option<Millis>,
}

impl Said {
    fn read(body: &[u8], credential: &str) -> Self {
        let mut said = Self::raw(body, credential);
        said.words = short(redact(said.words, credential));
        said
    }

    /// Reads a body without redacting its message.
    fn raw(body: &[u8], credential: &str) -> Self {
        let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body).trim_ascii();
        let mut said = Self::default();
        if !fits(body, &ErrorBody::SCHEMA) {
            let Ok(text) = std::str::from_utf8(body) else { return said };
            let is_json = fits(body, &Schema::Any);
            // Skip web pages and truncated JSON: neither makes a readable message.
            if is_json || !matches!(body.first(), Some(b'<' | b'{' | b'[' | b'"')) {
                said.words = if is_json { json::text(text).unwrap_or_default() } else { text.into() };
            }
            return said;
        }
        for member in Object::new(body, &ErrorBody::SCHEMA).members() {
            match member.field.name {
                ErrorBody::RETRY_AFTER => {
                    said.retry_after = seconds(json::text(member.json).as_deref().unwrap_or(member.json));
                }
                ErrorBody::CODE => said.code = code(member.json, credential),
                ErrorBody::DETAIL if fits(member.json.as_bytes(), &<Vec<ValidationIssue>>::SCHEMA) => {
                    said.words = list(member.json);
                    said.issues = redact_json(member.json, credential);
                }
                // Use the first member that has a message.
                _ if said.words.trim_ascii().is_empty() => {
                    said.words = words(member.json).unwrap_or_default();
                }
                _ => {}
            }
        }
        said
    }
}

/// Reads a server's error code: a string or a number.
fn code(json: &str, credential: &str) -> Option<String> {
    let number = || json.bytes().all(|byte| byte.is_ascii_digit()).then(|| json.into());
    json::text(json).or_else(number).map(|code| short(redact(code, credential)))
}

/// Returns a string's text, or the message in an object. A list, or an object without a message, is returned as JSON.
fn words(json: &str) -> Option<String> {
    let inner = match json.as_bytes() {
        [b'[', ..] => None,
        [b'{', ..] => ["message", "msg", "detail", "error"].iter().find_map(|name| find_text(json, name)),
        _ => return json::text(json),
    };
    Some(inner.map_or_else(|| json.into(), crate::schema::unescape))
}

/// Shortens a foreign text to `LONGEST` characters on one line, without invisible characters.
pub fn short(text: String) -> String {
    let mut cut = String::new();
    for (place, character) in text.trim_ascii().chars().enumerate() {
        if place == LONGEST {
            cut.push('…');
            break;
        }
        match character {
            character if is_invisible(character) => {
                if !cut.ends_with(' ') {
                    cut.push(' ');
                }
            }
            character => cut.push(character),
        }
    }
    cut
}

/// Whether a character is invisible but affects how text is shown: a control character, or one for the direction of writing.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// Describes the issues of a 422: `body.phone_ids.0 is no phone; …`.
fn list(issues: &str) -> String {
    let mut words = String::new();
    for issue in elements(issues) {
        let (mut place, mut problem) = (String::new(), String::new());
        for member in members(issue, ValidationIssue::OBJECT) {
            match member.field.name {
                ValidationIssue::LOC => {
                    for step in elements(member.json) {
                        place.push_str(if place.is_empty() { "" } else { "." });
                        place.push_str(json::text(step).as_deref().unwrap_or(step));
                    }
                }
                ValidationIssue::MSG => problem = member.text().unwrap_or_default(),
                _ => {}
            }
        }
        let gap = if place.is_empty() { "" } else { " " };
        words.extend([if words.is_empty() { "" } else { "; " }, &place, gap, &problem]);
    }
    words
}

/// Parses the wait that a `Retry-After` header asks for: seconds, or a date by the server's own clock. If a proxy has merged
/// several values into one header, the longest counts.
fn retry_after(header: &str, date: Option<&str>, now: Millis) -> Option<Millis> {
    let instant = |text: &str| Millis::try_from(Timestamp::parse_http(text.as_bytes(), now)?.0).ok();
    let from = date.and_then(instant).unwrap_or(now);
    let span = |at: Millis| at.saturating_sub(from).min(LONGEST_WAIT);
    // This also splits a date after its weekday, which the parser does not need.
    split(header, b',')
        .filter_map(|part| seconds(part.trim_ascii()).or_else(|| instant(part).map(span)))
        .max()
}

/// Parses a number of seconds, also one in a string, and returns milliseconds. Rounds up to whole seconds, so that no retry is too early.
fn seconds(number: &str) -> Option<Millis> {
    let (whole, fraction) = split_once(number, b'.').unwrap_or((number, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A number that is too large for the type saturates.
    let seconds = whole.bytes().fold(0, |seconds: Millis, digit| {
        seconds.saturating_mul(10).saturating_add(Millis::from(digit - b'0'))
    });
    let seconds = seconds.saturating_add(Millis::from(!fraction.is_empty()));
    Some(seconds.saturating_mul(1_000).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_751_943_969_000;
    const KEY: &str = "e91772ccb5e6";
    const A_YEAR: Millis = 31_536_000_000;

    fn key() -> Credential {
        Credential { header: KEY_HEADER.into(), value: String::from(KEY).into() }
    }

    fn head(status: u16) -> ResponseHead {
        ResponseHead { status, ..ResponseHead::default() }
    }

    fn refusal(status: u16, body: &str) -> Box<Error> {
        error(&head(status), body.as_bytes(), NOW, &key())
    }

    fn wait(header: &str, date: Option<&str>) -> Option<Millis> {
        let mut reply = head(429);
        (reply.retry_after, reply.date) = (Some(header.into()), date.map(Into::into));
        error(&reply, b"", NOW, &key()).retry_after_ms
    }

    #[test]
    fn the_issues_of_a_422_are_named_with_their_places() {
        let body = r#"{"detail":[{"loc":["body","phone_ids",0],"msg":"unknown phone","type":"value_error"},
                       {"loc":["body","name"],"msg":"field required","type":"value_error.missing"}]}"#;
        let error = refusal(422, body);
        assert_eq!(error.code, Code::Unprocessable);
        assert_eq!(
            error.message,
            "The server rejected the request (422): body.phone_ids.0 unknown phone; body.name field required."
        );
        assert!(error.issues.is_some_and(|issues| issues.starts_with('[')));
    }

    #[test]
    fn a_wait_in_the_body_is_kept_to_as_a_number_or_a_string() {
        for wait in ["30", "\"30\"", "29.5"] {
            let error = refusal(429, &["{\"detail\":\"Quota used up\",\"retry_after\":", wait, "}"].concat());
            assert_eq!(error.retry_after_ms, Some(30_000), "{wait}");
            assert!(error.message.contains("Quota used up"), "{}", error.message);
        }
        for wait in ["\"soon\"", "null", "{}", "true"] {
            let error = refusal(429, &["{\"detail\":\"Quota used up\",\"retry_after\":", wait, "}"].concat());
            assert_eq!(error.retry_after_ms, None, "{wait}");
            assert!(error.message.contains("Quota used up"), "{}", error.message);
        }
    }

    #[test]
    fn the_words_of_a_refusal_are_in_the_message_whatever_form_they_have() {
        for (body, words) in [
            (r#"{"detail":"Campaign not found"}"#, ": Campaign not found."),
            (r#"{"message":"No quota left!"}"#, ": No quota left!"),
            (r#"{"error":"expired"}"#, ": expired."),
            (r#"{"error":{"code":7,"message":"expired"}}"#, ": expired."),
            (r#"{"detail":{"msg":"No \u0022quota\u0022"}}"#, r#": No "quota"."#),
            (r#"{"detail":{"code":7}}"#, r#": {"code":7}."#),
            (r#"{"detail":null,"message":"expired"}"#, ": expired."),
            (r#"{"detail":" ","message":"expired"}"#, ": expired."),
            (r#"{"detail":"expired","message":"Unauthorized"}"#, ": expired."),
            (r#"{"message":"Unauthorized","error":"expired"}"#, ": Unauthorized."),
            (r#"{"detail":["Phone 1 is busy"]}"#, r#": ["Phone 1 is busy"]."#),
            (r#"{"detail":[{"loc":["body","name"],"msg":"too long"}]}"#, ": body.name too long."),
            (r#"{"detail":[{"loc":null,"msg":"a"},{"msg":"b","type":null}]}"#, ": a; b."),
            (r#"{"detail":[{"msg":1}]}"#, r#": [{"msg":1}]."#),
            (r#"{"detail":[{"loc":[],"type":"missing"}]}"#, r#": [{"loc":[],"type":"missing"}]."#),
            (r#""expired""#, ": expired."),
            ("\u{feff}{\"detail\":\"with a mark\"}", ": with a mark."),
            ("upstream connect error\nor reset\t\u{202e}here\r\n", ": upstream connect error or reset here."),
        ] {
            let message = refusal(503, body).message;
            assert_eq!(message, ["The server failed (503)", words].concat(), "{body}");
        }
    }

    #[test]
    fn a_body_without_words_adds_nothing() {
        for body in
            ["", " ", "<html>502</html>", r#"{"detail":7}"#, r#"{"detail":[]}"#, "[]", "null", "{\"de"]
        {
            let error = refusal(502, body);
            assert_eq!(
                (error.code, error.message.as_str()),
                (Code::ServerError, "The server failed (502)."),
                "{body}"
            );
        }
    }

    #[test]
    fn the_words_are_bounded_and_have_no_credential_in_them() {
        let long = refusal(500, &"x".repeat(60_000)).message;
        assert!(long.len() < 600 && long.contains('…'), "{}", long.len());
        for body in [
            r#"{"detail":"key e91772ccb5e6"}"#,
            r#"{"detail":"key \u0065\u00391772ccb5e6"}"#,
            r#"{"detail":{"key":"e91772ccb5\u00656"}}"#,
            r#"{"detail":["key \u0065\u00391772ccb5e6"]}"#,
            r#"{"error":{"message":"%6591772ccb5e6"}}"#,
            "no such key: ZTkxNzcyY2NiNWU2",
        ] {
            let message = refusal(401, body).message;
            assert!(message.contains("***"), "{message}");
        }
        let issue =
            r#"{"detail":[{"loc":["header","e91772ccb5\u00656"],"msg":"x\/e91772ccb5e6","type":"t"}]}"#;
        let error = refusal(422, issue);
        assert_eq!(error.issues.as_deref(), Some(r#"[{"loc":["header","***"],"msg":"x/***","type":"t"}]"#));
        assert!(error.message.ends_with("header.*** x/***."), "{}", error.message);
    }

    #[test]
    fn the_servers_own_code_is_kept() {
        for (body, code) in [
            (r#"{"detail":"The token is over.","code":"token_expired"}"#, Some("token_expired")),
            (r#"{"code":4011}"#, Some("4011")),
            (r#"{"code":{"a":1}}"#, None),
            (r#"{"code":"e91772ccb5e6"}"#, Some("***")),
            ("", None),
        ] {
            assert_eq!(refusal(401, body).server_code.as_deref(), code, "{body}");
        }
    }

    #[test]
    fn a_refused_token_is_not_called_a_key() {
        let token = Credential { header: "Authorization".into(), value: String::from("Bearer abc").into() };
        for status in [401, 403] {
            let message = error(&head(status), b"", NOW, &token).message;
            assert!(message.contains("token") && !message.contains("key"), "{message}");
            assert!(refusal(status, "").message.contains("API key"));
        }
    }

    #[test]
    fn the_wait_asked_for_is_read_from_header_or_body() {
        for (header, expected) in [
            ("7", Some(7_000)),
            (" 7 ", Some(7_000)),
            ("0", Some(0)),
            ("2.5", Some(3_000)),
            ("120, 240", Some(240_000)),
            ("Tue, 08 Jul 2025 03:06:19 GMT", Some(10_000)),
            ("Tuesday, 08-Jul-25 03:06:19 GMT", Some(10_000)),
            ("Tue Jul  8 03:06:19 2025", Some(10_000)),
            ("Tue, 08 Jul 2025 03:06:19 GMT, Tue, 08 Jul 2025 03:06:29 GMT", Some(20_000)),
            ("Tue, 08 Jul 2025 03:06:00 GMT", Some(0)),
            ("99999999999999999999999", Some(A_YEAR)),
            ("Tue, 08 Jul 9999 03:06:19 GMT", Some(A_YEAR)),
            ("31536000", Some(A_YEAR)),
            ("31535999", Some(A_YEAR - 1_000)),
            ("soon", None),
            ("-5", None),
            ("1e9", None),
            ("NaN", None),
            (".5", None),
            ("", None),
        ] {
            assert_eq!(wait(header, None), expected, "{header}");
        }
        let body = |body| refusal(429, body).retry_after_ms;
        assert_eq!(body(r#"{"retry_after":2.5}"#), Some(3_000));
        assert_eq!(body(r#"{"retry_after":4}"#), Some(4_000));
        assert_eq!(body(r#"{"retry_after":-4}"#), None);
        assert_eq!(body(""), None);
    }

    #[test]
    fn a_date_to_wait_for_is_by_the_servers_own_clock() {
        // The server is an hour ahead of this machine.
        let date = Some("Tue, 08 Jul 2025 04:06:09 GMT");
        assert_eq!(wait("Tue, 08 Jul 2025 04:06:19 GMT", date), Some(10_000));
        assert_eq!(wait("Tue, 08 Jul 2025 04:06:00 GMT", date), Some(0));
        assert_eq!(wait("Tue, 08 Jul 2025 03:06:19 GMT", Some("yesterday")), Some(10_000));
        assert_eq!(wait("10", date), Some(10_000));
    }

    #[test]
    fn a_redirect_is_no_success_and_says_what_to_do() {
        let seen = refusal(307, "");
        assert_eq!(seen.code, Code::Network);
        assert!(seen.message.contains("(307)") && seen.message.contains("baseUrl"), "{}", seen.message);
        let hidden = refusal(0, "");
        assert_eq!(hidden.code, Code::Network);
        assert!(!hidden.message.contains('0') && hidden.message.contains("baseUrl"), "{}", hidden.message);
    }
}
