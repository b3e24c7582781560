use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};

use super::request::{ControlRequest, Reply, refusal};
use crate::http::error::ApiError;

/// `PUT /_sandbox/files/{name}`: stores a file, and replies with 204. Campaigns of the workspace can use its URL as
/// their `contact_file_url`.
///
/// # Errors
/// Returns 404 for an unknown workspace; 422 for a name that would have to be escaped in a URL.
pub fn keep(request: &ControlRequest<'_>) -> Reply {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !request.name.bytes().all(is_plain) {
        return Err(refusal("a file's name is made of letters, digits, '.', '_' and '-'"));
    }
    let tenant = request.tenant()?;
    tenant.workspace(request.now).files.insert(request.name.to_owned(), request.body.to_vec());
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /_sandbox/files/{name}`: a stored file.
///
/// # Errors
/// Returns 404 for an unknown workspace or file.
pub fn read(request: &ControlRequest<'_>) -> Reply {
    let file = request.tenant()?.workspace(request.now).files.get(request.name).cloned();
    let file = file.ok_or_else(|| ApiError::not_found("File"))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], file).into_response())
}
