use csv::{ErrorKind, Position, StringRecord};

use crate::world::import::BadRow;

/// The rows of a file.
pub struct Rows<T> {
    /// The rows that could be read.
    pub good: Vec<T>,
    /// The rows that could not be read.
    pub bad: Vec<BadRow>,
}

/// Reads a CSV file (RFC 4180) with a header row. `check` validates the header, `read` converts a row.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn read_rows<T>(
    file: &[u8],
    check: impl Fn(&StringRecord) -> Result<(), String>,
    read: impl Fn(&StringRecord, &StringRecord) -> Result<T, String>,
) -> Result<Rows<T>, String> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    let columns = reader.headers().map_err(|error| format!("line 1: {}", fault(&error)))?.clone();
    check(&columns)?;
    let mut rows = Rows { good: Vec::new(), bad: Vec::new() };
    for record in reader.records() {
        let line = record.as_ref().map_or_else(csv::Error::position, StringRecord::position);
        let line = line.map_or(0, |position| line_of(file, position));
        match record.map_err(|error| fault(&error)).and_then(|cells| read(&columns, &cells)) {
            Ok(row) => rows.good.push(row),
            Err(msg) => rows.bad.push(BadRow { line, msg }),
        }
    }
    Ok(rows)
}

/// The line on which a row starts. The reader counts the empty lines before it as part of the row.
fn line_of(file: &[u8], position: &Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = file.get(start..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.filter(|&&byte| byte == b'\n').count() as u64
}

fn fault(error: &csv::Error) -> String {
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} fields, the header has {expected_len}")
        }
        ErrorKind::Utf8 { err, .. } => format!("field {} is not UTF-8", err.field() + 1),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadRow, read_rows};

    fn bad(file: &[u8]) -> Vec<(u64, String)> {
        let rows = read_rows(
            file,
            |_| Ok(()),
            |_, cells| match &cells[0] {
                "bad" => Err("it is bad".to_owned()),
                _ => Ok(()),
            },
        );
        rows.unwrap().bad.into_iter().map(|BadRow { line, msg }| (line, msg)).collect()
    }

    #[test]
    fn a_bad_row_is_reported_with_the_line_on_which_it_starts() {
        let file =
            b"a,b\r\n\"two\nlines\",1\n\nbad,2\n\n\n1\nbad,\"\n\n\"\n\xff,1\r\nok,1\r\n\r\nbad,1\r\nbad,1";
        assert_eq!(
            bad(file),
            [
                (5, "it is bad".to_owned()),
                (8, "the row has 1 fields, the header has 2".to_owned()),
                (9, "it is bad".to_owned()),
                (12, "field 1 is not UTF-8".to_owned()),
                (15, "it is bad".to_owned()),
                (16, "it is bad".to_owned()),
            ]
        );
    }

    #[test]
    fn column_names_that_are_not_utf8_are_rejected() {
        let rows = read_rows(b"name,\xff\nAnn,1\n", |_| Ok(()), |_, _| Ok(()));
        assert_eq!(rows.err().as_deref(), Some("line 1: field 2 is not UTF-8"));
    }
}
