//! Field selection: records where the selected members of each row are while the row is validated.

use std::ops::Range;

use crate::{ObjectSchema, Schema};

/// The selected fields of a list's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Select(
    /// One bit for each field of the row's schema; 0 selects whole rows.
    u64,
);

impl Select {
    /// Whole rows: every field, unknown ones included.
    pub const WHOLE: Self = Self(0);

    /// Adds the field of this name. Returns `None` if the rows have no such field.
    pub fn with(self, row: &Schema, name: &str) -> Option<Self> {
        let place = row.fields().iter().position(|field| field.name == name)?;
        Some(Self(self.0 | 1 << place))
    }

    /// Returns whether whole rows are selected.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}

/// Where the selected members of the current row are.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    select: Select,
    /// The row's schema, compared by address: objects nested in a row have another.
    object: Option<&'static ObjectSchema>,
    /// Each member, from its key's opening quote to the end of its value.
    pub spans: Vec<Range<usize>>,
    /// What is selected of the rows so far, where it is collected.
    collected: Option<Vec<u8>>,
    /// Where the array of rows is in the text, where they are collected.
    pub rows: Range<usize>,
}

impl Chosen {
    pub fn new(row: &'static Schema, select: Select) -> Self {
        let object = match row {
            Schema::Object(object) => Some(*object),
            _ => None,
        };
        Self { select, object, spans: Vec::new(), collected: None, rows: 0..0 }
    }

    /// Collects the rows of a page, too.
    #[inline]
    pub fn collecting(row: &'static Schema, select: Select, capacity: usize) -> Self {
        Self { collected: Some(Vec::with_capacity(capacity)), ..Self::new(row, select) }
    }

    /// Returns whether a member of an object is selected.
    #[inline(always)]
    pub fn has(&self, object: &'static ObjectSchema, place: usize) -> bool {
        self.select.0 >> place & 1 == 1 && self.object.is_some_and(|row| std::ptr::eq(row, object))
    }

    /// Returns whether objects of this schema are rows that are collected.
    #[inline(always)]
    pub fn collects(&self, object: &'static ObjectSchema) -> bool {
        self.collected.is_some() && self.object.is_some_and(|row| std::ptr::eq(row, object))
    }

    /// Collects the row that has ended.
    pub fn collect(&mut self, text: &[u8], row: Range<usize>) {
        let mut collected = self.collected.take().unwrap_or_default();
        self.write(text, row, &mut collected);
        self.collected = Some(collected);
        self.spans.clear();
    }

    /// Appends a row, or its selected members, to an array.
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

    /// The page, with what was collected of its rows in their place.
    #[inline]
    pub fn page_of(self, page: &[u8]) -> Vec<u8> {
        let mut collected = self.collected.unwrap_or_default();
        collected.extend_from_slice(if collected.is_empty() { b"[]" } else { b"]" });
        let part = |range: Range<usize>| page.get(range).unwrap_or_default();
        [part(0..self.rows.start), &collected, part(self.rows.end..page.len())].concat()
    }
}
