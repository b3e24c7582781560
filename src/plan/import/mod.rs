//! A CSV file of contacts, checked before it is imported: piece by piece, in memory that does not grow with the file.

mod finding;
mod header;

use csv_core::{ReadFieldResult, Reader};

use super::number::{Numbers, is_e164};
use crate::model::import::ImportFindingCode::*;
use header::{Column, Header};

pub use finding::Findings;

/// So much of a field is looked at: no name of a column, and no number, is longer.
const SIGHT: usize = 256;

/// So many numbers are remembered, to find one that comes twice: 20 MB.
const MEMORY: usize = 1_800_000;

/// A check under way.
pub struct ImportCheck {
    reader: Reader,
    /// The line that is being read, from 1.
    line: u64,
    /// The line on which the row began.
    row_line: u64,
    /// Whether a row is being read.
    inside: bool,
    /// The beginning of the field that is being read.
    field: Vec<u8>,
    /// Which field of its row it is.
    place: usize,
    header: Header,
    row: Row,
    rows: u64,
    numbers: Numbers,
    remembered: usize,
    findings: Findings,
}

/// What is known of a row.
#[derive(Default)]
struct Row {
    name: bool,
    number: bool,
}

impl Default for ImportCheck {
    fn default() -> Self {
        Self {
            reader: Reader::new(),
            line: 1,
            row_line: 1,
            inside: false,
            field: Vec::new(),
            place: 0,
            header: Header::default(),
            row: Row::default(),
            rows: 0,
            numbers: Numbers::default(),
            remembered: 0,
            findings: Findings::default(),
        }
    }
}

impl ImportCheck {
    /// Reads the next piece of the file.
    pub fn read(&mut self, mut piece: &[u8]) {
        while let Some(first) = piece.first() {
            if !self.inside && matches!(first, b'\r' | b'\n') {
                // An empty line, or what is left of the end of the line before.
                self.line += u64::from(*first == b'\n');
                piece = piece.get(1..).unwrap_or_default();
                continue;
            }
            if !self.inside {
                (self.inside, self.row_line) = (true, self.line);
            }
            piece = self.step(piece);
        }
    }

    /// Ends the check, and gives what came of it.
    pub fn finish(mut self) -> Findings {
        if self.inside {
            // To the reader, nothing more is the end: it gives the field that was not ended yet.
            self.step(&[]);
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

    /// Takes what belongs to one field, and gives what comes after it.
    fn step<'a>(&mut self, piece: &'a [u8]) -> &'a [u8] {
        let mut out = [0; SIGHT];
        let (result, read, wrote) = self.reader.read_field(piece, &mut out);
        let (taken, rest) = piece.split_at_checked(read).unwrap_or((piece, &[]));
        self.line += taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        let room = SIGHT.saturating_sub(self.field.len()).min(wrote);
        self.field.extend_from_slice(out.get(..room).unwrap_or_default());
        if let ReadFieldResult::Field { record_end } = result {
            self.end_field();
            if record_end {
                self.end_row();
            }
        }
        rest
    }

    fn end_field(&mut self) {
        let field = std::mem::take(&mut self.field);
        let place = self.place;
        self.place += 1;
        let text = match std::str::from_utf8(&field) {
            Ok(text) => text,
            // The end of what is looked at can be in the middle of a character.
            Err(error) if field.len() == SIGHT && error.valid_up_to() > SIGHT - 4 => "\u{2026}",
            Err(_) => {
                let number = self.place.to_string();
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
        if column == "phone" && self.remembered < MEMORY {
            if self.numbers.seen(text) {
                let words = [text, " was in the file before: `duplicate_strategy` says what becomes of it."];
                return self.findings.add(NumberTwice, self.row_line, &words.concat());
            }
            self.remembered += 1;
        }
    }

    fn end_row(&mut self) {
        self.inside = false;
        let (row, fields) = (std::mem::take(&mut self.row), std::mem::take(&mut self.place));
        let line = self.row_line;
        if !self.header.complete {
            return self.header.end(line, &mut self.findings);
        }
        self.rows += 1;
        if fields != self.header.columns.len() {
            let (has, needs) = (fields.to_string(), self.header.columns.len().to_string());
            let mut words = ["The row has ", &has, " fields, and the header ", &needs, "."].concat();
            if self.line > line + 1 {
                words.extend([" It goes on to line ", &self.line.to_string(), ": is a quote not closed?"]);
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
