//! Incremental parsing of a list page: yields each row as soon as it is complete.
//!
//! The scanner walks the text one unit at a time: a row, or another member of the page. If the buffered bytes end within a
//! unit, the unit is scanned again from its start when more bytes have arrived. Rows and errors therefore do not depend on how
//! the text is split into chunks, and only the current unit is buffered.

use std::ops::Range;

use crate::{
    ErrorKind, Schema, Select,
    page::{Page, Taken},
    scan::{Scan, Scanner, Strictness},
    select::Chosen,
};

/// A unit of up to this many bytes is scanned again with every chunk. A longer unit is scanned again when it has grown by half,
/// so that all scans together cost no more than a few scans of the whole unit.
const SHORT: usize = 16 * 1024;

/// The parser of a list page that is being received.
pub struct Feed {
    page: Page,
    /// The bytes received and not yet consumed.
    bytes: Vec<u8>,
    /// The index in `bytes` at which the current unit starts.
    at: usize,
    /// The number of bytes of the text that precede `bytes`.
    before: usize,
    /// The length in bytes that the current unit must have before it is scanned again.
    enough: usize,
    chosen: Chosen,
}

/// A validated row.
pub struct Row<'a> {
    feed: &'a Feed,
    range: Range<usize>,
}

impl Row<'_> {
    /// Returns all of the row as JSON.
    pub fn json(&self) -> &[u8] {
        self.feed.bytes.get(self.range.clone()).unwrap_or_default()
    }

    /// Returns the raw string value of a member, without its quotes.
    pub fn find_text(&self, name: &'static str) -> Option<&[u8]> {
        Scanner::new(self.json(), Strictness::Reply).find_text(name).ok()?
    }

    /// Appends the selected fields to an array that still lacks its closing bracket.
    pub fn write(&self, array: &mut Vec<u8>) {
        self.feed.chosen.write(&self.feed.bytes, self.range.clone(), array);
    }
}

impl Feed {
    /// Creates a feed for a page of this schema that keeps the selected fields of its rows.
    pub fn new(schema: &'static Schema, select: Select) -> Self {
        let (page, chosen) = (Page::new(schema), Chosen::new(schema.row(), select));
        Self { page, bytes: Vec::new(), at: 0, before: 0, enough: 0, chosen }
    }

    /// Returns the buffer to append the next chunk to.
    pub fn more(&mut self) -> &mut Vec<u8> {
        self.bytes.drain(..self.at);
        self.before += self.at;
        self.at = 0;
        &mut self.bytes
    }

    /// Returns the next row. `None` means that more bytes are needed or, if the text has `ended`, that it was valid to the end.
    /// A long row is scanned again only after it has grown by half, but at the latest with `most` bytes.
    ///
    /// # Errors
    /// The same error that scanning the whole text at once would give.
    pub fn row(&mut self, ended: bool, most: usize) -> Scan<Option<Row<'_>>> {
        while ended || self.held() >= self.enough.min(most) {
            self.chosen.spans.clear();
            let mut scanner = Scanner::choosing(&self.bytes, self.at, std::mem::take(&mut self.chosen));
            scanner.token();
            let start = scanner.at;
            // The state advances only with a complete step.
            let mut page = self.page;
            let step = page.step(&mut scanner, self.before);
            let end = scanner.at;
            self.chosen = scanner.chosen();
            self.at = start;
            let cut = match &step {
                Ok(Taken::Nothing) => return Ok(None),
                // A number at the end of the buffer may continue in the next chunk.
                Ok(_) => end == self.bytes.len() && self.bytes.last().is_some_and(u8::is_ascii_digit),
                // An error at the end of the buffer may vanish with the next chunk.
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

    /// Returns the number of buffered bytes: those of the incomplete unit.
    pub fn held(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Returns whether nothing but white space has been received.
    pub fn is_blank(&self) -> bool {
        self.before == 0 && self.bytes.trim_ascii().is_empty()
    }

    /// Returns the page's `total`, if it has been received.
    pub fn total(&self) -> Option<u64> {
        self.page.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, ObjectSchema};

    const PAGE: ObjectSchema = ObjectSchema::new(
        "Page",
        &[Field { name: "data", schema: &Schema::List(&Schema::Any), required: true, default: None }],
    );

    #[test]
    fn a_long_row_is_scanned_a_few_times_however_it_comes() {
        let mut feed = Feed::new(&Schema::Object(&PAGE), Select::WHOLE);
        feed.more().extend_from_slice(b"{\"data\":[");
        let row = ["[", &"[],".repeat(100_000), "[]]"].concat();
        let (short, long) = row.as_bytes().split_at(SHORT);
        feed.more().extend_from_slice(short);
        let mut scans = Vec::new();
        for byte in long {
            feed.more().push(*byte);
            assert!(feed.row(false, usize::MAX).expect("it is good so far").is_none());
            // Each scan that finds no complete row sets the length that the next one needs.
            if scans.last() != Some(&feed.enough) {
                scans.push(feed.enough);
            }
        }
        assert!(scans.len() <= 9, "{scans:?}");
        feed.more().extend_from_slice(b"]}");
        assert!(feed.row(true, usize::MAX).expect("it is good").is_some());
    }
}
