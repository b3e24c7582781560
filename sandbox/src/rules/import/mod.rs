//! Carrying out contact imports.

mod file;
mod strategy;

use crate::{timestamp::Timestamp, world::workspace::Workspace};

/// The maximum number of bad rows that a job reports.
const MAX_REPORTED_ROWS: usize = 100;

impl Workspace {
    /// Returns the end and the index of the import that ends next.
    pub(super) fn next_import(&self) -> Option<(Timestamp, usize)> {
        let waiting = self.imports.iter().enumerate().filter(|(_, import)| import.outcome.is_none());
        waiting.map(|(index, import)| (import.ends, index)).min()
    }

    /// Carries out an import.
    pub(super) fn run_import(&mut self, index: usize) {
        let import = &mut self.imports[index];
        let (file, strategy, now) = (std::mem::take(&mut import.file), import.strategy, import.ends);
        let outcome = file::read(&file).map(|mut rows| {
            let mut outcome = self.import_rows(&rows.good, strategy, now);
            outcome.failed = rows.bad.len();
            outcome.total = rows.good.len() + rows.bad.len();
            rows.bad.truncate(MAX_REPORTED_ROWS);
            outcome.errors = rows.bad;
            outcome
        });
        self.imports[index].outcome = Some(outcome);
    }
}
