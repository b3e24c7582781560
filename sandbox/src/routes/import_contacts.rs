use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::jobs::JobView,
    world::import::DuplicatedStrategy,
};

/// `POST …/import_contacts`: asks for contacts to be made from a CSV file, and answers 201 with the
/// job that does it.
///
/// # Errors
/// A 422 for a bad query, or without a file. What is wrong with the file, the job tells.
pub fn import(caller: &Caller, file: Result<Vec<u8>, ApiError>) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let strategy = query.choice("duplicate_strategy").unwrap_or(DuplicatedStrategy::Mark);
    query.finish()?;
    let file = file?;
    let mut workspace = caller.workspace();
    let index = workspace.ask_for_import(file, strategy, caller.now);
    Ok(json(StatusCode::CREATED, &JobView::new(&workspace, &workspace.imports[index], caller.now)))
}
