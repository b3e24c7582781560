//! Checks a CSV file of contacts before its import, chunk by chunk and in constant memory.

mod after;
mod before;
mod finding;
mod format;
mod header;
mod labels;
mod number;
mod plain;
mod row;
mod trim;
mod utf8;

use crate::hash::Fnv64;
use crate::model::import::ImportFindingCode::{NoNameColumn, NoRows, UnevenRow};
use crate::schema::Digits;
use header::{Column, Fault, Header};
use labels::Labels;
use row::{ContactRow, Numbers};
use utf8::Utf8;

pub use finding::ImportFindings;

/// The number of bytes of a field that are kept: enough for a phone number, or for showing the wrong text in its place.
const EXAMINED: usize = 256;
/// The number of bytes of a column name that are kept. A name can be a whole survey question.
const EXAMINED_NAME: usize = 4_096;
/// The number of bytes of a list of labels that are kept.
const EXAMINED_LABELS: usize = 65_536;
/// The number of bytes at the start of a file that are examined to recognize its format.
const START: usize = 64;
/// The number of bytes of all column names together that are kept.
const EXAMINED_HEADER: usize = 1 << 20;

/// A check in progress.
#[derive(Default)]
pub struct ImportCheck {
    state: State,
    lines: Lines,
    field: Field,
    /// The line of the first text after a closing quote in the current row.
    stray: Option<u64>,
    /// The index of the current field in its row.
    place: usize,
    header: Header,
    /// The number of bytes of column names kept so far.
    header_bytes: usize,
    row: ContactRow,
    rows: u64,
    numbers: Numbers,
    labels: Labels,
    findings: ImportFindings,
}

/// The parser's state (RFC 4180).
#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    /// Before a field's first byte.
    #[default]
    Start,
    /// In an unquoted field.
    Plain,
    /// In a quoted field.
    Quoted,
    /// After a quote in a quoted field: it ends the field, unless another quote follows.
    Closed,
}

/// A line counter that accepts LF, CR LF, and CR alone as line breaks.
struct Lines {
    /// The current line, from 1.
    current: u64,
    /// The line on which the current row began.
    row: u64,
    /// Whether the last byte was a CR, so that an LF belongs to the same line break.
    after_cr: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self { current: 1, row: 1, after_cr: false }
    }
}

impl Lines {
    fn count(&mut self, byte: u8) {
        self.current += u64::from(byte == b'\r' || byte == b'\n' && !self.after_cr);
        self.after_cr = byte == b'\r';
    }
}

/// The current field.
#[derive(Default)]
struct Field {
    /// The kept part of its text.
    text: Vec<u8>,
    /// Whether the text is longer than the kept part.
    cut: bool,
    utf8: Utf8,
    /// The last four bytes.
    last: u32,
    /// Whether it has U+FFFD.
    lost: bool,
    nul: bool,
    /// A hash of the text: names that are too long to be kept are told apart by it.
    hash: Fnv64,
}

impl Field {
    fn fault(&self) -> Option<Fault> {
        match () {
            () if !self.utf8.is_valid() => Some(Fault::Encoding),
            () if self.lost => Some(Fault::Lost),
            () => self.nul.then_some(Fault::Nul),
        }
    }
}

impl ImportCheck {
    /// Reads the next chunk of the file.
    pub fn read(&mut self, chunk: &[u8]) {
        let missing = START.saturating_sub(self.header.start.len());
        let (start, rest) = chunk.split_at_checked(missing).unwrap_or((chunk, &[]));
        if missing > 0 {
            self.header.start.extend_from_slice(start);
            if start.len() < missing {
                return;
            }
            self.parse(&self.header.start.clone());
        }
        self.parse(rest);
    }

    fn parse(&mut self, chunk: &[u8]) {
        for byte in chunk {
            self.lines.count(*byte);
            match (self.state, byte) {
                (State::Quoted, b'"') => self.state = State::Closed,
                (State::Quoted, byte) => self.push(*byte),
                (State::Closed, b'"') => {
                    self.state = State::Quoted;
                    self.push(b'"');
                }
                (State::Start, b'\xEF' | b'\xBB' | b'\xBF') if self.at_beginning() => self.mark(*byte),
                // The second byte of a line break, or an empty line: no row starts here.
                (State::Start, b'\r' | b'\n') if self.place == 0 => self.lines.row = self.lines.current,
                (State::Start, b'"') => self.state = State::Quoted,
                (_, b',') => self.end_field(),
                (_, b'\r' | b'\n') => self.end_row(true),
                (state, byte) => {
                    // The quote may have been meant to open another field, when one before it was not closed.
                    if state == State::Closed {
                        self.stray.get_or_insert(self.lines.current);
                    }
                    self.state = State::Plain;
                    self.push(*byte);
                }
            }
        }
    }

    /// Ends the check and returns its findings.
    pub fn finish(mut self) -> ImportFindings {
        if self.header.start.len() < START {
            self.parse(&self.header.start.clone());
        }
        if self.state != State::Start || self.place > 0 {
            self.end_row(false);
        }
        if !self.header.complete {
            let words = "The file is empty: it needs a header and a line for each contact.";
            self.findings.add(NoNameColumn, 1, words);
        } else if self.rows == 0 && !self.header.unreadable {
            self.findings.add(NoRows, 1, "There are no contacts below the header.");
        }
        self.findings.rows = self.rows;
        self.findings.fields = self.header.fields();
        self.findings
    }

    fn at_beginning(&self) -> bool {
        !self.header.complete && self.place == 0
    }

    /// Consumes a byte of a byte order mark, which is not part of the first column's name.
    fn mark(&mut self, byte: u8) {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        self.push(byte);
        if self.field.text == MARK {
            self.field = Field::default();
        } else if !MARK.starts_with(&self.field.text) {
            self.state = State::Plain;
        }
    }

    fn push(&mut self, byte: u8) {
        self.field.utf8.push(byte);
        self.field.last = self.field.last << 8 | u32::from(byte);
        self.field.lost |= self.field.last << 8 == 0xEFBF_BD00;
        self.field.nul |= byte == 0;
        if self.field.text.len() < self.room() {
            self.field.text.push(byte);
        } else {
            self.field.cut = true;
        }
        if !self.header.complete {
            self.field.hash.push(byte);
        }
    }

    /// Returns how many bytes of the current field to keep.
    fn room(&self) -> usize {
        if !self.header.complete {
            return EXAMINED_NAME.min(EXAMINED_HEADER - self.header_bytes.min(EXAMINED_HEADER));
        }
        match self.header.columns.get(self.place) {
            Some(Column::Labels | Column::LostLabels) => EXAMINED_LABELS,
            _ => EXAMINED,
        }
    }

    fn end_field(&mut self) {
        self.state = State::Start;
        let field = std::mem::take(&mut self.field);
        let place = self.place;
        self.place += 1;
        let (text, fault) = (text(&field), field.fault());
        if !self.header.complete {
            self.header_bytes += text.len();
            return self.header.column(&text, field.hash.value(), fault);
        }
        if self.header.unreadable {
            return;
        }
        self.row.is_filled |= field.cut || fault.is_some() || !text.trim().is_empty();
        if let Some(fault) = fault {
            let (code, words) = fault.finding();
            return self.row.add(code, "", ["Field ", &(place + 1).digits(), words].concat(), None);
        }
        match self.header.columns.get(place) {
            Some(Column::Name) => self.row.has_name = field.cut || !text.trim().is_empty(),
            Some(Column::Phone) => self.row.number("phone", &text),
            Some(Column::Whatsapp) => self.row.number("whatsapp", &text),
            Some(Column::Labels) => self.row.labels(None, &text),
            Some(Column::LostLabels) => self.row.labels(self.header.name(place), &text),
            _ => {}
        }
    }

    /// Ends a row. `ended` tells whether its line break has been counted.
    fn end_row(&mut self, ended: bool) {
        let open = self.state == State::Quoted;
        let stray = self.stray.take().map(|line| {
            let words = ["There is text after a closing quote on line ", &line.digits()];
            [&words.concat(), ": close the quote before it, and double quotes within a value."].concat()
        });
        self.end_field();
        let (mut row, fields) = (std::mem::take(&mut self.row), std::mem::take(&mut self.place));
        let line = std::mem::replace(&mut self.lines.row, self.lines.current);
        let last = self.lines.current - u64::from(ended);
        if !self.header.complete {
            self.header_bytes = 0;
            let words = stray.or_else(|| open.then(|| "A quote in the header is not closed.".into()));
            return self.header.end(line, words, &mut self.findings);
        }
        self.rows += 1;
        if self.header.unreadable {
            return;
        }
        if let Some(words) = stray {
            return self.findings.add(UnevenRow, line, &words);
        }
        if open || fields != self.header.count {
            let words = uneven(fields, self.header.count, open, (last > line).then_some(last));
            return self.findings.add(UnevenRow, line, &words);
        }
        // A column that is missing from the header is reported once, not for each row.
        row.has_name |= !self.header.columns.contains(&Column::Name);
        row.has_number |= !self.header.has_numbers();
        row.end(line, &mut self.numbers, &mut self.labels, &mut self.findings);
    }
}

/// Returns the kept text of a field, with an ellipsis if it was cut.
fn text(field: &Field) -> String {
    let text = match std::str::from_utf8(&field.text) {
        Ok(text) => text,
        // The text may have been cut inside a character. Invalid UTF-8 is reported elsewhere.
        Err(error) => field
            .text
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    [text, if field.cut { "\u{2026}" } else { "" }].concat()
}

/// Returns the message for a row whose number of fields differs from the header's. `last` is the line on which it ends, if that
/// is another one.
fn uneven(has: usize, needs: usize, open: bool, last: Option<u64>) -> String {
    let mut words =
        ["The row has ", &has.digits(), " fields, but the header has ", &needs.digits(), "."].concat();
    match last {
        Some(last) => words.extend([" It continues to line ", &last.digits(), ": is a quote not closed?"]),
        None if open => words.push_str(" A quote is not closed."),
        None if has > needs => words.push_str(" Put values with a comma in quotes."),
        None => {}
    }
    words
}
