//! Recognizes files that are not comma-separated UTF-8.

use crate::template::RESERVED;

/// The first bytes of files in other formats, with a description of each.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"\x1F\x8B", "compressed (gzip)"),
    (b"Rar!", "a RAR archive"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"BEGIN:VCARD", "a list of vCards"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"<", "HTML or XML, which some programs call an Excel file"),
    (b"\xFF\xFE", UTF_16),
    (b"\xFE\xFF", UTF_16),
];
/// The format that some programs call Unicode text.
pub const UTF_16: &str = "in UTF-16";

/// Delimiters that other programs use, with their names.
const DELIMITERS: [(char, &str); 12] = [
    (';', "semicolons"),
    ('\t', "tabs"),
    ('|', "vertical bars"),
    ('，', "full-width commas"),
    ('；', "full-width semicolons"),
    ('、', "ideographic commas"),
    ('､', "ideographic commas"),
    ('،', "Arabic commas"),
    (':', "colons"),
    ('^', "carets"),
    ('~', "tildes"),
    (',', "commas within quotes"),
];

/// Returns the format of a file that is not CSV in UTF-8, judging by its first bytes and its column names.
pub fn other_format(start: &[u8], names: &[String]) -> Option<&'static str> {
    if names.iter().any(|name| name == "name") {
        return None;
    }
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    // A single byte may be half of a UTF-16 character.
    let is_told = |signature: &[u8]| signature.len() > 1 || !start.contains(&0);
    let signature =
        SIGNATURES.iter().find(|(signature, _)| text.starts_with(signature) && is_told(signature));
    signature.map(|(_, format)| *format).or_else(|| no_text(start))
}

/// Returns the format of a file with bytes that text does not contain.
fn no_text(start: &[u8]) -> Option<&'static str> {
    // In UTF-16, one of the two bytes of a Latin letter or a comma is zero, never both.
    if start.contains(&0) && !start.chunks(2).any(|unit| unit == [0, 0]) {
        return Some(UTF_16);
    }
    let is_odd = |byte: &u8| matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1B..=0x1F);
    start.iter().any(is_odd).then_some("not text, but a picture, an archive or similar")
}

/// Returns the name of the delimiter if it is not a comma. Expects a header without a column `name`.
pub fn delimiter(names: &[String]) -> Option<&'static str> {
    let names_columns = |piece: &str| {
        let piece = piece.trim_matches(|edge: char| edge == '"' || edge.is_whitespace());
        RESERVED.iter().any(|known| known.eq_ignore_ascii_case(piece))
    };
    let separates = |delimiter: char| {
        let single = names.len() == 1 && matches!(delimiter, ';' | '\t' | '|' | ',');
        names
            .iter()
            .filter(|name| name.contains(delimiter))
            .any(|name| single || name.split(delimiter).any(names_columns))
    };
    DELIMITERS.iter().find(|(delimiter, _)| separates(*delimiter)).map(|(_, words)| *words)
}

/// Returns whether the header is a line such as `sep=;`, which only Excel reads. `sep=,` has two fields.
pub fn is_sep_line(names: &[String]) -> bool {
    let is_sep = |name: &str| name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    match names {
        [only] => is_sep(only) && only.chars().count() <= 5,
        [first, second] => is_sep(first) && first.len() == 4 && second.is_empty(),
        _ => false,
    }
}
