//! The operations of `/jobs`.

use super::{Method, Operation, PreparedCall, Request, RequestSpec, ResponseSpec, RetryPolicy};
use crate::{
    model::{JobId, job::Job},
    schema::HasSchema,
};

/// Reads a job.
pub static GET: Operation = Operation {
    name: "jobs.get",
    method: Method::Get,
    path: "jobs/{id}",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Nothing,
    response: ResponseSpec::Json(&Job::SCHEMA),
};

/// Reads a job.
pub fn get(id: &JobId) -> PreparedCall<Job> {
    PreparedCall::new(Request::new(&GET, id.as_str()))
}
