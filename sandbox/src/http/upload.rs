use axum::extract::{Multipart, multipart::MultipartRejection};
use axum::http::StatusCode;

use crate::http::error::{ApiError, Issue};

/// A multipart form, or why the request has none.
pub type Form = Result<Multipart, MultipartRejection>;

/// Reads a file from a form. Other fields are ignored.
///
/// # Errors
/// A 422 if it is missing or not a file; a 400 if the form is malformed.
pub async fn file(form: Form, name: &str) -> Result<Vec<u8>, ApiError> {
    let refuse = |msg: &str, kind| {
        let loc = vec!["body".into(), name.into()];
        ApiError::unprocessable(vec![Issue { loc, msg: msg.to_owned(), kind }])
    };
    let broken = |_| ApiError::new(StatusCode::BAD_REQUEST, "There was an error parsing the body");
    let missing = || refuse("field required", "value_error.missing");
    let mut form = form.map_err(|_| missing())?;
    let mut found = None;
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if part.name() != Some(name) {
            continue;
        }
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(broken)?;
        if !is_file {
            return Err(refuse("expected a file, which has a file name", "value_error"));
        }
        found = Some(bytes.into());
    }
    found.ok_or_else(missing)
}
