use crate::{
    http::{body::Body, error::ApiError},
    rules::labeling::LabelDetails,
};

/// Reads what a body says of a label.
///
/// # Errors
/// A 422 if it breaks the vendor's schema.
pub fn read(mut body: Body) -> Result<LabelDetails, ApiError> {
    let details = LabelDetails {
        name: body.non_empty_text("name"),
        color: body.text("color"),
        description: body.text("description"),
    };
    body.finish()?;
    Ok(details)
}
