//! The control interface below `/_sandbox`, with which tests set up a sandbox and inspect it.

/// The campaigns and calls of a workspace.
pub mod campaigns;
/// The test calls of a workspace.
pub mod dry_runs;
/// Adding, listing and removing faults.
pub mod faults;
/// Contact files.
pub mod files;
/// Control requests.
pub mod request;
/// The log of requests.
pub mod requests;
/// Creating workspaces.
pub mod workspaces;

use std::sync::Arc;

use axum::{Router, routing::MethodFilter};

use self::request::serve;
use crate::sandbox::Sandbox;

/// Adds the control interface to a router.
pub fn add(router: Router<Arc<Sandbox>>) -> Router<Arc<Sandbox>> {
    router
        .route("/_sandbox/workspaces", serve(MethodFilter::POST, workspaces::open))
        .route("/_sandbox/faults", serve(MethodFilter::GET, faults::list))
        .route("/_sandbox/faults", serve(MethodFilter::POST, faults::add))
        .route("/_sandbox/faults", serve(MethodFilter::DELETE, faults::clear))
        .route("/_sandbox/campaigns", serve(MethodFilter::GET, campaigns::list))
        .route("/_sandbox/calls", serve(MethodFilter::GET, campaigns::calls))
        .route("/_sandbox/refused_calls", serve(MethodFilter::GET, campaigns::refused_calls))
        .route("/_sandbox/dry_runs", serve(MethodFilter::GET, dry_runs::list))
        .route("/_sandbox/files/{name}", serve(MethodFilter::GET, files::read))
        .route("/_sandbox/files/{name}", serve(MethodFilter::PUT, files::keep))
        .route("/_sandbox/requests", serve(MethodFilter::GET, requests::list))
        .route("/_sandbox/requests", serve(MethodFilter::DELETE, requests::clear))
}
