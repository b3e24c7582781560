//! Tables in the guides that are generated from code: compared in the tests, and written by `cargo xtask docs`.

use std::fs;
use std::path::Path;

/// A table of a guide.
pub struct Table {
    /// The path of the guide, from the repository's root.
    pub document: &'static str,
    /// The heading above the table, including its `#` marks.
    pub heading: &'static str,
    /// The table's header row, which identifies it among several below the heading.
    pub header: &'static str,
    /// The first cells of each row. Further cells are written by hand.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Checks the guide; or writes the table into it, if the variable `SEAX_WRITE_DOCS` is set.
    pub fn check(&self, root: &Path) {
        let path = root.join(self.document);
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let (before, stands, behind) = self.find(&text);
        let wanted = self.lines(stands);
        if stands == wanted {
            return;
        }
        if std::env::var_os("SEAX_WRITE_DOCS").is_some() {
            fs::write(path, [before, &wanted, behind].concat()).unwrap();
            return;
        }
        let row = stands.lines().zip(wanted.lines()).find(|(stands, wanted)| stands != wanted);
        panic!(
            "{}, {}: `cargo xtask docs` writes this table anew. The first row that differs: {row:?}",
            self.document, self.heading
        );
    }

    /// Splits the text into the part before the table's rows, the rows, and the rest.
    fn find<'a>(&self, text: &'a str) -> (&'a str, &'a str, &'a str) {
        let below = text.find(&["\n", self.heading, "\n"].concat()).expect(self.heading);
        let table = text[below..].find(&["\n", self.header, "\n"].concat()).expect(self.header);
        // Skips the header and the delimiter row.
        let begin = below + table + 1 + self.header.len() + 1;
        let begin = begin + text[begin..].find('\n').unwrap() + 1;
        let rows = text[begin..].split_inclusive('\n').take_while(|line| line.starts_with('|'));
        let end = begin + rows.map(str::len).sum::<usize>();
        (&text[..begin], &text[begin..end], &text[end..])
    }

    /// Returns the expected rows.
    fn lines(&self, stands: &str) -> String {
        let columns = self.header.matches(" |").count();
        let mut text = String::new();
        for cells in &self.rows {
            let beginning = ["| ", &cells[0], " | "].concat();
            let known = stands.lines().find(|line| line.starts_with(&beginning));
            let known = known.map_or(Vec::new(), |line| line.trim_matches(['|', ' ']).split(" | ").collect());
            let by_hand = (cells.len()..columns).map(|column| {
                let cell = known.get(column).map_or("", |cell| cell.trim());
                assert!(!cell.is_empty(), "{}: write the row of {} by hand", self.document, cells[0]);
                cell.to_owned()
            });
            let cells: Vec<String> = cells.iter().cloned().chain(by_hand).collect();
            text.push_str(&["| ", &cells.join(" | "), " |\n"].concat());
        }
        text
    }
}
