use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp};

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
    /// What happens to a contact whose number exists already.
    pub strategy: DuplicatedStrategy,
    /// The CSV file, until it is taken in.
    pub file: Vec<u8>,
}

/// A row that nothing can be made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BadRow {
    /// Where it begins in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub msg: String,
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
