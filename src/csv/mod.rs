//! Checks a CSV file of contacts before its import: chunk by chunk, in constant memory.

mod finding;
mod header;

use crate::model::import::ImportFindingCode::*;
use crate::preflight::{PhoneNumberSet, is_e164};
use crate::schema::Digits;
use header::{Column, Header};

pub use finding::Findings;

/// The number of bytes of a field that are examined. Longer than any column name or phone number.
const EXAMINED: usize = 256;

/// The number of phone numbers remembered to find duplicates: 20 MB.
const REMEMBERED_NUMBERS: usize = 1_800_000;

/// A check in progress.
pub struct ImportCheck {
    state: State,
    /// The current line, from 1.
    line: u64,
    /// The line on which the current row began.
    row_line: u64,
    /// The beginning of the current field.
    field: Vec<u8>,
    /// The index of the current field in its row.
    place: usize,
    header: Header,
    row: Row,
    rows: u64,
    numbers: PhoneNumberSet,
    remembered: usize,
    findings: Findings,
}

/// The parser's state (RFC 4180).
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Before a field's first byte.
    Start,
    /// In an unquoted field.
    Plain,
    /// In a quoted field.
    Quoted,
    /// After a quote in a quoted field: it ends the field, unless another quote follows.
    Closed,
}

/// The current row.
#[derive(Default)]
struct Row {
    name: bool,
    number: bool,
}

impl Default for ImportCheck {
    fn default() -> Self {
        Self {
            state: State::Start,
            line: 1,
            row_line: 1,
            field: Vec::new(),
            place: 0,
            header: Header::default(),
            row: Row::default(),
            rows: 0,
            numbers: PhoneNumberSet::default(),
            remembered: 0,
            findings: Findings::default(),
        }
    }
}

impl ImportCheck {
    /// Reads the next chunk of the file.
    pub fn read(&mut self, piece: &[u8]) {
        for byte in piece {
            self.line += u64::from(*byte == b'\n');
            match (self.state, byte) {
                (State::Quoted, b'"') => self.state = State::Closed,
                (State::Quoted, byte) => self.push(*byte),
                (State::Closed, b'"') => {
                    self.state = State::Quoted;
                    self.push(b'"');
                }
                (State::Start, b'\xEF' | b'\xBB' | b'\xBF') if self.at_beginning() => self.mark(*byte),
                // The rest of a line break, or an empty line: no row starts here.
                (State::Start, b'\r' | b'\n') if self.place == 0 => {
                    self.row_line = self.line;
                }
                (State::Start, b'"') => self.state = State::Quoted,
                (_, b',') => self.end_field(),
                (_, b'\r' | b'\n') => self.end_row(*byte == b'\n'),
                (_, byte) => {
                    self.state = State::Plain;
                    self.push(*byte);
                }
            }
        }
    }

    /// Ends the check and returns its findings.
    pub fn finish(mut self) -> Findings {
        if self.state != State::Start || self.place > 0 {
            self.end_row(false);
        }
        if !self.header.complete {
            self.findings.add(
                NoNameColumn,
                1,
                "The file is empty: it needs a header, and a line for each contact.",
            );
        } else if self.rows == 0 {
            self.findings.add(NoRows, 1, "There is no contact below the header.");
        }
        self.findings.rows = self.rows;
        self.findings.fields = self.header.fields;
        self.findings
    }

    fn at_beginning(&self) -> bool {
        !self.header.complete && self.place == 0
    }

    /// A byte order mark is not part of the first column's name.
    fn mark(&mut self, byte: u8) {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        self.push(byte);
        if self.field == MARK {
            self.field.clear();
        } else if !MARK.starts_with(&self.field) {
            self.state = State::Plain;
        }
    }

    fn push(&mut self, byte: u8) {
        if self.field.len() < EXAMINED {
            self.field.push(byte);
        }
    }

    fn end_field(&mut self) {
        self.state = State::Start;
        let field = std::mem::take(&mut self.field);
        let place = self.place;
        self.place += 1;
        let text = match std::str::from_utf8(&field) {
            Ok(text) => text,
            // The examined part can end inside a character.
            Err(error) if field.len() == EXAMINED && error.valid_up_to() > EXAMINED - 4 => "\u{2026}",
            Err(_) => {
                let number = self.place.digits();
                let words = ["Field ", &number, " is not UTF-8: save the file as \"CSV UTF-8\"."].concat();
                self.findings.add(NotUtf8, self.row_line, &words);
                "\u{fffd}"
            }
        };
        if !self.header.complete {
            return self.header.column(text, self.row_line, &mut self.findings);
        }
        match self.header.columns.get(place) {
            Some(Column::Name) => self.row.name = !text.trim().is_empty(),
            Some(Column::Phone) => self.number("phone", text),
            Some(Column::Whatsapp) => self.number("whatsapp", text),
            _ => {}
        }
    }

    fn number(&mut self, column: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.row.number = true;
        if !is_e164(text) {
            let words = [
                "`",
                column,
                "` is \"",
                text,
                "\": it needs a plus and the country's code, as +12345678900 has.",
            ];
            return self.findings.add(NumberNotE164, self.row_line, &words.concat());
        }
        if column == "phone" && self.remembered < REMEMBERED_NUMBERS {
            if self.numbers.seen(text) {
                let words = [text, " was in the file before: `duplicate_strategy` says what becomes of it."];
                return self.findings.add(NumberTwice, self.row_line, &words.concat());
            }
            self.remembered += 1;
        }
    }

    /// `ended` tells whether the row's line has been counted.
    fn end_row(&mut self, ended: bool) {
        let open = self.state == State::Quoted;
        self.end_field();
        let (row, fields) = (std::mem::take(&mut self.row), std::mem::take(&mut self.place));
        let line = std::mem::replace(&mut self.row_line, self.line);
        let last = self.line - u64::from(ended);
        if !self.header.complete {
            return self.header.end(line, &mut self.findings);
        }
        self.rows += 1;
        if open || fields != self.header.columns.len() {
            let (has, needs) = (fields.digits(), self.header.columns.len().digits());
            let mut words = ["The row has ", &has, " fields, and the header ", &needs, "."].concat();
            if last > line {
                words.extend([" It goes on to line ", &last.digits(), ": is a quote not closed?"]);
            }
            return self.findings.add(UnevenRow, line, &words);
        }
        if !row.name {
            self.findings.add(NameMissing, line, "`name` is empty.");
        }
        if !row.number {
            self.findings.add(NumberMissing, line, "There is no number: nobody can call this contact.");
        }
    }
}
