//! How checked input goes onto the wire: as a query, or as a body.

use crate::shape::{Checked, Kind, Shaped};

/// The members as a query string. A list goes into one parameter, separated by commas; an empty list says nothing.
/// Only the members that are `wanted`, by their names.
pub fn query<Q: Shaped>(query: &Checked<Q>, wanted: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for member in query.members().filter(|member| wanted(member.field.name)) {
        let value = match member.field.kind {
            Kind::Commas(_) => member.texts().join(","),
            Kind::Text(_) => member.text().unwrap_or_default(),
            _ => member.json.into(),
        };
        if !value.is_empty() {
            pair(member.field.name, &value, &mut text);
        }
    }
    text
}

/// Adds one parameter to a query string.
pub fn pair(name: &str, value: &str, text: &mut String) {
    text.extend([if text.is_empty() { "" } else { "&" }, name, "="]);
    percent_encode(value, text);
}

/// The members as a JSON object: what the caller wrote, and the defaults of what was left out.
pub fn body<B: Shaped>(body: &Checked<B>) -> Vec<u8> {
    let shape = body.shape();
    let mut text = String::from("{");
    let mut put = |name: &str, json: &str| {
        text.push_str(if text.len() > 1 { ",\"" } else { "\"" });
        text.push_str(name);
        text.push_str("\":");
        text.push_str(json);
    };
    if let Some((tag, word)) = body.tag() {
        put(tag, &["\"", word, "\""].concat());
    }
    let mut given = 0u64;
    for member in body.members() {
        given |= 1 << member.place;
        put(member.field.name, member.json);
    }
    for (place, field) in shape.fields.iter().enumerate() {
        if let (0, Some(default)) = (given >> place & 1, field.default) {
            put(field.name, default);
        }
    }
    text.push('}');
    text.into_bytes()
}

/// Everything but RFC 3986's unreserved characters becomes `%XX`.
fn percent_encode(value: &str, text: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(byte as char),
            other => text.extend(['%', DIGITS[usize::from(other >> 4)], DIGITS[usize::from(other & 15)]]),
        }
    }
}
