use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::jobs::JobView,
    world::import::DuplicatedStrategy,
};

/// `POST …/import_contacts`: starts a job that imports contacts from a CSV file, and replies with 201 and the job.
///
/// # Errors
/// Returns 422 for an invalid query or a missing file. The job reports errors in the file.
pub fn import(caller: &Caller, file: Result<Vec<u8>, ApiError>) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let strategy = query.choice("duplicate_strategy").unwrap_or(DuplicatedStrategy::Mark);
    query.finish()?;
    let file = file?;
    let mut workspace = caller.workspace();
    let index = workspace.ask_for_import(file, strategy, caller.now);
    Ok(json(StatusCode::CREATED, &JobView::new(&workspace, &workspace.imports[index], caller.now)))
}
