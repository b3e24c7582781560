//! The members of a checked object, each with its own stretch of the text.

use crate::shape::{Field, Shape, scan::Manner, scan::Scanner};

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// The field it fills.
    pub field: &'static Field,
    /// That field's place in the shape's table.
    pub place: usize,
    /// Its value, as JSON.
    pub json: &'a str,
}

impl<'a> Member<'a> {
    /// The value's characters where it is a string.
    pub fn text(&self) -> Option<String> {
        Some(super::unescape(self.json.strip_prefix('"')?.strip_suffix('"')?))
    }

    /// The elements' characters where it is an array of strings; a string counts as one element.
    pub fn texts(&self) -> Vec<String> {
        let mut scanner = Scanner::new(self.json.as_bytes(), Manner::Reply);
        let mut texts = Vec::new();
        while let Some(byte) = scanner.token() {
            match byte {
                b'"' => match scanner.text(false) {
                    Ok(text) => texts.push(text.to_text()),
                    Err(_) => break,
                },
                _ => scanner.at += 1,
            }
        }
        texts
    }

    /// Whether the value is `null`, which says the same as leaving the member out.
    pub fn is_null(&self) -> bool {
        self.json == "null"
    }
}

/// The known members of an object, in the order of the text. Ends early where the text does not fit the shape.
pub fn members<'a>(text: &'a str, shape: &'static Shape) -> impl Iterator<Item = Member<'a>> {
    let mut scanner = Scanner::new(text.as_bytes(), Manner::Reply);
    let mut next = 0;
    if scanner.token() == Some(b'{') {
        scanner.at += 1;
    }
    std::iter::from_fn(move || {
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
            if let Some(index) = key.position(shape.fields, next) {
                next = index + 1;
                return Some(Member { field: shape.fields.get(index)?, place: index, json });
            }
        }
        None
    })
}
