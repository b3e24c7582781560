use std::collections::HashSet;

use csv::{StringRecord, Trim};
use serde_json::{Map, Value};

use crate::{
    rules::csv_rows::{Rows, read_rows},
    world::{contact::is_e164, contact_details::ContactDetails},
};

/// A row of an import file.
pub struct Row {
    /// The contact's fields.
    pub details: ContactDetails,
    /// The names of the contact's labels.
    pub labels: Vec<String>,
}

/// The maximum number of different labels in a file. If there are more, they are probably not labels.
const MOST_LABELS: usize = 1_000;

/// Reads a CSV file with the columns `name`, `phone`, `whatsapp` and `labels`, of which only `name` is required.
/// Every other column is a contact field. Values are not trimmed, except for label names.
///
/// # Errors
/// Returns what is wrong with the file as a whole.
pub fn read(file: &[u8]) -> Result<Rows<Row>, String> {
    let rows = read_rows(file, Trim::None, check_columns, read_row)?;
    let names: HashSet<&str> = rows.good.iter().flat_map(|row| &row.labels).map(String::as_str).collect();
    if names.len() > MOST_LABELS {
        let count = names.len();
        return Err(format!(
            "the column 'labels' names {count} labels, and {MOST_LABELS} are the most: are they labels?"
        ));
    }
    Ok(rows)
}

fn check_columns(columns: &StringRecord) -> Result<(), String> {
    let mut seen = HashSet::new();
    check_bytes(columns)?;
    if let Some(unnamed) = columns.iter().position(|column| column.trim().is_empty()) {
        return Err(format!("column {} of the file has no name", unnamed + 1));
    }
    if let Some(twice) = columns.iter().find(|column| !seen.insert(*column)) {
        return Err(format!("the file has the column '{twice}' twice"));
    }
    if !seen.contains("name") {
        return Err("the file has no column 'name'".to_owned());
    }
    Ok(())
}

fn check_bytes(cells: &StringRecord) -> Result<(), String> {
    match cells.iter().position(|cell| cell.contains('\0')) {
        Some(place) => Err(format!("field {} has a NUL character", place + 1)),
        None => Ok(()),
    }
}

fn read_row(columns: &StringRecord, cells: &StringRecord) -> Result<Row, String> {
    let mut row = Row { details: ContactDetails::default(), labels: Vec::new() };
    let mut fields = Map::new();
    check_bytes(cells)?;
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match column {
            "name" => row.details.name = Some(cell.to_owned()),
            "phone" => row.details.phone = Some(number(column, cell)?),
            "whatsapp" => row.details.whatsapp_phone = Some(number(column, cell)?),
            "labels" => {
                let names = cell.split(',').map(str::trim).filter(|name| !name.is_empty());
                row.labels = names.map(str::to_owned).collect();
            }
            _ => {
                fields.insert(column.to_owned(), Value::String(cell.to_owned()));
            }
        }
    }
    if row.details.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        return Err("'name' is empty".to_owned());
    }
    row.details.field_data = Some(fields).filter(|fields| !fields.is_empty());
    Ok(row)
}

fn number(column: &str, cell: &str) -> Result<String, String> {
    if is_e164(cell) {
        return Ok(cell.to_owned());
    }
    Err(format!("'{column}' is '{cell}', which is not an E.164 number, such as +12025550143"))
}
