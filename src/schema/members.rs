//! The members of a checked object, each with its own stretch of the text.

use crate::{Field, ObjectSchema, scan::Scanner, scan::Strictness};

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The field it fills.
    pub field: &'static Field,
    /// That field's place in the schema's table.
    pub place: usize,
    /// Its value, as JSON.
    pub json: &'a str,
}

impl<'a> Member<'a> {
    /// The value's characters where it is a string.
    pub fn text(&self) -> Option<String> {
        text(self.json)
    }

    /// The elements' characters where it is an array of strings; a string counts as one element.
    pub fn texts(&self) -> Vec<String> {
        match self.text() {
            Some(text) => vec![text],
            None => elements(self.json).filter_map(text).collect(),
        }
    }

    /// Whether the value is `null`, which says the same as leaving the member out.
    pub fn is_null(&self) -> bool {
        self.json == "null"
    }
}

/// The known members of an object, in the order of the text. Ends early where the text does not fit the schema.
pub fn members<'a>(text: &'a str, object: &'static ObjectSchema) -> impl Iterator<Item = Member<'a>> {
    let mut scanner = Scanner::new(text.as_bytes(), Strictness::Reply);
    let mut next = 0;
    if scanner.token() == Some(b'{') {
        scanner.at += 1;
    }
    std::iter::from_fn(move || next_member(text, &mut scanner, object, &mut next))
}

/// The next member that the schema knows. Out of line: one copy of the scanner is enough for all who read members.
#[inline(never)]
fn next_member<'a>(
    text: &'a str,
    scanner: &mut Scanner<'a>,
    object: &'static ObjectSchema,
    next: &mut usize,
) -> Option<Member<'a>> {
    while scanner.token() == Some(b'"') {
        let key = scanner.text(false).ok()?;
        scanner.expect(b':', "").ok()?;
        scanner.token();
        let start = scanner.at;
        scanner.skip(false).ok()?;
        let json = text.get(start..scanner.at)?;
        if scanner.token() == Some(b',') {
            scanner.at += 1;
        }
        if let Some((place, field)) = key.field(object.fields, *next) {
            *next = place + 1;
            return Some(Member { field, place, json });
        }
    }
    None
}

/// The elements of a checked array, each with its own stretch of the text.
pub fn elements(json: &str) -> impl Iterator<Item = &str> {
    let mut scanner = Scanner::new(json.as_bytes(), Strictness::Reply);
    let is_array = scanner.token() == Some(b'[');
    std::iter::from_fn(move || {
        scanner.at += 1;
        if !is_array || scanner.token()? == b']' {
            return None;
        }
        let start = scanner.at;
        scanner.skip(false).ok()?;
        let element = json.get(start..scanner.at);
        scanner.token();
        element
    })
}

/// The entries of a checked object with any keys: what stands between the key's quotes, and the value's own stretch of the
/// text.
pub fn entries(json: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut scanner = Scanner::new(json.as_bytes(), Strictness::Reply);
    if scanner.token() == Some(b'{') {
        scanner.at += 1;
    }
    std::iter::from_fn(move || {
        if scanner.token() != Some(b'"') {
            return None;
        }
        let key = std::str::from_utf8(scanner.text(false).ok()?.raw).ok()?;
        scanner.expect(b':', "").ok()?;
        scanner.token();
        let start = scanner.at;
        scanner.skip(false).ok()?;
        let value = json.get(start..scanner.at)?;
        if scanner.token() == Some(b',') {
            scanner.at += 1;
        }
        Some((key, value))
    })
}

/// What stands between the quotes of the string at a key of a checked object.
pub fn find_text<'a>(json: &'a str, name: &'static str) -> Option<&'a str> {
    let raw = Scanner::new(json.as_bytes(), Strictness::Reply).find_text(name).ok()??;
    std::str::from_utf8(raw).ok()
}

/// The characters of a JSON string.
fn text(json: &str) -> Option<String> {
    Some(super::unescape(json.strip_prefix('"')?.strip_suffix('"')?))
}
