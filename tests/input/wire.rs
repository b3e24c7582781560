//! The encoding of queries: one parameter per field, percent-encoded.

use std::collections::BTreeMap;

use proptest::{prop_assert, prop_assert_eq, string::string_regex};
use seax_dialer::{
    api::{contacts, phones},
    model::contact::ContactQuery,
    schema::Checked,
};
use serde_json::json;

use crate::{properties::holds, taken};

/// Decodes the parameters of a query by the rules of RFC 3986.
fn parameters(query: &str) -> BTreeMap<String, String> {
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            match byte {
                b'%' => {
                    let digits: Vec<u8> = rest.by_ref().take(2).collect();
                    let digits = std::str::from_utf8(&digits).expect("digits are ASCII");
                    bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits"));
                }
                byte => bytes.push(byte),
            }
        }
        String::from_utf8(bytes).expect("what was encoded was UTF-8")
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

#[test]
fn any_text_travels_whole_and_in_unreserved_characters() {
    holds(2_000, string_regex("\\PC{0,24}|[\\x00-\\xff]{0,24}").expect("a pattern"), |keyword| {
        let query: Checked<ContactQuery> = taken(&json!({"keyword": keyword, "limit": 7}).to_string());
        let query = contacts::list(&query).request.query;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%&=".contains(&byte);
        prop_assert!(query.bytes().all(plain), "{query}");
        let sent = parameters(&query);
        // An empty parameter is omitted, since it filters nothing.
        let expected = Some(keyword).filter(|keyword| !keyword.is_empty());
        prop_assert_eq!(sent.get("keyword").cloned(), expected);
        prop_assert_eq!(sent.get("limit").map(String::as_str), Some("7"));
        Ok(())
    });
}

#[test]
fn a_list_is_one_parameter_whether_written_as_an_array_or_ready() {
    let query = |text: &str| contacts::list(&taken(text)).request.query;
    let array = query(r#"{"exclude_labels": ["DNC", "50% & more"], "order_by": ["name:asc"]}"#);
    assert_eq!(array, "exclude_labels=DNC%2C50%25%20%26%20more&order_by=name%3Aasc");
    assert_eq!(query(r#"{"exclude_labels": "DNC,50% & more", "order_by": "name:asc"}"#), array);
}

#[test]
fn what_says_nothing_is_not_sent() {
    let query = r#"{"keyword": "", "exclude_labels": [], "order_by": "", "phone_only": false}"#;
    assert_eq!(contacts::list(&taken(query)).request.query, "phone_only=false");
    assert_eq!(phones::list(&taken("{}")).request.query, "");
}
