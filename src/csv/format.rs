//! What a file is that is not a CSV file in UTF-8 with commas.

use crate::template::RESERVED;

/// The first bytes of files of other formats, and what those are.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "an Excel workbook or another ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"\x1F\x8B", "compressed (gzip)"),
    (b"%PDF", "a PDF document"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"<", "HTML or XML, as some programs call an Excel file"),
    (b"\xFF\xFE", UTF_16),
    (b"\xFE\xFF", UTF_16),
];
/// The format of a file that some programs call Unicode text.
pub const UTF_16: &str = "in UTF-16";

/// What separates columns in the files of other programs, and its name in the plural.
const DELIMITERS: [(char, &str); 8] = [
    (';', "semicolons"),
    ('\t', "tabs"),
    ('|', "vertical bars"),
    ('，', "full-width commas"),
    ('；', "full-width semicolons"),
    ('、', "ideographic commas"),
    (':', "colons"),
    ('^', "carets"),
];

/// What the file is, if it is no CSV file in UTF-8, by its first bytes and the names of its columns.
pub fn other_format(start: &[u8], names: &[String]) -> Option<&'static str> {
    if names.iter().any(|name| name == "name") {
        return None;
    }
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let signature = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature));
    // Without a byte order mark, half of the bytes of its Latin letters and commas tell.
    signature.map(|(_, format)| *format).or(start.contains(&0).then_some(UTF_16))
}

/// What separates the columns, if it is not a comma: by a header in which no column is called `name`.
pub fn delimiter(names: &[String]) -> Option<&'static str> {
    let names_columns = |piece: &str| {
        let piece = piece.trim_matches(|edge: char| edge == '"' || edge.is_whitespace());
        RESERVED.iter().any(|known| known.eq_ignore_ascii_case(piece))
    };
    let separates = |delimiter: char| {
        let single = names.len() == 1 && matches!(delimiter, ';' | '\t' | '|');
        names
            .iter()
            .filter(|name| name.contains(delimiter))
            .any(|name| single || name.split(delimiter).any(names_columns))
    };
    DELIMITERS.iter().find(|(delimiter, _)| separates(*delimiter)).map(|(_, words)| *words)
}

/// Whether the header is a line for Excel, such as `sep=;`. With a comma it has two fields.
pub fn is_sep_line(names: &[String]) -> bool {
    let is_sep = |name: &str| name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    match names {
        [only] => is_sep(only) && only.chars().count() <= 5,
        [first, second] => is_sep(first) && first.len() == 4 && second.is_empty(),
        _ => false,
    }
}
