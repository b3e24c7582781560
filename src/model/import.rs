//! The findings of a CSV file's check, before its contacts are imported.

use seax_dialer_derive::model;

use super::{finding::Severity, open_enum::open_enum};

/// The result of checking a CSV file.
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
    /// The first 200 findings, in line order.
    pub findings: Vec<ImportFinding>,
}

/// A finding about a CSV file.
#[model(input)]
pub struct ImportFinding {
    /// An `error` prevents the import, a `warning` does not.
    #[wire(ts = "\"error\" | \"warning\"")]
    pub severity: String,
    /// The kind of finding.
    pub code: ImportFindingCode,
    /// The line on which the row starts, counted from 1.
    pub line: u64,
    /// What is wrong and what to do, in English.
    pub message: String,
    /// The name of the column that it is about, if any.
    pub column: Option<String>,
    /// The correct value, if that is certain: the number in E.164, the column's name, or an empty string to clear the field.
    pub fix: Option<String>,
}

open_enum! {
    /// The kind of a finding about a CSV file.
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
        LabelsJoined = "labels_joined",
        OptOutMisspelt = "opt_out_misspelt",
        TooManyLabels = "too_many_labels",
    }
}

impl ImportFindingCode {
    /// Returns the severity. An error prevents the import.
    pub fn severity(&self) -> Severity {
        match self {
            Self::ColumnMisspelt | Self::NumberMissing | Self::NumberTwice | Self::LabelsJoined => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}
