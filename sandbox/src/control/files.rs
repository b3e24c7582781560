use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    control::wish,
    http::{now::Now, problem::Problem},
    sandbox::Sandbox,
};

/// `PUT /_sandbox/files/{name}`: keeps a file, which campaigns of this workspace can then name as
/// their `contact_file_url`; answers 204.
///
/// # Errors
/// A 404 for an unknown workspace; a 422 for a name that would not stand in an address as it is.
pub async fn keep(
    State(sandbox): State<Arc<Sandbox>>,
    Now(now): Now,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    file: Bytes,
) -> Result<Response, Problem> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !name.bytes().all(is_plain) {
        return Err(wish::refusal(&"a file's name is made of letters, digits, '.', '_' and '-'"));
    }
    let tenant = wish::tenant(&sandbox, query.as_deref())?;
    tenant.workspace(now).files.insert(name, file.into());
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /_sandbox/files/{name}`: a file that was kept.
///
/// # Errors
/// A 404 for an unknown workspace or file.
pub async fn read(
    State(sandbox): State<Arc<Sandbox>>,
    Now(now): Now,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let tenant = wish::tenant(&sandbox, query.as_deref())?;
    let file = tenant.workspace(now).files.get(&name).cloned();
    let file = file.ok_or_else(|| Problem::not_found("File"))?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], file).into_response())
}
