//! Encodes validated input as a query string or a JSON body.

use crate::{
    json::{self, Writer},
    schema::{Object, Schema, elements},
};

/// Encodes an object as a query string. A list becomes one comma-separated parameter; an empty list is left out.
/// Encodes only the members whose names are `wanted`.
pub fn query(query: &Object<'_>, wanted: fn(&str) -> bool) -> String {
    let mut text = String::new();
    for member in query.members().filter(|member| wanted(member.field.name)) {
        let value = match member.field.schema {
            Schema::CommaSeparated(_) if member.json.starts_with('[') => commas(member.json),
            Schema::CommaSeparated(_) | Schema::Text(_) => member.text().unwrap_or_default(),
            _ => member.json.into(),
        };
        if !value.is_empty() {
            pair(member.field.name, &value, &mut text);
        }
    }
    text
}

/// Joins the strings of an array.
fn commas(list: &str) -> String {
    let mut joined = String::new();
    for word in elements(list).filter_map(json::text) {
        joined.extend([if joined.is_empty() { "" } else { "," }, &word]);
    }
    joined
}

/// Appends a parameter to a query string.
pub fn pair(name: &str, value: &str, text: &mut String) {
    text.extend([if text.is_empty() { "" } else { "&" }, name, "="]);
    percent_encode(value, text);
}

/// Encodes an object as JSON, with defaults for the members left out.
pub fn body(body: &Object<'_>) -> Vec<u8> {
    let mut json = String::new();
    let mut writer = Writer::new(&mut json);
    if let Some((tag, word)) = body.tag {
        writer.text(tag, word);
    }
    let mut given = 0u64;
    for member in body.members() {
        given |= 1 << member.place;
        writer.raw(member.field.name, member.json);
    }
    for (place, field) in body.object.fields.iter().enumerate() {
        if let (0, Some(default)) = (given >> place & 1, field.default) {
            writer.raw(field.name, default);
        }
    }
    writer.end();
    json.into_bytes()
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn percent_encode(value: &str, text: &mut String) {
    let digit = |half: u8| (if half < 10 { b'0' + half } else { b'A' + half - 10 }) as char;
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(byte as char),
            other => text.extend(['%', digit(other >> 4), digit(other & 15)]),
        }
    }
}
