//! Sections of files that are generated from code: compared in the tests, and written by `cargo xtask docs`.

use std::fs;
use std::path::Path;

/// A file, by its path from the repository's root.
pub struct File(pub &'static str);

impl File {
    /// Checks the text between `before` and `behind`; or writes it, if the variable `SEAX_WRITE_DOCS` is set.
    pub fn check(&self, before: &str, wanted: &str, behind: &str) {
        // The crate's folder is the root, or below it.
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let path = folders.map(|folder| folder.join(self.0)).find(|path| path.is_file()).expect(self.0);
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let (start, rest) = text.split_once(before).expect(before);
        let (stands, end) = rest.split_once(behind).expect(behind);
        if stands == wanted {
            return;
        }
        if std::env::var_os("SEAX_WRITE_DOCS").is_some() {
            fs::write(path, [start, before, wanted, behind, end].concat()).unwrap();
            return;
        }
        let line = stands.lines().zip(wanted.lines()).find(|(stands, wanted)| stands != wanted);
        panic!("{}: `cargo xtask docs` writes this anew. The first line that differs: {line:?}", self.0);
    }
}
