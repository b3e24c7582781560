use schemars::JsonSchema;
use serde::Serialize;

use crate::{enumeration::enumeration, id::Id, timestamp::Timestamp};

enumeration! {
    /// What an import does with a row whose number a contact already has.
    DuplicatedStrategy { Merge = "merge", Replace = "replace", Mark = "mark" }
}

enumeration! {
    /// The status of a job.
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

/// A contact import. Its times are in real time.
#[derive(Debug)]
pub struct Import {
    /// The job's id.
    pub id: Id,
    /// When it was requested.
    pub enqueued: Timestamp,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends. All contacts are imported at this time.
    pub ends: Timestamp,
    /// The result, or what is wrong with the file; `None` until the import has ended.
    pub outcome: Option<Result<Outcome, String>>,
    /// What an import does with a row whose number a contact already has.
    pub strategy: DuplicatedStrategy,
    /// The CSV file, until it is imported.
    pub file: Vec<u8>,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BadRow {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub msg: String,
}

/// The result of an import.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "ImportOutcome")]
pub struct Outcome {
    /// The number of rows in the file.
    pub total: usize,
    /// The number of contacts that were created.
    pub created: usize,
    /// The number of contacts that were updated.
    pub updated: usize,
    /// The number of created contacts whose number existed already.
    pub marked: usize,
    /// The number of rows that could not be read.
    pub failed: usize,
    /// The first 100 of these rows.
    pub errors: Vec<BadRow>,
}

impl Import {
    /// Returns the status at a real time.
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
