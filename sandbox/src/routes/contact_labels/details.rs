use crate::{
    http::{body::Body, problem::Problem},
    world::labelling::LabelDetails,
};

/// Reads what a body says of a label.
///
/// # Errors
/// A 422 if it breaks the vendor's schema.
pub fn read(mut body: Body) -> Result<LabelDetails, Problem> {
    let details = LabelDetails {
        name: body.filled_text("name"),
        color: body.text("color"),
        description: body.text("description"),
    };
    body.finish()?;
    Ok(details)
}
