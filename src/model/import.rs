//! What is found wrong with a CSV file of contacts, before it is imported.

use seax_dialer_derive::model;

use super::{finding::Severity, open_enum::open_enum};

/// What a check of a CSV file has found.
#[model]
pub struct ImportReport {
    /// How many contacts are in the file.
    pub rows: u64,
    /// How many findings keep the file from being imported.
    pub errors: u64,
    /// How many findings do not.
    pub warnings: u64,
    /// The columns that become custom fields.
    pub fields: Vec<String>,
    /// The findings in the order of the lines; the first 200 of them.
    pub findings: Vec<ImportFinding>,
}

/// Something that a check of a CSV file has found.
#[model]
pub struct ImportFinding {
    /// `error` keeps the file from being imported, `warning` does not.
    #[wire(ts = "\"error\" | \"warning\"")]
    pub severity: String,
    /// What sort of finding it is.
    pub code: ImportFindingCode,
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// What is wrong and what to do, for a person.
    pub message: String,
}

open_enum! {
    /// What sort of finding it is.
    ImportFindingCode {
        NoNameColumn = "no_name_column",
        NoNumberColumn = "no_number_column",
        ColumnTwice = "column_twice",
        ColumnMisspelt = "column_misspelt",
        NoRows = "no_rows",
        UnevenRow = "uneven_row",
        NotUtf8 = "not_utf8",
        NameMissing = "name_missing",
        NumberNotE164 = "number_not_e164",
        NumberMissing = "number_missing",
        NumberTwice = "number_twice",
    }
}

impl ImportFindingCode {
    /// Whether it keeps the file from being imported.
    pub fn severity(&self) -> Severity {
        match self {
            Self::ColumnMisspelt | Self::NumberMissing | Self::NumberTwice => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
