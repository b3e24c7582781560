//! Findings about a contact file.

use crate::{
    json::{self, Writer, quoted},
    model::{
        finding::Severity,
        import::{ImportFinding, ImportFindingCode, ImportReport},
    },
    schema::Digits,
};

/// The number of findings to keep in full. All are counted.
const KEPT: usize = 200;
/// The maximum length of a field within a message, in characters.
const SHOWN: usize = 40;

/// Findings and counts of a check.
#[derive(Default)]
pub struct ImportFindings {
    /// The number of errors.
    pub errors: u64,
    /// The number of warnings.
    pub warnings: u64,
    /// The number of contacts.
    pub rows: u64,
    /// The columns that become custom fields.
    pub fields: Vec<String>,
    /// The messages of the first errors, at most three.
    pub first: Vec<String>,
    /// The findings kept, as comma-separated JSON objects.
    list: String,
    kept: usize,
}

impl ImportFindings {
    pub(super) fn add(&mut self, code: ImportFindingCode, line: u64, message: &str) {
        self.add_fixable(code, line, "", message, None);
    }

    /// Adds a finding about a column. `fix` is the correct value, if that is certain.
    pub(super) fn add_fixable(
        &mut self,
        code: ImportFindingCode,
        line: u64,
        column: &str,
        message: &str,
        fix: Option<&str>,
    ) {
        let severity = code.severity();
        let error = severity == Severity::Error;
        *(if error { &mut self.errors } else { &mut self.warnings }) += 1;
        let line = line.digits();
        if error && self.first.len() < 3 {
            self.first.push([" Line ", &line, ": ", message].concat());
        }
        if self.kept == KEPT {
            return;
        }
        if self.kept > 0 {
            self.list.push(',');
        }
        self.kept += 1;
        let mut finding = Writer::new(&mut self.list);
        finding.text(ImportFinding::SEVERITY, severity.as_str());
        finding.text(ImportFinding::CODE, code.as_str());
        finding.raw(ImportFinding::LINE, &line);
        finding.text(ImportFinding::MESSAGE, message);
        if !column.is_empty() {
            finding.text(ImportFinding::COLUMN, column);
        }
        if let Some(fix) = fix {
            finding.text(ImportFinding::FIX, fix);
        }
        finding.end();
    }

    /// Returns an [`ImportReport`] as JSON.
    pub fn report(&self) -> String {
        let mut json = String::new();
        let mut report = Writer::new(&mut json);
        report.raw(ImportReport::ROWS, &self.rows.digits());
        report.raw(ImportReport::ERRORS, &self.errors.digits());
        report.raw(ImportReport::WARNINGS, &self.warnings.digits());
        report.raw(ImportReport::FIELDS, &json::list(self.fields.iter().map(|field| quoted(field))));
        report.raw(ImportReport::FINDINGS, &["[", &self.list, "]"].concat());
        report.end();
        json
    }
}

/// Returns a field for use in a message: shortened, and with U+FFFD in place of each invisible character.
pub(super) fn shown(field: &str) -> String {
    let mut characters = field.chars();
    let mut shown: String = characters
        .by_ref()
        .take(SHOWN)
        .map(|character| match crate::text::is_mark(character) || character.is_control() {
            true => '\u{fffd}',
            false => character,
        })
        .collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
