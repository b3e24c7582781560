//! The header row of a contact file.

use super::{
    finding::{ImportFindings, shown},
    format::{UTF_16, delimiter, is_sep_line, other_format},
    plain::{Oddity, plain},
    trim::trim,
};
use crate::{
    model::import::ImportFindingCode::{
        self, ColumnMisspelt, ColumnTwice, ColumnUnnamed, NoNameColumn, NoNumberColumn, NotCsv, NotUtf8,
        NulCharacter, SepLine, UnevenRow, WrongDelimiter,
    },
    schema::{Digits, split_once_at, suggest},
    template::RESERVED,
};

/// The number of columns whose names are kept. Further columns count as custom fields and are not reported.
const KEPT: usize = 16_384;

/// Parts of the names that name, number and label columns have in other programs.
const NAMES: [&str; 4] = ["name", "姓名", "名前", "名字"];
const PHONES: [&str; 8] = ["phone", "mobile", "whatsapp", "tel", "電話", "电话", "手機", "手机"];
const LABELS: [&str; 3] = ["標籤", "标签", "ラベル"];
/// The same, as words or as the ends of words.
const LABEL_WORDS: [&str; 2] = ["tag", "group"];
const LABEL_ENDS: [&str; 4] = ["label", "labels", "tags", "groups"];

/// What is wrong with the bytes of a field.
#[derive(Clone, Copy)]
pub enum Fault {
    Encoding,
    /// U+FFFD: what decoders write in place of bytes that they cannot read.
    Lost,
    Nul,
}

impl Fault {
    /// Returns the code of its finding, and the end of the message.
    pub fn finding(self) -> (ImportFindingCode, &'static str) {
        match self {
            Self::Encoding => (NotUtf8, " is not UTF-8: save the file as \"CSV UTF-8\"."),
            Self::Lost => (NotUtf8, " was read in a wrong encoding (U+FFFD): pass the original file."),
            Self::Nul => (NulCharacter, " has a null character (U+0000): delete it."),
        }
    }
}

/// The meaning of a column.
#[derive(Clone, Copy, PartialEq)]
pub enum Column {
    Name,
    Phone,
    Whatsapp,
    Labels,
    /// A custom field that is probably meant to be the column with the labels.
    LostLabels,
    /// Another custom field.
    Other,
}

/// The columns of a file.
#[derive(Default)]
pub struct Header {
    /// The names as in the file, or empty if they cannot be read. Those of custom fields are cut if they are longer than the bytes
    /// kept.
    names: Vec<String>,
    /// A hash of each full name.
    hashes: Vec<u64>,
    /// The indices of names with wrong bytes.
    faults: Vec<(usize, Fault)>,
    /// The number of columns.
    pub count: usize,
    pub columns: Vec<Column>,
    /// Whether the header is complete.
    pub complete: bool,
    /// Whether the file is in another format, so that its rows cannot be checked.
    pub unreadable: bool,
    /// The first bytes of the file.
    pub start: Vec<u8>,
}

impl Header {
    /// Adds the next column: the kept part of its name, a hash of the full name, and what is wrong with its bytes.
    pub fn column(&mut self, name: &str, hash: u64, fault: Option<Fault>) {
        if self.count < KEPT {
            self.faults.extend(fault.map(|fault| (self.count, fault)));
            self.names.push(name.into());
            self.hashes.push(hash);
        }
        self.count += 1;
    }

    /// Ends the header, which began on line `line`. `quote` says what is wrong with a quote in it.
    pub fn end(&mut self, line: u64, quote: Option<String>, findings: &mut ImportFindings) {
        if is_sep_line(&self.names) {
            let words = [
                "The first line is `",
                &self.names.concat(),
                if self.count > 1 { "," } else { "" },
                "`, which only Excel reads, not a header: delete it.",
            ];
            findings.add(SepLine, line, &words.concat());
            // The next row is a header, perhaps with another error.
            return *self = Self { start: std::mem::take(&mut self.start), ..Self::default() };
        }
        self.complete = true;
        if let Some(format) = other_format(&self.start, &self.names) {
            self.unreadable = true;
            let words =
                ["The file is ", format, ": save it as \"CSV UTF-8\", with commas between the columns."];
            let code = if format == UTF_16 { NotUtf8 } else { NotCsv };
            return findings.add(code, line, &words.concat());
        }
        self.columns = self.names.iter().map(|name| column(name)).collect();
        if !self.columns.contains(&Column::Name)
            && let Some(delimiter) = delimiter(&self.names)
        {
            self.unreadable = true;
            let words = [
                "The columns are separated by ",
                delimiter,
                ": save the file with commas between them, as \"CSV UTF-8 (comma delimited)\".",
            ];
            return findings.add(WrongDelimiter, line, &words.concat());
        }
        if let Some(words) = quote {
            // Perhaps it is not where the header ends.
            self.unreadable = true;
            return findings.add(UnevenRow, line, &words);
        }
        self.check_names(line, findings);
        if !self.columns.contains(&Column::Name) {
            let words = ["There is no column `name` (in lower case).", &self.perhaps(&NAMES)];
            findings.add(NoNameColumn, line, &words.concat());
        }
        if !self.has_numbers() {
            let words =
                ["There is no column `phone` or `whatsapp`: nobody can be called.", &self.perhaps(&PHONES)];
            findings.add(NoNumberColumn, line, &words.concat());
        }
        // A name that cannot be read is not told.
        for (place, _) in &self.faults {
            self.names.get_mut(*place).into_iter().for_each(String::clear);
        }
        (self.hashes, self.faults) = (Vec::new(), Vec::new());
    }

    /// Returns the name of a column.
    pub fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }

    /// Returns the names of the custom fields.
    pub fn fields(self) -> Vec<String> {
        if self.unreadable {
            return Vec::new();
        }
        let is_field = |(name, column): &(String, Column)| is_custom(*column) && !name.is_empty();
        self.names.into_iter().zip(self.columns).filter(is_field).map(|(name, _)| name).collect()
    }

    /// Returns whether there is a column for phone numbers.
    pub fn has_numbers(&self) -> bool {
        self.columns.iter().any(|column| matches!(column, Column::Phone | Column::Whatsapp))
    }

    /// Returns a hint at the column that is probably meant, found by a part of its name.
    fn perhaps(&self, parts: &[&str]) -> String {
        let meant = self.names.iter().find(|name| has_part(name, parts));
        meant.map_or_else(String::new, |name| [" Is it `", &shown(name), "`? Rename that column."].concat())
    }

    fn check_names(&mut self, line: u64, findings: &mut ImportFindings) {
        let mut seen: Vec<u64> = Vec::new();
        let names = self.names.iter().zip(&self.hashes).zip(&self.columns);
        for (place, ((name, hash), column)) in names.enumerate() {
            let number = (place + 1).digits();
            if let Some((_, fault)) = self.faults.iter().find(|(at, _)| *at == place) {
                let (code, words) = fault.finding();
                findings.add(code, line, &["The name of column ", &number, words].concat());
                continue;
            }
            if name.trim().is_empty() {
                let words =
                    ["Column ", &number, " has no name: give it one in the header, or delete the column."];
                findings.add(ColumnUnnamed, line, &words.concat());
                continue;
            }
            match seen.binary_search(hash) {
                Ok(_) => {
                    let words =
                        ["The column `", &shown(name), "` occurs twice: rename or delete one of them."];
                    findings.add(ColumnTwice, line, &words.concat());
                    continue;
                }
                Err(place) => seen.insert(place, *hash),
            }
            if is_custom(*column) {
                misspelt(name, line, findings);
            }
        }
    }
}

fn column(name: &str) -> Column {
    match name {
        "name" => Column::Name,
        "phone" => Column::Phone,
        "whatsapp" => Column::Whatsapp,
        "labels" => Column::Labels,
        _ if has_labels(name) || meant(name).is_some_and(|(meant, ..)| meant == "labels") => {
            Column::LostLabels
        }
        _ => Column::Other,
    }
}

/// Returns whether a column becomes a custom field.
fn is_custom(column: Column) -> bool {
    matches!(column, Column::Other | Column::LostLabels)
}

/// Returns whether a name has one of these parts, in any case.
fn has_part(name: &str, parts: &[&str]) -> bool {
    let lower = plain(name).0.to_ascii_lowercase();
    parts.iter().any(|part| split_once_at(&lower, part).is_some())
}

/// Returns whether other programs have labels in a column of this name. `Lead stage` has none, though it contains "tag".
fn has_labels(name: &str) -> bool {
    let lower = plain(name).0.to_ascii_lowercase();
    let is_labels =
        |word: &str| LABEL_WORDS.contains(&word) || LABEL_ENDS.iter().any(|end| word.ends_with(end));
    has_part(name, &LABELS) || lower.split(|letter: char| !letter.is_ascii_alphanumeric()).any(is_labels)
}

/// Returns the known column that the name of a custom field is probably meant to be, whether that is certain, and what deviates
/// from it.
fn meant(name: &str) -> Option<(&'static str, bool, Vec<Oddity>)> {
    let (plain, oddities) = plain(name);
    let plain = trim(&plain, "=\"' ").to_ascii_lowercase();
    let sure = RESERVED.into_iter().find(|known| *known == plain);
    let meant = sure.or_else(|| suggest(&plain, RESERVED.into_iter()))?;
    Some((meant, sure.is_some(), oddities))
}

/// Reports a custom field whose name is probably meant to be that of a known column.
fn misspelt(name: &str, line: u64, findings: &mut ImportFindings) {
    let Some((meant, is_sure, oddities)) = meant(name) else { return };
    let mark = oddities.iter().any(|oddity| matches!(oddity, Oddity::Mark(_)));
    let mut words = ["The column `", &shown(name), "` becomes a custom field"].concat();
    words.push_str(match (is_sure, mark) {
        (true, true) => ", because its name has an invisible character: rename it `",
        (true, false) => ", because its name is not in plain lower case: rename it `",
        (false, _) => ": did you mean `",
    });
    words.extend([meant, if is_sure { "`." } else { "`?" }]);
    findings.add_fixable(ColumnMisspelt, line, name, &words, is_sure.then_some(meant));
}
