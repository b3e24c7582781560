//! Scans strings, 16 bytes at a time, and decodes them only if needed.

use crate::{ErrorKind, Field, Format, ValidationError, scan::Scan, scan::Scanner, simd, unescape};

/// A scanned string.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// The raw text between the quotes.
    pub raw: &'a [u8],
    /// Whether it contains an escape.
    escaped: bool,
}

impl<'a> Scanner<'a> {
    /// Scans a string from its opening quote. With `read`, the string will be decoded, so unpaired surrogates are errors.
    #[inline(always)]
    pub(super) fn text(&mut self, read: bool) -> Scan<Text<'a>> {
        let start = self.at + 1;
        let end = simd::plain(self.bytes, start);
        if let Some(b'"') = self.bytes.get(end) {
            self.at = end + 1;
            return Ok(Text { raw: self.bytes.get(start..end).unwrap_or_default(), escaped: false });
        }
        self.at = end;
        self.text_with_escapes(start, read)
    }

    /// Like `text`, but not inlined: for callers that are not hot.
    #[inline(never)]
    pub(super) fn text_elsewhere(&mut self, read: bool) -> Scan<Text<'a>> {
        self.text(read)
    }

    /// Scans the rest of a string, from the first byte that is not plain.
    fn text_with_escapes(&mut self, start: usize, read: bool) -> Scan<Text<'a>> {
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => self.escape(read)?,
                Some(_) => return Err(self.syntax("no unescaped control character in a string")),
                None => return Err(ValidationError::new(ErrorKind::End, self.at)),
            }
            self.at = simd::plain(self.bytes, self.at);
        }
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        self.at += 1;
        Ok(Text { raw, escaped: true })
    }

    fn escape(&mut self, read: bool) -> Scan {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let start = self.at;
                let unit = self.unit()?;
                if !read || !(0xD800..=0xDFFF).contains(&unit) {
                    return Ok(());
                }
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                if unit < 0xDC00 && rest.len() < 2 && b"\\u".starts_with(rest) {
                    return Err(ValidationError::new(ErrorKind::End, self.bytes.len()));
                }
                let paired = unit < 0xDC00 && rest.starts_with(b"\\u");
                if !paired || !(0xDC00..=0xDFFF).contains(&self.unit()?) {
                    return Err(ValidationError::new(ErrorKind::Surrogate, start));
                }
            }
            Some(_) => {
                self.at += 1;
                return Err(self.syntax("a valid escape"));
            }
            None => return Err(ValidationError::new(ErrorKind::End, self.bytes.len())),
        }
        Ok(())
    }

    /// Scans the code unit of a `\uXXXX` escape.
    fn unit(&mut self) -> Scan<u32> {
        self.at += 2;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.bytes.get(self.at).and_then(|byte| (*byte as char).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.syntax("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(unit)
    }
}

impl<'a> Text<'a> {
    /// Returns the field with this key, and its index. Tries the field at `next` first, then all fields from the start.
    #[inline(always)]
    pub fn field(&self, fields: &'static [Field], next: usize) -> Option<(usize, &'static Field)> {
        if self.escaped {
            let key = self.to_text();
            return fields.iter().enumerate().find(|(_, field)| field.name == key);
        }
        if let Some(field) = fields.get(next)
            && same(field.name, self.raw)
        {
            return Some((next, field));
        }
        fields.iter().enumerate().find(|(_, field)| same(field.name, self.raw))
    }

    /// Like `field`, but not inlined: for callers that are not hot.
    #[inline(never)]
    pub fn field_elsewhere(&self, fields: &'static [Field], next: usize) -> Option<(usize, &'static Field)> {
        self.field(fields, next)
    }

    /// Returns whether the text has this format.
    pub fn fits(&self, format: Format) -> bool {
        if matches!(format, Format::Plain) {
            return true;
        }
        if self.escaped { format.fits(self.to_text().as_bytes()) } else { format.fits(self.raw) }
    }

    /// Returns the elements of a comma-separated text.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> {
        self.raw.split(|byte| *byte == b',')
    }

    /// Decodes the text.
    pub fn to_text(self) -> String {
        let text = std::str::from_utf8(self.raw).unwrap_or("\u{FFFD}");
        if self.escaped { unescape(text) } else { text.into() }
    }
}

/// Returns whether a key equals a name. Both are short, so a loop is faster than a call to `memcmp`.
#[inline(always)]
fn same(name: &str, key: &[u8]) -> bool {
    name.len() == key.len() && name.as_bytes().iter().zip(key).all(|(left, right)| left == right)
}
