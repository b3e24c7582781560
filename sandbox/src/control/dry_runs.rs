use super::request::{ControlRequest, Reply, listed};

/// `GET /_sandbox/dry_runs`: the test calls, oldest first.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn list(request: &ControlRequest<'_>) -> Reply {
    listed(&request.tenant()?.workspace(request.now).dry_runs)
}
