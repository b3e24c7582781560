//! `/jobs`

use super::{Call, Gives, Method, Operation, Repeat, Request, Takes};
use crate::{
    model::{JobId, job::Job},
    shape::Shaped,
};

/// Reads a job.
pub static GET: Operation = Operation {
    name: "jobs.get",
    method: Method::Get,
    path: "jobs/{id}",
    repeat: Repeat::Safe,
    takes: Takes::Nothing,
    gives: Gives::Json(&Job::KIND),
};

/// Reads a job.
pub fn get(id: &JobId) -> Call<Job> {
    Call::new(Request::new(&GET, id.as_str()))
}
