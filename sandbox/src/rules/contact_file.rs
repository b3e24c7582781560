use csv::{StringRecord, Trim};
use serde_json::{Map, Value};

use crate::{
    rules::csv_rows::read_rows,
    world::{contact_details::ContactDetails, import::BadRow, workspace::Workspace},
};

/// The path at which the control interface stores files.
pub const FILES: &str = "/_sandbox/files/";

/// The columns that are not contact fields.
pub const COLUMNS: [&str; 4] = ["name", "phone", "whatsapp_phone", "note"];

impl Workspace {
    /// Returns the stored file that a URL refers to; `None` for any other URL, because the sandbox downloads nothing.
    #[must_use]
    pub fn file_at(&self, url: &str) -> Option<&[u8]> {
        let (_, rest) = url.split_once("://")?;
        let (_, name) = rest.split_once(FILES)?;
        let name = name.split(['?', '#']).next()?;
        self.files.get(name).map(Vec::as_slice)
    }
}

/// Reads a campaign's contact file. Columns that are not in [`COLUMNS`] are contact fields. Empty values are skipped.
///
/// # Errors
/// Returns what is wrong with the file as a whole, or with each invalid row and its line number.
pub fn read(file: &[u8]) -> Result<Vec<ContactDetails>, Vec<String>> {
    let rows = read_rows(file, Trim::All, check_columns, newcomer).map_err(|fault| vec![fault])?;
    if rows.bad.is_empty() {
        return Ok(rows.good);
    }
    Err(rows.bad.into_iter().map(|BadRow { line, msg }| format!("line {line}: {msg}")).collect())
}

fn check_columns(columns: &StringRecord) -> Result<(), String> {
    for name in ["name", "phone"] {
        if !columns.iter().any(|column| column.eq_ignore_ascii_case(name)) {
            return Err(format!("the file has no column '{name}'"));
        }
    }
    Ok(())
}

fn newcomer(columns: &StringRecord, row: &StringRecord) -> Result<ContactDetails, String> {
    let mut newcomer = ContactDetails::default();
    let mut fields = Map::new();
    for (column, value) in columns.iter().zip(row).filter(|(_, value)| !value.is_empty()) {
        let value = value.to_owned();
        match column.to_ascii_lowercase().as_str() {
            "name" => newcomer.name = Some(value),
            "phone" => newcomer.phone = Some(value),
            "whatsapp_phone" => newcomer.whatsapp_phone = Some(value),
            "note" => newcomer.note = Some(value),
            _ => {
                fields.insert(column.to_owned(), Value::String(value));
            }
        }
    }
    newcomer.field_data = Some(fields);
    match (&newcomer.name, &newcomer.phone) {
        (None, _) => Err("'name' is empty".to_owned()),
        (_, None) => Err("'phone' is empty".to_owned()),
        _ => Ok(newcomer),
    }
}
