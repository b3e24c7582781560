use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    control::input,
    http::{error::ApiError, request_time::RequestTime},
    sandbox::Sandbox,
};

/// `PUT /_sandbox/files/{name}`: stores a file, whose URL campaigns of this workspace can have as their
/// `contact_file_url`. Replies with 204.
///
/// # Errors
/// A 404 for an unknown workspace; a 422 for a name that would have to be escaped in a URL.
pub async fn keep(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    file: Bytes,
) -> Result<Response, ApiError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !name.bytes().all(is_plain) {
        return Err(input::refusal(&"a file's name is made of letters, digits, '.', '_' and '-'"));
    }
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    tenant.workspace(now).files.insert(name, file.into());
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /_sandbox/files/{name}`: a stored file.
///
/// # Errors
/// A 404 for an unknown workspace or file.
pub async fn read(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    let file = tenant.workspace(now).files.get(&name).cloned();
    let file = file.ok_or_else(|| ApiError::not_found("File"))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], file).into_response())
}
