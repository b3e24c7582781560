use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::http::error::ApiError;

/// A reply with a CSV file for download.
///
/// # Errors
/// A 500 if the rows cannot be written.
pub fn csv_file<R: AsRef<[String]>>(
    name: &str,
    rows: impl IntoIterator<Item = R>,
) -> Result<Response, ApiError> {
    let failure = |error: String| ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.as_ref()).map_err(|error| failure(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failure(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
