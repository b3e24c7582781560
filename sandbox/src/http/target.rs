//! The length of a request's path and query.

use axum::http::{StatusCode, Uri};

use crate::http::error::ApiError;

/// The maximum length of a path and query, in bytes. The API documents none. JavaScript runtimes can serve a request whose head has
/// 16 KiB, which leaves 4 KiB for its headers.
pub const MAX_TARGET: usize = 12 * 1024;

/// Returns the 414 for a path and query that are too long.
#[must_use]
pub fn refuse_long(uri: &Uri) -> Option<ApiError> {
    let length = uri.path_and_query().map_or(0, |target| target.as_str().len());
    (length > MAX_TARGET).then(|| ApiError::new(StatusCode::URI_TOO_LONG, "Request-URI Too Long"))
}
