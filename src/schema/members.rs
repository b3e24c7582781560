//! Iterates over validated objects and arrays without copying: each value is a slice of the text.

use crate::{Field, ObjectSchema, scan::Scanner, scan::Strictness, text::Text};

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its field in the schema.
    pub field: &'static Field,
    /// The index of the field in the schema.
    pub place: usize,
    /// Its value as JSON.
    pub json: &'a str,
}

impl<'a> Member<'a> {
    /// Returns the decoded value, if it is a string.
    #[inline]
    pub fn text(&self) -> Option<String> {
        text(self.json)
    }

    /// Returns the decoded elements, if it is an array of strings. A string counts as one element.
    #[inline]
    pub fn texts(&self) -> Vec<String> {
        match self.text() {
            Some(text) => vec![text],
            None => elements(self.json).filter_map(text).collect(),
        }
    }

    /// Returns whether the value is `null`, which means the same as leaving the member out.
    pub fn is_null(&self) -> bool {
        self.json == "null"
    }
}

/// Iterates over an object's known members in the order of the text. Ends early if the text does not fit the schema.
#[inline]
pub fn members<'a>(text: &'a str, object: &'static ObjectSchema) -> impl Iterator<Item = Member<'a>> {
    let mut scanner = Scanner::new(text.as_bytes(), Strictness::Reply);
    let mut next = 0;
    if scanner.token() == Some(b'{') {
        scanner.at += 1;
    }
    std::iter::from_fn(move || next_member(text, &mut scanner, object, &mut next))
}

/// Returns the next member that the schema knows.
#[inline]
fn next_member<'a>(
    text: &'a str,
    scanner: &mut Scanner<'a>,
    object: &'static ObjectSchema,
    next: &mut usize,
) -> Option<Member<'a>> {
    loop {
        let (key, json) = next_entry(text, scanner)?;
        if let Some((place, field)) = key.field_elsewhere(object.fields, *next) {
            *next = place + 1;
            return Some(Member { field, place, json });
        }
    }
}

/// Returns the next key and its value as JSON.
#[inline(never)]
fn next_entry<'a>(text: &'a str, scanner: &mut Scanner<'a>) -> Option<(Text<'a>, &'a str)> {
    if scanner.token() != Some(b'"') {
        return None;
    }
    let key = scanner.text_elsewhere(false).ok()?;
    scanner.expect(b':', "").ok()?;
    scanner.token();
    let start = scanner.at;
    scanner.skip(false).ok()?;
    let value = text.get(start..scanner.at)?;
    if scanner.token() == Some(b',') {
        scanner.at += 1;
    }
    Some((key, value))
}

/// Iterates over the elements of a validated array, each as JSON.
#[inline]
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

/// Iterates over the entries of a validated object with any keys: the raw key without its quotes, and the value as JSON.
#[inline]
pub fn entries(json: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut scanner = Scanner::new(json.as_bytes(), Strictness::Reply);
    if scanner.token() == Some(b'{') {
        scanner.at += 1;
    }
    std::iter::from_fn(move || {
        let (key, value) = next_entry(json, &mut scanner)?;
        Some((std::str::from_utf8(key.raw).ok()?, value))
    })
}

/// Returns a member's raw string value without its quotes. The text need not be valid or complete after it.
#[inline]
pub fn find_text<'a>(json: &'a (impl AsRef<[u8]> + ?Sized), name: &'static str) -> Option<&'a str> {
    let raw = Scanner::new(json.as_ref(), Strictness::Reply).find_text(name).ok()??;
    std::str::from_utf8(raw).ok()
}

/// Decodes a JSON string. Returns `None` if the value is not a string.
pub fn text(json: &str) -> Option<String> {
    Some(super::unescape(json.strip_prefix('"')?.strip_suffix('"')?))
}
