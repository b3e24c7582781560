//! The API's endpoints, one file per resource or operation.

mod ai_agents;
/// `/auto_dialer_campaigns`.
pub mod campaigns;
mod contact_labels;
mod contacts;
mod import_contacts;
mod jobs;
/// The declaration of an operation.
pub mod operation;
mod phones;

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    http::{Method, StatusCode},
};

use self::{
    jobs::JobView,
    operation::{Handler, Operation},
    phones::PhoneDetail,
};
use crate::{http::page::Page, sandbox::Sandbox, world::agent::Agent};

/// The API's path prefixes: the current one, and the older one that the tutorial uses.
pub const PREFIXES: [&str; 2] = ["/seax-api", "/bulk-sms-api"];

/// The path of a workspace below a prefix.
pub const WORKSPACE: &str = "/api/v1/workspace/{workspace_id}";

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(operations);

/// Returns all operations of the API.
pub fn operations() -> Vec<Operation> {
    let mut operations = vec![
        Operation::get(
            "phones.list",
            "/phones",
            "Lists the workspace's numbers.",
            Handler::Plain(phones::list),
        )
        .returns::<Page<PhoneDetail<'_>>>(),
        Operation::get(
            "agents.list",
            "/ai_agents",
            "Lists the workspace's AI agents.",
            Handler::Plain(ai_agents::list),
        )
        .returns::<Page<Agent>>(),
        Operation::post(
            "contacts.import",
            "/import_contacts",
            "Imports contacts from a CSV file, in a job.",
            Handler::WithFile(import_contacts::import),
        )
        .returns::<JobView<'_>>()
        .with(StatusCode::CREATED),
        Operation::get(
            "jobs.get",
            "/jobs/{job_id}",
            "Returns the progress of a job.",
            Handler::WithId(jobs::get),
        )
        .returns::<JobView<'_>>()
        .with(StatusCode::CREATED),
    ];
    operations.extend(contacts::operations());
    operations.extend(contact_labels::operations());
    operations.extend(campaigns::operations());
    operations
}

/// Returns the name of the operation that a request is for. `path` is relative to the workspace, without a leading
/// slash.
#[must_use]
pub fn operation_name(method: &Method, path: &str) -> Option<&'static str> {
    let mut all = OPERATIONS.iter();
    // A literal segment takes precedence over a parameter.
    let exact = all.clone().find(|operation| operation.path.trim_start_matches('/') == path);
    let exact = exact.filter(|operation| operation.matches(method, path));
    exact.or_else(|| all.find(|operation| operation.matches(method, path))).map(|operation| operation.name)
}

/// Returns a router with all operations below each prefix.
pub fn router() -> Router<Arc<Sandbox>> {
    let mut router = Router::new();
    for prefix in PREFIXES {
        for operation in operations() {
            router = operation.serve(&format!("{prefix}{WORKSPACE}"), router);
        }
    }
    router
}
