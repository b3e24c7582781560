use crate::id::Id;

/// Returns the workspace in a path, and the rest of the path.
#[must_use]
pub fn below_workspace(path: &str) -> Option<(Id, &str)> {
    let (_, rest) = path.split_once("/api/v1/workspace/")?;
    let (id, below) = rest.split_once('/')?;
    Some((Id::parse(id)?, below))
}
