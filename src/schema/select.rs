//! Some fields of each row: their stretches of the text, noted on the one walk that checks everything.

use std::ops::Range;

use crate::{Feed, ObjectSchema, Schema, ValidationError};

/// Which fields of a list's rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Select(
    /// One bit for each field of the row's table; none at all for whole rows.
    u64,
);

impl Select {
    /// Whole rows: every field, and those that no table knows.
    pub const WHOLE: Self = Self(0);

    /// With the field of this name too; `None` if rows like that have none.
    pub fn with(self, row: &Schema, name: &str) -> Option<Self> {
        let place = row.fields().iter().position(|field| field.name == name)?;
        Some(Self(self.0 | 1 << place))
    }

    /// Whether rows are given as they come.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}

/// What a walk notes: where the wanted members of a row stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    select: Select,
    /// The row's table. It is known by its address: what is nested in a row has another.
    object: Option<&'static ObjectSchema>,
    /// Each member from its key's quote to its value's end.
    pub spans: Vec<Range<usize>>,
}

impl Chosen {
    pub fn new(row: &'static Schema, select: Select) -> Self {
        let object = match row {
            Schema::Object(object) => Some(*object),
            _ => None,
        };
        Self { select, object, spans: Vec::new() }
    }

    /// Whether a member of an object is wanted.
    #[inline(always)]
    pub fn has(&self, object: &'static ObjectSchema, place: usize) -> bool {
        self.select.0 >> place & 1 == 1 && self.object.is_some_and(|row| std::ptr::eq(row, object))
    }

    /// Adds a row to an array that is being written: what is wanted of it, or all.
    pub fn write(&self, text: &[u8], row: Range<usize>, array: &mut Vec<u8>) {
        array.push(if array.is_empty() { b'[' } else { b',' });
        if self.select.is_whole() {
            return array.extend_from_slice(text.get(row).unwrap_or_default());
        }
        array.push(b'{');
        for (index, span) in self.spans.iter().enumerate() {
            if index > 0 {
                array.push(b',');
            }
            array.extend_from_slice(text.get(span.clone()).unwrap_or_default());
        }
        array.push(b'}');
    }
}

/// Checks a page of a list like any reply, and gives it with only what is wanted of its rows.
pub(super) fn select_page(
    page: Vec<u8>,
    schema: &'static Schema,
    select: Select,
) -> Result<Vec<u8>, Box<ValidationError>> {
    let mut feed = Feed::new(schema, select);
    *feed.more() = page;
    let mut rows = Vec::new();
    while let Some(row) = feed.row(true)? {
        row.write(&mut rows);
    }
    rows.extend_from_slice(if rows.is_empty() { b"[]" } else { b"]" });
    Ok(feed.with_rows(&rows))
}
