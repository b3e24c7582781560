//! Field selection: while a row is validated, records where its selected members are.

use std::ops::Range;

use crate::{ObjectSchema, Schema};

/// The selected fields of a list's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Select(
    /// One bit for each field of the row's schema; 0 selects whole rows.
    u64,
);

impl Select {
    /// Selects whole rows: every field, including unknown ones.
    pub const WHOLE: Self = Self(0);

    /// Adds the field `name`. Returns `None` if the rows have no such field.
    pub fn with(self, row: &Schema, name: &str) -> Option<Self> {
        let place = row.fields().iter().position(|field| field.name == name)?;
        Some(Self(self.0 | 1 << place))
    }

    /// Returns whether whole rows are selected.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}

/// The positions of the selected members of the current row.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    select: Select,
    /// The row's schema, compared by address to tell rows from the objects nested in them.
    object: Option<&'static ObjectSchema>,
    /// Each member, from its key's opening quote to the end of its value.
    pub spans: Vec<Range<usize>>,
    /// The selected members of all rows so far, if they are collected: an array without its closing bracket.
    collected: Option<Vec<u8>>,
    /// The position of the array of rows in the text, if rows are collected.
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

    /// Creates a selection that also collects the selected members of all rows, into a buffer of `capacity` bytes.
    #[inline]
    pub fn collecting(row: &'static Schema, select: Select, capacity: usize) -> Self {
        let mut collected = Vec::new();
        // Without the memory for it, the buffer grows as far as it can.
        let _ = collected.try_reserve_exact(capacity);
        Self { collected: Some(collected), ..Self::new(row, select) }
    }

    /// Returns whether a member of an object is selected.
    #[inline(always)]
    pub fn has(&self, object: &'static ObjectSchema, place: usize) -> bool {
        self.select.0 >> place & 1 == 1 && self.object.is_some_and(|row| std::ptr::eq(row, object))
    }

    /// Returns whether objects of this schema are rows to collect.
    #[inline(always)]
    pub fn collects(&self, object: &'static ObjectSchema) -> bool {
        self.collected.is_some() && self.object.is_some_and(|row| std::ptr::eq(row, object))
    }

    /// Collects a row that has been scanned completely. Returns whether there is memory for it, and for the closing bracket.
    pub fn collect(&mut self, text: &[u8], row: Range<usize>) -> bool {
        let mut collected = self.collected.take().unwrap_or_default();
        let fits = collected.try_reserve(row.len() + 2).is_ok();
        if fits {
            self.write(text, row, &mut collected);
        }
        self.collected = Some(collected);
        self.spans.clear();
        fits
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

    /// Replaces the array of rows in the page by the collected one, which is not longer.
    #[inline]
    pub fn replace(self, page: &mut Vec<u8>) {
        let (mut collected, Range { start, end }) = (self.collected.unwrap_or_default(), self.rows);
        collected.extend_from_slice(if collected.is_empty() { b"[]" } else { b"]" });
        let behind = start + collected.len();
        if let Some(place) = page.get_mut(start..behind) {
            place.copy_from_slice(&collected);
        }
        page.drain(behind.min(end)..end);
    }
}
