use std::time::Duration;

use crate::{
    timestamp::Timestamp,
    world::{
        import::{DuplicatedStrategy, Import},
        workspace::Workspace,
    },
};

/// The time that an import waits before it starts, and the minimum time that it takes, in seconds.
const PAUSE: f64 = 0.5;

/// The rate of an import.
const ROWS_PER_SECOND: f64 = 20_000.0;

impl Workspace {
    /// Requests an import, which runs at the workspace's speed. Returns its index.
    pub fn ask_for_import(&mut self, file: Vec<u8>, strategy: DuplicatedStrategy, now: Timestamp) -> usize {
        let index = self.imports.len();
        let lines = file.iter().filter(|&&byte| byte == b'\n').count();
        let starts = now + self.span(PAUSE);
        let ends = starts + self.span(PAUSE + lines as f64 / ROWS_PER_SECOND);
        let id = self.rng("import", index).id();
        self.imports.push(Import { id, enqueued: now, starts, ends, outcome: None, strategy, file });
        self.advance_to(now);
        index
    }

    /// Returns the real time that `seconds` take at the workspace's speed.
    fn span(&self, seconds: f64) -> Duration {
        Duration::try_from_secs_f64(seconds / self.speed).unwrap_or(Duration::MAX)
    }
}
