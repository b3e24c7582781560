//! The scanner: validates text against a schema in one pass.

use crate::{
    ErrorKind, Field, Format, ObjectSchema, PathSegment, Schema, Union, ValidationError, select::Chosen,
};

/// The result of scanning a part of the text. The error is boxed to keep the success path small.
pub(super) type Scan<T = ()> = Result<T, Box<ValidationError>>;

/// How strictly to validate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// For replies: unknown members are skipped, and strings may have any format.
    Reply,
    /// For callers' input: unknown members are errors, and strings must have their format.
    Input,
    /// Like `Input`, but unknown enumeration values are accepted, because the API may have added them.
    OpenInput,
}

impl Strictness {
    /// Returns the format to enforce where the schema has `format`.
    fn format(self, format: Format) -> Format {
        match (self, format) {
            (Strictness::Reply, _) => Format::Plain,
            (Strictness::OpenInput, Format::OneOf(_)) => Format::Word,
            (_, format) => format,
        }
    }
}

/// The bit for a union's tag in the set of members seen. The fields use the lower bits.
const TAG: u64 = 1 << 63;

/// A position in a text, and how to scan it.
#[derive(Clone)]
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) strictness: Strictness,
    /// The members whose positions to record.
    chosen: Chosen,
}

/// Validates that `bytes` are a single JSON value of this schema. Does not check that strings are UTF-8; decoding does.
pub(super) fn scan(bytes: &[u8], schema: &'static Schema, strictness: Strictness) -> Scan {
    Scanner::new(bytes, strictness).whole(schema)
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8], strictness: Strictness) -> Self {
        Self { bytes, at: 0, strictness, chosen: Chosen::default() }
    }

    /// Creates a scanner that starts inside a server's text and records the chosen members.
    pub(super) fn choosing(bytes: &'a [u8], at: usize, chosen: Chosen) -> Self {
        Self { bytes, at, strictness: Strictness::Reply, chosen }
    }

    /// Scans the whole text as a single value of this schema.
    pub(super) fn whole(&mut self, schema: &'static Schema) -> Scan {
        self.value(schema)?;
        match self.token() {
            None => Ok(()),
            Some(_) => Err(self.syntax("the end of the text")),
        }
    }

    /// Returns what was recorded.
    pub(super) fn chosen(self) -> Chosen {
        self.chosen
    }

    /// Returns the next byte that is not white space, without consuming it.
    #[inline(always)]
    pub(super) fn token(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Consumes `byte`, which must be the next token. `words` name it in the error.
    #[inline(always)]
    pub(super) fn expect(&mut self, byte: u8, words: &'static str) -> Scan {
        if self.token() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.syntax(words))
    }

    /// Consumes a literal whose first byte has been seen.
    pub(super) fn literal(&mut self, literal: &'static str) -> Scan {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(literal.as_bytes()) {
            self.at += literal.len();
            return Ok(());
        }
        if literal.as_bytes().starts_with(rest) {
            self.at = self.bytes.len();
        }
        Err(self.syntax(literal))
    }

    /// Scans a value of this schema.
    pub(super) fn value(&mut self, schema: &'static Schema) -> Scan {
        match (schema, self.token()) {
            (Schema::Object(object), Some(b'{')) => self.object(object, ""),
            (Schema::Text(format), Some(b'"')) => {
                let start = self.at;
                let text = self.text(true)?;
                let format = self.strictness.format(*format);
                if text.fits(format) { Ok(()) } else { Err(misformed(&text.to_text(), format, start)) }
            }
            (Schema::Bool, Some(b't')) => self.literal("true"),
            (Schema::Bool, Some(b'f')) => self.literal("false"),
            (Schema::Integer { min, max }, Some(b'-' | b'0'..=b'9')) => self.integer(schema, *min, *max),
            (Schema::Number, Some(b'-' | b'0'..=b'9')) => self.number(true).map(drop),
            (Schema::List(element), Some(b'[')) => self.list(element),
            (Schema::Map(value), Some(b'{')) => self.map(value),
            (Schema::Union(union), Some(b'{')) => self.union(union),
            (Schema::CommaSeparated(element), Some(b'[')) => self.list(element),
            (Schema::CommaSeparated(Schema::Text(format)), Some(b'"')) => {
                let start = self.at;
                let text = self.text(true)?;
                let format = self.strictness.format(*format);
                match text.elements().find(|element| !format.fits(element)) {
                    Some(piece) if !text.raw.is_empty() => {
                        let piece = std::str::from_utf8(piece).unwrap_or_default();
                        Err(misformed(piece, format, start))
                    }
                    _ => Ok(()),
                }
            }
            (Schema::Any, Some(_)) => self.skip(true),
            (_, None) => Err(ValidationError::new(ErrorKind::End, self.at)),
            (_, Some(_)) => Err(self.mismatch(schema)),
        }
    }

    /// Scans an object with known members. `tag` is the name of a union's discriminating member, or empty.
    fn object(&mut self, object: &'static ObjectSchema, tag: &'static str) -> Scan {
        let start = self.at;
        let (mut seen, mut next) = (0u64, 0usize);
        self.at += 1;
        if self.token() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                self.member(object, tag, &mut seen, &mut next)?;
                match self.token() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break self.at += 1,
                    _ => return Err(self.syntax("`,` or `}`")),
                }
            }
        }
        let absent = object.required & !seen;
        if let Some(Field { name, schema, .. }) = object.fields.get(absent.trailing_zeros() as usize) {
            return Err(missing(name, schema, start));
        }
        if self.chosen.collects(object) && !self.chosen.collect(self.bytes, start..self.at) {
            return Err(ValidationError::new(ErrorKind::Memory, start));
        }
        Ok(())
    }

    /// Scans a key and its value. `next` is the field to try first: servers write members in the schema's order.
    #[inline(always)]
    fn member(
        &mut self,
        object: &'static ObjectSchema,
        tag: &'static str,
        seen: &mut u64,
        next: &mut usize,
    ) -> Scan {
        if self.token() != Some(b'"') {
            return Err(self.syntax("a key in quotes"));
        }
        let start = self.at;
        let key = self.text(true)?;
        self.expect(b':', "`:`")?;
        let Some((index, field)) = key.field(object.fields, *next) else {
            if !tag.is_empty() && key.raw == tag.as_bytes() {
                self.once(seen, TAG, tag, start)?;
            } else if self.strictness != Strictness::Reply {
                return Err(unknown(&key.to_text(), object, start));
            }
            return self.skip(false);
        };
        *next = index + 1;
        self.once(seen, 1 << index, field.name, start)?;
        self.field(field).map_err(|error| error.inside(PathSegment::Field(field.name)))?;
        if self.chosen.has(object, index) {
            self.chosen.spans.push(start..self.at);
        }
        Ok(())
    }

    /// Records that a member was seen. A duplicate member is an error.
    #[inline(always)]
    pub(super) fn once(&self, seen: &mut u64, bit: u64, name: &'static str, start: usize) -> Scan {
        if *seen & bit != 0 {
            return Err(ValidationError::new(ErrorKind::Twice(name), start));
        }
        *seen |= bit;
        Ok(())
    }

    #[inline(always)]
    pub(super) fn field(&mut self, field: &Field) -> Scan {
        if !field.required && self.strictness == Strictness::Reply && self.token() == Some(b'n') {
            return self.literal("null");
        }
        self.value(field.schema)
    }

    fn list(&mut self, element: &'static Schema) -> Scan {
        let start = self.at;
        self.elements(element)?;
        if let Schema::Object(object) = element
            && self.chosen.collects(object)
        {
            self.chosen.rows = start..self.at;
        }
        Ok(())
    }

    fn elements(&mut self, element: &'static Schema) -> Scan {
        self.at += 1;
        if self.token() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        let mut index = 0;
        loop {
            self.value(element).map_err(|error| error.inside(PathSegment::Index(index)))?;
            index += 1;
            match self.token() {
                Some(b',') => self.at += 1,
                Some(b']') => break self.at += 1,
                _ => return Err(self.syntax("`,` or `]`")),
            }
        }
        Ok(())
    }

    fn map(&mut self, value: &'static Schema) -> Scan {
        self.at += 1;
        if self.token() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.token() != Some(b'"') {
                return Err(self.syntax("a key in quotes"));
            }
            let key = self.text_elsewhere(true)?;
            self.expect(b':', "`:`")?;
            self.value(value).map_err(|error| error.inside(PathSegment::Key(key.to_text())))?;
            match self.token() {
                Some(b',') => self.at += 1,
                Some(b'}') => break self.at += 1,
                _ => return Err(self.syntax("`,` or `}`")),
            }
        }
        Ok(())
    }

    /// Looks ahead for the discriminating member, then scans that variant.
    fn union(&mut self, union: &'static Union) -> Scan {
        let start = self.at;
        let tag = self.clone().find_text(union.tag)?;
        let tag = tag.ok_or_else(|| missing(union.tag, &Schema::Text(Format::NonEmpty), start))?;
        match std::str::from_utf8(tag).ok().and_then(|tag| union.variant(tag)) {
            Some(object) => self.object(object, union.tag),
            None => {
                let written = std::str::from_utf8(tag).unwrap_or_default();
                let words: Vec<_> = union.variants.iter().map(|(word, _)| *word).collect();
                Err(ValidationError::choice(written, &words, start).inside(PathSegment::Field(union.tag)))
            }
        }
    }

    /// Returns the raw string value of the member `name` of the object that starts at the current position.
    pub(super) fn find_text(&mut self, name: &'static str) -> Scan<Option<&'a [u8]>> {
        self.expect(b'{', "`{`")?;
        while self.token() == Some(b'"') {
            let key = self.text_elsewhere(false)?;
            self.expect(b':', "`:`")?;
            if key.raw == name.as_bytes() {
                return match self.token() {
                    Some(b'"') => Ok(Some(self.text_elsewhere(true)?.raw)),
                    _ => Err(self.mismatch(&Schema::Text(Format::Plain)).inside(PathSegment::Field(name))),
                };
            }
            self.skip(false)?;
            if self.token() == Some(b',') {
                self.at += 1;
            }
        }
        Ok(None)
    }

    /// Returns a syntax error, or `End` if there is no more text.
    #[cold]
    pub(super) fn syntax(&self, expected: &'static str) -> Box<ValidationError> {
        let kind = if self.at >= self.bytes.len() { ErrorKind::End } else { ErrorKind::Syntax(expected) };
        ValidationError::new(kind, self.at)
    }

    /// Returns the error for a value of the wrong type, or for text that is not a value.
    #[cold]
    pub(super) fn mismatch(&self, schema: &Schema) -> Box<ValidationError> {
        let found = match self.bytes.get(self.at) {
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(b'-' | b'0'..=b'9') => "a number",
            _ => return self.syntax("a value"),
        };
        ValidationError::new(ErrorKind::Type { expected: schema.words(), found }, self.at)
    }
}

#[cold]
pub(super) fn missing(name: &'static str, schema: &Schema, offset: usize) -> Box<ValidationError> {
    ValidationError::new(ErrorKind::Missing { name, expected: schema.words() }, offset)
}

/// Returns the error for a string that does not have its format.
#[cold]
fn misformed(written: &str, format: Format, offset: usize) -> Box<ValidationError> {
    match format {
        Format::OneOf(words) => ValidationError::choice(written, words, offset),
        _ => ValidationError::new(ErrorKind::Form(format.words()), offset),
    }
}

#[cold]
fn unknown(key: &str, object: &'static ObjectSchema, offset: usize) -> Box<ValidationError> {
    let names = object.fields.iter().map(|field| field.name);
    let meant = crate::suggest(key, names);
    ValidationError::new(ErrorKind::Unknown { key: key.into(), meant }, offset)
}
