//! A page of a list that comes in pieces: its rows, each as soon as it is whole.
//!
//! The same scanner walks the same text by the same table, one unit at a time: a row, or another member of the page. Where
//! the bytes end in the middle of a unit, it is walked again from its start when there are more. So a page has the same
//! rows and the same faults however it is cut, and nothing is held but the unit under way.

use std::ops::Range;

use crate::{
    ErrorKind, Schema, Select,
    page::{Page, Taken},
    scan::{Scan, Scanner, Strictness},
    select::Chosen,
};

/// A unit of up to so many bytes is tried again with every piece. A longer one has to grow by half first, so that all
/// tries together take no longer than a few walks.
const SHORT: usize = 16 * 1024;

/// A page of a list on its way in.
pub struct Feed {
    page: Page,
    /// What came and is still needed.
    bytes: Vec<u8>,
    /// Where in `bytes` the unit under way begins.
    at: usize,
    /// How many bytes of the text were before `bytes`.
    before: usize,
    /// How long the unit under way has to be before it is tried again.
    enough: usize,
    chosen: Chosen,
}

/// A row that has been checked.
pub struct Row<'a> {
    feed: &'a Feed,
    range: Range<usize>,
}

impl Row<'_> {
    /// What stands between the quotes of the string at a key.
    pub fn find_text(&self, name: &'static str) -> Option<&[u8]> {
        let row = self.feed.bytes.get(self.range.clone())?;
        Scanner::new(row, Strictness::Reply).find_text(name).ok()?
    }

    /// Adds what is wanted of it to an array that is being written, which still lacks its closing bracket.
    pub fn write(&self, array: &mut Vec<u8>) {
        self.feed.chosen.write(&self.feed.bytes, self.range.clone(), array);
    }
}

impl Feed {
    /// A page of this schema, of which nothing has come yet; and which fields of its rows are wanted.
    pub fn new(schema: &'static Schema, select: Select) -> Self {
        let (page, chosen) = (Page::new(schema), Chosen::new(schema.row(), select));
        Self { page, bytes: Vec::new(), at: 0, before: 0, enough: 0, chosen }
    }

    /// Where to put the bytes that come next: behind what is there.
    pub fn more(&mut self) -> &mut Vec<u8> {
        self.bytes.drain(..self.at);
        self.before += self.at;
        self.at = 0;
        &mut self.bytes
    }

    /// The next row. `None` if that takes more bytes; or, where the text has `ended`, if it was whole and good.
    ///
    /// # Errors
    /// The error that a walk over the whole text would find.
    pub fn row(&mut self, ended: bool) -> Scan<Option<Row<'_>>> {
        while ended || self.bytes.len() - self.at >= self.enough {
            self.chosen.spans.clear();
            let mut scanner = Scanner::choosing(&self.bytes, self.at, std::mem::take(&mut self.chosen));
            scanner.token();
            let start = scanner.at;
            // Only a step to its end counts: the next one begins with what the last whole one left.
            let mut page = self.page;
            let step = page.step(&mut scanner, self.before);
            let end = scanner.at;
            self.chosen = scanner.chosen();
            self.at = start;
            let cut = match &step {
                Ok(Taken::Nothing) => return Ok(None),
                // More bytes might be more digits.
                Ok(_) => end == self.bytes.len() && self.bytes.last().is_some_and(u8::is_ascii_digit),
                // A walk that came to the end might have gone on otherwise.
                Err(error) => end >= self.bytes.len() || matches!(error.kind, ErrorKind::End),
            };
            if cut && !ended {
                let length = self.bytes.len() - start;
                self.enough = length + if length > SHORT { length / 2 } else { 1 };
                break;
            }
            let taken = step.map_err(|error| error.behind(self.before))?;
            (self.page, self.at, self.enough) = (page, end, 0);
            if taken == Taken::Row {
                return Ok(Some(Row { feed: self, range: start..end }));
            }
        }
        Ok(None)
    }

    /// How many rows there are in all, as far as the page has said so yet.
    pub fn total(&self) -> Option<u64> {
        self.page.total
    }

    /// The text of a page that came in one piece, with this array for its rows.
    pub(super) fn with_rows(&self, rows: &[u8]) -> Vec<u8> {
        let part = |range: Range<usize>| self.bytes.get(range).unwrap_or_default();
        [part(0..self.page.rows_from), rows, part(self.page.rows_to..self.bytes.len())].concat()
    }
}
