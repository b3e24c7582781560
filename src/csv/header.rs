//! The header row of a contact file.

use super::finding::Findings;
use crate::{
    model::import::ImportFindingCode::{ColumnMisspelt, ColumnTwice, NoNameColumn, NoNumberColumn},
    schema::suggest,
};

/// The columns the API knows. Every other column is a custom field.
const KNOWN: [&str; 4] = ["name", "phone", "whatsapp", "labels"];

/// What a column holds.
pub enum Column {
    Name,
    Phone,
    Whatsapp,
    /// Labels, or a custom field.
    Other,
}

/// The columns.
#[derive(Default)]
pub struct Header {
    pub columns: Vec<Column>,
    /// The custom fields.
    pub fields: Vec<String>,
    /// Whether the header is complete.
    pub complete: bool,
    /// The known columns seen, one bit each.
    known: u8,
    semicolons: bool,
}

impl Header {
    /// Adds the next column by its name.
    pub fn column(&mut self, name: &str, line: u64, findings: &mut Findings) {
        self.semicolons |= name.contains(';');
        let place = KNOWN.iter().position(|known| *known == name);
        self.columns.push(match place {
            Some(0) => Column::Name,
            Some(1) => Column::Phone,
            Some(2) => Column::Whatsapp,
            _ => Column::Other,
        });
        let twice = match place {
            Some(place) => {
                let twice = self.known >> place & 1 == 1;
                self.known |= 1 << place;
                twice
            }
            None => {
                let twice = self.fields.iter().any(|field| field == name);
                if let Some(meant) = misspelt(name) {
                    let words =
                        ["The column `", name, "` becomes a custom field: did you mean `", meant, "`?"];
                    findings.add(ColumnMisspelt, line, &words.concat());
                }
                self.fields.push(name.into());
                twice
            }
        };
        if twice {
            findings.add(ColumnTwice, line, &["The column `", name, "` is there twice."].concat());
        }
    }

    /// Ends the header.
    pub fn end(&mut self, line: u64, findings: &mut Findings) {
        self.complete = true;
        let hint = match self.semicolons && self.columns.len() == 1 {
            true => " The columns seem to be separated by semicolons: save the file with commas.",
            false => "",
        };
        if self.known & 1 == 0 {
            let words = ["There is no column `name`, in lower case.", hint].concat();
            findings.add(NoNameColumn, line, &words);
        }
        if self.known & 0b110 == 0 {
            findings.add(
                NoNumberColumn,
                line,
                "There is no column `phone`, and none `whatsapp`: nobody can be called.",
            );
        }
    }
}

/// Returns the known column that a misspelled name probably means.
fn misspelt(name: &str) -> Option<&'static str> {
    let plain = name.trim().to_ascii_lowercase();
    KNOWN.iter().find(|known| **known == plain).copied().or_else(|| suggest(&plain, KNOWN.into_iter()))
}
