use csv::{ErrorKind, StringRecord, Trim};

use crate::world::import::BadRow;

/// The rows of a file.
pub struct Rows<T> {
    /// The rows that could be read.
    pub good: Vec<T>,
    /// The rows that could not be read.
    pub bad: Vec<BadRow>,
}

/// Reads a CSV file (RFC 4180) with a header row. `trim` says where whitespace around values is removed, `check`
/// validates the header, and `read` converts a row.
///
/// # Errors
/// Returns what is wrong with the file as a whole.
pub fn read_rows<T>(
    file: &[u8],
    trim: Trim,
    check: impl Fn(&StringRecord) -> Result<(), String>,
    read: impl Fn(&StringRecord, &StringRecord) -> Result<T, String>,
) -> Result<Rows<T>, String> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().trim(trim).from_reader(file);
    let columns = reader.headers().map_err(|error| format!("line 1: {}", fault(&error)))?.clone();
    let mut records =
        reader.records().map(|record| (start_of(&record).unwrap_or(file.len()), record)).peekable();
    let end = records.peek().map_or(file.len(), |(start, _)| *start);
    check_quotes(&file[..end]).map_err(|fault| format!("line 1: {fault}"))?;
    check(&columns)?;
    let mut rows = Rows { good: Vec::new(), bad: Vec::new() };
    let mut lines = Lines::default();
    while let Some((start, record)) = records.next() {
        let line = lines.row_at(file, start);
        let end = records.peek().map_or(file.len(), |(next, _)| *next);
        let result = record.map_err(|error| fault(&error)).and_then(|cells| {
            check_quotes(&file[start..end])?;
            read(&columns, &cells)
        });
        match result {
            Ok(row) => rows.good.push(row),
            Err(msg) => rows.bad.push(BadRow { line, msg }),
        }
    }
    Ok(rows)
}

/// Returns the place at which a record starts.
fn start_of(record: &csv::Result<StringRecord>) -> Option<usize> {
    let position = record.as_ref().map_or_else(csv::Error::position, StringRecord::position)?;
    usize::try_from(position.byte()).ok()
}

/// Checks what the reader accepts in the text of a row: the end of the file in place of a closing quote, and text after one.
fn check_quotes(row: &[u8]) -> Result<(), String> {
    #[derive(Clone, Copy)]
    enum State {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    use State::{Closed, Plain, Quoted, Start};
    let mut state = Start;
    for byte in row {
        state = match (state, byte) {
            (Quoted, b'"') => Closed,
            (Start | Closed, b'"') | (Quoted, _) => Quoted,
            (_, b',' | b'\r' | b'\n') => Start,
            (Closed, _) => return Err("text follows a closing quote".to_owned()),
            _ => Plain,
        };
    }
    match state {
        Quoted => Err("a quote is not closed".to_owned()),
        _ => Ok(()),
    }
}

/// Counts lines, which may end with LF, CR LF, or CR alone.
#[derive(Default)]
struct Lines {
    /// The number of bytes that were scanned.
    at: usize,
    /// The number of lines that ended in these bytes.
    ended: u64,
}

impl Lines {
    /// Returns the line on which a row starts. The reader counts the empty lines before it as part of the row.
    fn row_at(&mut self, file: &[u8], start: usize) -> u64 {
        let blank = file[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        while self.at < start + blank {
            let next = file.get(self.at + 1);
            self.ended += u64::from(match file[self.at] {
                b'\r' => next != Some(&b'\n'),
                byte => byte == b'\n',
            });
            self.at += 1;
        }
        self.ended + 1
    }
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
    use super::{BadRow, Trim, read_rows};

    fn bad(file: &[u8]) -> Vec<(u64, String)> {
        let rows = read_rows(
            file,
            Trim::None,
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
    fn lines_that_a_carriage_return_ends_are_counted() {
        let file = b"a,b\rok,1\rbad,1\r\r\"x\ry\",1\r\nbad,1\n\r1";
        let bad: Vec<_> = bad(file).into_iter().map(|(line, _)| line).collect();
        assert_eq!(bad, [3, 7, 9]);
    }

    #[test]
    fn column_names_that_are_not_utf8_are_rejected() {
        let rows = read_rows(b"name,\xff\nAnn,1\n", Trim::All, |_| Ok(()), |_, _| Ok(()));
        assert_eq!(rows.err().as_deref(), Some("line 1: field 2 is not UTF-8"));
    }

    #[test]
    fn quotes_in_the_header_are_checked_too() {
        let refusal = |file: &[u8]| read_rows(file, Trim::All, |_| Ok(()), |_, _| Ok(())).err();
        // The quote swallows a row, which would be missing without a word.
        let swallowed = b"name,phone,\"note\nAnn,+12025550901,\"vip\"\nBob,+12025550902,\n";
        assert_eq!(refusal(swallowed).as_deref(), Some("line 1: text follows a closing quote"));
        assert_eq!(refusal(b"name,\"phone\nAnn,1\n").as_deref(), Some("line 1: a quote is not closed"));
        assert_eq!(refusal(b"\n\"name\",\"the \"\"note\"\"\n\"\r\nAnn,\"1\"\n"), None);
    }
}
