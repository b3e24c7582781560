//! Interprets the media types of responses.

use crate::{
    error::{Error, Result},
    schema,
};

/// Whether this is the type of a web page. The API has none, so it is a login page or comes from a proxy.
pub fn is_page(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.eq_ignore_ascii_case("text/html") || essence.eq_ignore_ascii_case("application/xhtml+xml")
}

/// Checks that a response is one of the API's files: its `Content-Disposition` says so, or it has a type that such files can
/// have.
///
/// # Errors
/// `malformed_reply` if it is not.
pub(super) fn check_file(media_type: &str, disposition: Option<&str>) -> Result<()> {
    let names_file = disposition.is_some_and(|disposition| {
        let (kind, parameters) = schema::split_once(disposition, b';').unwrap_or((disposition, ""));
        kind.trim_ascii().eq_ignore_ascii_case("attachment") || !parameters.is_empty()
    });
    let essence = essence(media_type);
    let is = |name: &&str| essence.eq_ignore_ascii_case(name);
    if !is_page(media_type) && (names_file || FILE_TYPES.iter().any(is) || is_vendor(essence)) {
        return Ok(());
    }
    Err(Error::malformed_at(
        String::new(),
        "is not a file. Check `baseUrl`: a login page or a proxy may have answered",
    ))
}

const FILE_TYPES: [&str; 6] = [
    "text/csv",
    "application/csv",
    "application/octet-stream",
    "binary/octet-stream",
    "application/zip",
    "application/x-zip-compressed",
];

/// Whether this is a vendor's type. Spreadsheets have such types.
fn is_vendor(essence: &str) -> bool {
    essence.get(..16).is_some_and(|start| start.eq_ignore_ascii_case("application/vnd."))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let (essence, _) = schema::split_once(media_type, b';').unwrap_or((media_type, ""));
    essence.trim_ascii()
}
