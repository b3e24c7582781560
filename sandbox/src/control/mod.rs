//! The control interface, below `/_sandbox`: fresh workspaces, faults, and the log of requests.

/// The campaigns and calls of a workspace.
pub mod campaigns;
/// The test calls of a workspace.
pub mod dry_runs;
/// Arming, listing and clearing faults.
pub mod faults;
/// Files with contacts.
pub mod files;
/// How control requests are read.
pub mod input;
/// Showing and clearing that log.
pub mod requests;
/// Fresh workspaces.
pub mod workspaces;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::sandbox::Sandbox;

/// All of it.
pub fn router() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/workspaces", post(workspaces::open))
        .route("/faults", get(faults::list).post(faults::arm).delete(faults::clear))
        .route("/campaigns", get(campaigns::list))
        .route("/calls", get(campaigns::calls))
        .route("/dry_runs", get(dry_runs::list))
        .route(
            "/files/{name}",
            // One with 100,000 contacts has several megabytes.
            get(files::read).put(files::keep).layer(DefaultBodyLimit::disable()),
        )
        .route("/requests", get(requests::list).delete(requests::clear))
}
