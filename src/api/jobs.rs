//! The operations of `/jobs`.

use super::{Call, Method, Operation, Request, RequestSpec, ResponseSpec, RetryPolicy};
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
pub fn get(id: &JobId) -> Call<Job> {
    Call::new(Request::new(&GET, id.as_str()))
}
