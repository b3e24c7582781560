use crate::{
    http::{body::Body, error::ApiError},
    rules::labeling::LabelDetails,
};

/// Reads the fields of a label.
///
/// # Errors
/// Returns 422 for an invalid body.
pub fn read(mut body: Body) -> Result<LabelDetails, ApiError> {
    let details = LabelDetails {
        name: body.non_empty_text("name"),
        color: body.text("color"),
        description: body.text("description"),
    };
    body.finish()?;
    Ok(details)
}
