//! The API's endpoints, one file per resource or operation, and how they are put together.

mod ai_agents;
mod campaigns;
mod contact_labels;
mod contacts;
mod import_contacts;
mod jobs;
/// What the router and the document are made from.
pub mod operation;
mod phones;

use std::sync::Arc;

use axum::{Router, http::StatusCode};

use self::{
    jobs::JobView,
    operation::{Handler, Operation},
    phones::PhoneDetail,
};
use crate::{http::page::Page, sandbox::Sandbox, world::agent::Agent};

/// Where the API is mounted: today's path and the tutorial's older one.
pub const PREFIXES: [&str; 2] = ["/seax-api", "/bulk-sms-api"];

/// Where all operations are, below a prefix.
pub const WORKSPACE: &str = "/api/v1/workspace/{workspace_id}";

/// Every operation of the API.
pub fn operations() -> Vec<Operation> {
    let mut operations = vec![
        Operation::get("/phones", "Lists the workspace's numbers.", Handler::Plain(phones::list))
            .returns::<Page<PhoneDetail<'_>>>(),
        Operation::get("/ai_agents", "Lists the workspace's AI agents.", Handler::Plain(ai_agents::list))
            .returns::<Page<Agent>>(),
        Operation::post(
            "/import_contacts",
            "Makes contacts from a CSV file, by a job.",
            Handler::WithFile(import_contacts::import),
        )
        .returns::<JobView<'_>>()
        .with(StatusCode::CREATED),
        Operation::get("/jobs/{job_id}", "Tells how far a job has come.", Handler::WithId(jobs::get))
            .returns::<JobView<'_>>()
            .with(StatusCode::CREATED),
    ];
    operations.extend(contacts::operations());
    operations.extend(contact_labels::operations());
    operations.extend(campaigns::operations());
    operations
}

/// All operations, below each prefix.
pub fn router() -> Router<Arc<Sandbox>> {
    let below = || operations().into_iter().fold(Router::new(), |router, operation| operation.serve(router));
    PREFIXES
        .into_iter()
        .fold(Router::new(), |router, prefix| router.nest(&format!("{prefix}{WORKSPACE}"), below()))
}
