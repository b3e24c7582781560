//! Background jobs, such as an import of contacts.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{JobId, WorkspaceId, open_enum::open_enum, time::ApiTime};

/// A background job.
#[model]
pub struct Job {
    /// The job's id.
    pub job_id: JobId,
    /// Its status.
    pub status: Option<JobStatus>,
    /// Its type, such as `import_contacts`.
    pub r#type: Option<String>,
    /// The job's result. Its contents depend on the type and are not documented by the API.
    #[wire(ts = "Record<string, unknown>")]
    pub result: Option<BTreeMap<String, Value>>,
    /// The error message.
    pub error_msg: Option<String>,
    /// The API's error number.
    pub error_code: Option<i64>,
    /// The parameters of the error message.
    #[wire(ts = "Record<string, unknown>")]
    pub error_parameters: Option<BTreeMap<String, Value>>,
    /// The API's stack trace of the error.
    pub traceback: Option<String>,
    /// A description of the job.
    pub description: Option<String>,
    /// Its time limit, in seconds.
    pub timeout: Option<i64>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// The resource it works on.
    pub resource_id: Option<String>,
    /// When it was created (UTC).
    pub enqueued_at: Option<ApiTime>,
    /// When it started (UTC).
    pub started_at: Option<ApiTime>,
    /// When it was last updated (UTC).
    pub updated_at: Option<ApiTime>,
    /// When it ended (UTC).
    pub ended_at: Option<ApiTime>,
}

open_enum! {
    /// The status of a job. `finished`, `failed`, `stopped` and `canceled` are final.
    JobStatus {
        Queued = "queued",
        Deferred = "deferred",
        Scheduled = "scheduled",
        Started = "started",
        Finished = "finished",
        Failed = "failed",
        Stopped = "stopped",
        Canceled = "canceled",
    }
}

impl JobStatus {
    /// The final statuses, on the wire. An unknown one does not count as final.
    pub const FINAL: [&'static str; 4] =
        [Self::Finished.as_str(), Self::Failed.as_str(), Self::Stopped.as_str(), Self::Canceled.as_str()];

    /// Whether a status is final.
    pub fn is_final(status: &str) -> bool {
        Self::FINAL.contains(&status)
    }
}
