//! Decodes and re-encodes queries.

use seax_dialer::api::encode;

use crate::{
    operation::OperationSummary,
    refusal::{Refusal, Result},
};

/// Returns the same parameters, encoded as the client encodes them.
///
/// # Errors
/// 400 for a parameter that the operation does not have, and for an ambiguous query; 414 for a query that is too long.
pub fn rebuild(query: &str, longest: u64, operation: &OperationSummary) -> Result<String> {
    if query.len() as u64 > longest {
        return Err(Refusal::new(414, "query_too_long", "The query is longer than this edge allows."));
    }
    let (mut rebuilt, mut names) = (String::new(), Vec::new());
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if !is_name(name) {
            return Err(Refusal::bad_request(
                "The name of a query parameter must be letters, digits and `_`.",
            ));
        }
        if !operation.takes(name) {
            return Err(Refusal::bad_request(
                ["`", operation.name, "` has no parameter `", name, "`."].concat(),
            ));
        }
        if names.contains(&name) {
            return Err(Refusal::bad_request(["The parameter `", name, "` occurs twice."].concat()));
        }
        names.push(name);
        let value = decode(value).ok_or_else(|| {
            Refusal::bad_request(
                ["The value of `", name, "` is not percent-encoded UTF-8, or has control characters."]
                    .concat(),
            )
        })?;
        encode::pair(name, &value, &mut rebuilt);
    }
    Ok(rebuilt)
}

fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Decodes a parameter's value. Returns `None` unless it is UTF-8 without control characters.
fn decode(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::OPERATIONS;

    fn rebuilt(query: &str) -> Result<String> {
        rebuild(query, 100, OperationSummary::named("contacts.list").expect("an operation"))
    }

    #[test]
    fn parameters_are_encoded_again() {
        assert_eq!(rebuilt("").as_deref(), Ok(""));
        assert_eq!(rebuilt("limit=0&keyword=a+b%20c").as_deref(), Ok("limit=0&keyword=a%20b%20c"));
        assert_eq!(
            rebuilt("keyword=%E6%82%A8&order_by=a:asc").as_deref(),
            Ok("keyword=%E6%82%A8&order_by=a%3Aasc")
        );
        assert_eq!(rebuilt("keyword=a%26limit%3D9").as_deref(), Ok("keyword=a%26limit%3D9"));
        assert_eq!(rebuilt("keyword=a=b?/../#").as_deref(), Ok("keyword=a%3Db%3F%2F..%2F%23"));
    }

    #[test]
    fn a_parameter_that_the_operation_does_not_have_is_refused() {
        for query in ["workspace_id=z", "api_key=abc", "__proto__=1", "Limit=0", "limit=0&x=2", "a"] {
            assert_eq!(rebuilt(query).unwrap_err().status, 400, "{query}");
        }
        for operation in &OPERATIONS {
            assert!(rebuild("", 100, operation).is_ok());
            assert_eq!(rebuild("x=1", 100, operation).unwrap_err().status, 400, "{}", operation.name);
            let is_list = rebuild("limit=0&offset=5", 100, operation).is_ok();
            assert_eq!(is_list, rebuild("limit=0", 100, operation).is_ok(), "{}", operation.name);
        }
    }

    #[test]
    fn a_query_that_could_be_read_in_two_ways_is_refused() {
        for query in [
            "limit=1&limit=2",
            "a%3Db=1",
            "a[]=1",
            "=1",
            "a=%",
            "a=%4",
            "a=%zz",
            "a=%FF",
            "a=%0d%0aX-A:1",
            "a=%00",
        ] {
            assert_eq!(rebuilt(query).unwrap_err().status, 400, "{query}");
        }
        assert_eq!(rebuilt(&"a".repeat(101)).unwrap_err().status, 414);
    }
}
