//! Findings of a contact file's check.

use seax_dialer_derive::model;

use super::{finding::Severity, open_enum::open_enum};

/// The result of a CSV file's check.
#[model]
pub struct ImportReport {
    /// The number of contacts in the file.
    pub rows: u64,
    /// The number of errors.
    pub errors: u64,
    /// The number of warnings.
    pub warnings: u64,
    /// The columns that become custom fields.
    pub fields: Vec<String>,
    /// The first 200 findings, in the order of the lines.
    pub findings: Vec<ImportFinding>,
}

/// A finding about a CSV file.
#[model]
pub struct ImportFinding {
    /// An `error` prevents the import, a `warning` does not.
    #[wire(ts = "\"error\" | \"warning\"")]
    pub severity: String,
    /// Its code.
    pub code: ImportFindingCode,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// The column's name, if it is about one.
    pub column: Option<String>,
    /// What has to be written instead, if that is certain: the number in E.164, the column's name, or nothing.
    pub fix: Option<String>,
}

open_enum! {
    /// Its code.
    ImportFindingCode {
        NoNameColumn = "no_name_column",
        NoNumberColumn = "no_number_column",
        ColumnTwice = "column_twice",
        ColumnMisspelt = "column_misspelt",
        ColumnUnnamed = "column_unnamed",
        NotCsv = "not_csv",
        WrongDelimiter = "wrong_delimiter",
        SepLine = "sep_line",
        NoRows = "no_rows",
        UnevenRow = "uneven_row",
        NotUtf8 = "not_utf8",
        NulCharacter = "nul_character",
        NameMissing = "name_missing",
        NumberNotE164 = "number_not_e164",
        NumberMissing = "number_missing",
        NumberTwice = "number_twice",
        TooManyLabels = "too_many_labels",
    }
}

impl ImportFindingCode {
    /// Whether it prevents the import.
    pub fn severity(&self) -> Severity {
        match self {
            Self::ColumnMisspelt | Self::NumberMissing | Self::NumberTwice => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
