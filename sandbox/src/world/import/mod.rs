//! Imports of contacts: jobs that are done some time after they were asked for.

mod file;
mod strategy;

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    enumeration::enumeration,
    id::Id,
    timestamp::Timestamp,
    world::{csv_rows::BadRow, workspace::Workspace},
};

enumeration! {
    /// What becomes of a contact whose number is there already.
    DuplicatedStrategy { Merge = "merge", Replace = "replace", Mark = "mark" }
}

enumeration! {
    /// How far a job has come.
    JobStatus {
        Queued = "queued",
        Finished = "finished",
        Failed = "failed",
        Started = "started",
        Deferred = "deferred",
        Scheduled = "scheduled",
        Stopped = "stopped",
        Canceled = "canceled",
    }
}

/// An import that was asked for. Its times are real ones.
#[derive(Debug)]
pub struct Import {
    /// The job's id.
    pub id: Id,
    /// When it was asked for.
    pub enqueued: Timestamp,
    /// When it begins.
    pub starts: Timestamp,
    /// When it is done, all of it at once.
    pub ends: Timestamp,
    /// What came of it, once it is done; else what is wrong with the file.
    pub outcome: Option<Result<Outcome, String>>,
    strategy: DuplicatedStrategy,
    /// The CSV file, until it is taken in.
    file: Vec<u8>,
}

/// What came of an import.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "ImportOutcome")]
pub struct Outcome {
    /// How many rows the file has.
    pub total: usize,
    /// How many contacts were made.
    pub created: usize,
    /// How often a contact that was there already was changed.
    pub updated: usize,
    /// How many of those that were made have a number that was there already.
    pub marked: usize,
    /// How many rows nothing could be made of.
    pub failed: usize,
    /// Which rows, and why; the first 100 of them.
    pub errors: Vec<BadRow>,
}

/// How many bad rows a job tells of.
const TOLD: usize = 100;

/// How long an import waits before it begins, and how long it then takes at least, in seconds.
const PAUSE: f64 = 0.5;

/// How many rows are taken in in a second.
const ROWS_PER_SECOND: f64 = 20_000.0;

impl Import {
    /// How far it has come at a real time.
    #[must_use]
    pub fn status(&self, now: Timestamp) -> JobStatus {
        match &self.outcome {
            Some(Ok(_)) => JobStatus::Finished,
            Some(Err(_)) => JobStatus::Failed,
            None if now < self.starts => JobStatus::Queued,
            None => JobStatus::Started,
        }
    }
}

impl Workspace {
    /// Asks for an import, which takes its time at the workspace's speed. ResponseSpec its place.
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

    /// When the next import is done that is not yet, and its place.
    pub(super) fn next_import(&self) -> Option<(Timestamp, usize)> {
        let waiting = self.imports.iter().enumerate().filter(|(_, import)| import.outcome.is_none());
        waiting.map(|(index, import)| (import.ends, index)).min()
    }

    /// Does an import.
    pub(super) fn run_import(&mut self, index: usize) {
        let import = &mut self.imports[index];
        let (file, strategy, now) = (std::mem::take(&mut import.file), import.strategy, import.ends);
        let outcome = file::read(&file).map(|mut rows| {
            let mut outcome = self.import_rows(&rows.good, strategy, now);
            outcome.failed = rows.bad.len();
            outcome.total = rows.good.len() + rows.bad.len();
            rows.bad.truncate(TOLD);
            outcome.errors = rows.bad;
            outcome
        });
        self.imports[index].outcome = Some(outcome);
    }

    /// So many seconds at the workspace's speed.
    fn span(&self, seconds: f64) -> Duration {
        Duration::try_from_secs_f64(seconds / self.speed).unwrap_or(Duration::MAX)
    }
}
