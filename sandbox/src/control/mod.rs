//! The control interface below `/_sandbox`: what tests set up, and what they look at.

/// The campaigns and calls of a workspace.
pub mod campaigns;
/// The test calls of a workspace.
pub mod dry_runs;
/// Adding, listing and removing faults.
pub mod faults;
/// Contact files.
pub mod files;
/// Reading control requests.
pub mod input;
/// The log of requests.
pub mod requests;
/// Creating workspaces.
pub mod workspaces;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::sandbox::Sandbox;

/// The router of the control interface.
pub fn router() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/workspaces", post(workspaces::open))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/campaigns", get(campaigns::list))
        .route("/calls", get(campaigns::calls))
        .route("/refused_calls", get(campaigns::refused_calls))
        .route("/dry_runs", get(dry_runs::list))
        .route(
            "/files/{name}",
            // A file with 100,000 contacts has several megabytes.
            get(files::read).put(files::keep).layer(DefaultBodyLimit::disable()),
        )
        .route("/requests", get(requests::list).delete(requests::clear))
}
