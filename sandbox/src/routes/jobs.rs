use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    id::Id,
    timestamp::Timestamp,
    world::{
        import::{Import, JobStatus, Outcome},
        workspace::Workspace,
    },
};

/// The maximum time that a job may take, in seconds.
const TIMEOUT: u32 = 21_600;

/// The API's `Job`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Job")]
pub struct JobView<'a> {
    job_id: Id,
    status: JobStatus,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'static str,
    workspace_id: Id,
    result: Option<&'a Outcome>,
    error_msg: Option<&'a str>,
    timeout: u32,
    enqueued_at: Timestamp,
    started_at: Option<Timestamp>,
    updated_at: Timestamp,
    ended_at: Option<Timestamp>,
}

impl<'a> JobView<'a> {
    /// Creates the view of an import's job at a given time.
    #[must_use]
    pub fn new(workspace: &Workspace, import: &'a Import, now: Timestamp) -> Self {
        let outcome = import.outcome.as_ref();
        let started_at = (now >= import.starts).then_some(import.starts);
        let ended_at = outcome.map(|_| import.ends);
        Self {
            job_id: import.id,
            status: import.status(now),
            kind: "import_contacts",
            description: "Import contacts from a CSV file",
            workspace_id: workspace.id,
            result: outcome.and_then(|outcome| outcome.as_ref().ok()),
            error_msg: outcome.and_then(|outcome| outcome.as_ref().err()).map(String::as_str),
            timeout: TIMEOUT,
            enqueued_at: import.enqueued,
            started_at,
            updated_at: ended_at.or(started_at).unwrap_or(import.enqueued),
            ended_at,
        }
    }
}

/// `GET …/jobs/{job_id}`: a job with its status and result. Replies with 201, as in the API's document.
///
/// # Errors
/// Returns 404 if the workspace has no such job.
pub fn get(caller: &Caller, id: &str) -> Result<Response, ApiError> {
    let workspace = caller.workspace();
    let id = Id::parse(id);
    let import = workspace.imports.iter().find(|import| Some(import.id) == id);
    let import = import.ok_or_else(|| ApiError::not_found("Job"))?;
    Ok(json(StatusCode::CREATED, &JobView::new(&workspace, import, caller.now)))
}
