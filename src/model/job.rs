//! Jobs: work that the API does in the background, such as an import of contacts.

use std::collections::BTreeMap;

use seax_dialer_derive::model;
use serde_json::Value;

use super::{JobId, WorkspaceId, open_enum::open_enum, time::ApiTime};

/// Work that the API does in the background.
#[model]
pub struct Job {
    /// The job's id.
    pub job_id: JobId,
    /// How it stands.
    pub status: JobStatus,
    /// What it does, such as `import_contacts`.
    pub r#type: Option<String>,
    /// What came of it. What is in it depends on what the job does; the API does not say.
    #[wire(ts = "Record<string, unknown>")]
    pub result: Option<BTreeMap<String, Value>>,
    /// What went wrong, for a person.
    pub error_msg: Option<String>,
    /// What went wrong, by the API's own number.
    pub error_code: Option<i64>,
    /// What the message about it was made of.
    #[wire(ts = "Record<string, unknown>")]
    pub error_parameters: Option<BTreeMap<String, Value>>,
    /// Where in the API's own code it went wrong.
    pub traceback: Option<String>,
    /// What the job is about, for a person.
    pub description: Option<String>,
    /// How long it may take, in seconds.
    pub timeout: Option<i64>,
    /// The workspace it belongs to.
    pub workspace_id: Option<WorkspaceId>,
    /// What it works on.
    pub resource_id: Option<String>,
    /// When it was asked for (UTC).
    pub enqueued_at: Option<ApiTime>,
    /// When it began (UTC).
    pub started_at: Option<ApiTime>,
    /// When there was last news of it (UTC).
    pub updated_at: Option<ApiTime>,
    /// When it ended (UTC).
    pub ended_at: Option<ApiTime>,
}

open_enum! {
    /// How a job stands. `finished`, `failed`, `stopped` and `canceled` are final.
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
