//! The API's endpoints, one file per resource or operation, and how they are put together.

mod ai_agents;
mod campaigns;
mod contact_labels;
mod contacts;
mod import_contacts;
mod jobs;
mod phones;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};

use crate::{
    control,
    faults::inject::inject,
    http::{problem::Problem, stamp::stamp},
    id::Id,
    sandbox::Sandbox,
    store::keep,
};

/// Where the API is mounted: today's path and the tutorial's older one.
pub const PREFIXES: [&str; 2] = ["/seax-api", "/bulk-sms-api"];

/// Everything that the sandbox serves.
pub fn router(sandbox: &Arc<Sandbox>) -> Router {
    bare_router(sandbox)
        .layer(from_fn_with_state(Arc::clone(sandbox), keep))
        .layer(from_fn_with_state(Arc::clone(sandbox), inject))
        .layer(from_fn(stamp))
}

/// The same, with nothing on the way to it: no faults, and nothing is kept.
pub fn bare_router(sandbox: &Arc<Sandbox>) -> Router {
    let mut router = Router::new().nest("/_sandbox", control_routes());
    for prefix in PREFIXES {
        router = router.nest(prefix, api_routes());
    }
    router
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        })
        .with_state(Arc::clone(sandbox))
}

/// The workspace that a path names, and what of the path is below it.
#[must_use]
pub fn below_workspace(path: &str) -> Option<(Id, &str)> {
    let (_, rest) = path.split_once("/api/v1/workspace/")?;
    let (id, below) = rest.split_once('/')?;
    Some((Id::parse(id)?, below))
}

fn api_routes() -> Router<Arc<Sandbox>> {
    let workspace = Router::new()
        .route("/phones", get(phones::list))
        .route("/ai_agents", get(ai_agents::list))
        .merge(contacts::routes())
        .route("/import_contacts", post(import_contacts::import).layer(DefaultBodyLimit::disable()))
        .route("/jobs/{job_id}", get(jobs::get))
        .merge(contact_labels::routes())
        .merge(campaigns::routes());
    Router::new().nest("/api/v1/workspace/{workspace_id}", workspace)
}

fn control_routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/workspaces", post(control::workspaces::open))
        .route(
            "/faults",
            get(control::faults::list).post(control::faults::arm).delete(control::faults::clear),
        )
        .route("/rehearsals", get(control::rehearsals::list))
        .route(
            "/files/{name}",
            // One with 100,000 contacts has several megabytes.
            get(control::files::read).put(control::files::keep).layer(DefaultBodyLimit::disable()),
        )
        .route("/requests", get(control::requests::list).delete(control::requests::clear))
}
