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
    http::{page::Page, problem::Problem, stamp::stamp},
    id::Id,
    openapi::{self, operation::Operation},
    routes::{jobs::JobView, phones::PhoneDetail},
    sandbox::Sandbox,
    store::keep,
    world::agent::Agent,
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
    let mut router = Router::new()
        .nest("/_sandbox", control_routes())
        .route("/openapi.json", get(openapi::openapi))
        .route("/docs", get(openapi::docs));
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

/// Where all operations are, below a prefix.
pub const WORKSPACE: &str = "/api/v1/workspace/{workspace_id}";

/// Every operation of the API.
pub fn operations() -> Vec<Operation> {
    let mut operations = vec![
        Operation::get("/phones", "Lists the workspace's numbers.", phones::list)
            .gives::<Page<PhoneDetail<'_>>>(),
        Operation::get("/ai_agents", "Lists the workspace's AI agents.", ai_agents::list)
            .gives::<Page<Agent>>(),
        Operation::post(
            "/import_contacts",
            "Makes contacts from a CSV file, by a job.",
            import_contacts::import,
        )
        .takes_file()
        .gives::<JobView<'_>>()
        .with(StatusCode::CREATED),
        Operation::get("/jobs/{job_id}", "Tells how far a job has come.", jobs::get)
            .gives::<JobView<'_>>()
            .with(StatusCode::CREATED),
    ];
    operations.extend(contacts::operations());
    operations.extend(contact_labels::operations());
    operations.extend(campaigns::operations());
    operations
}

fn api_routes() -> Router<Arc<Sandbox>> {
    let below = operations().into_iter().fold(Router::new(), |router, operation| operation.serve(router));
    Router::new().nest(WORKSPACE, below)
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
