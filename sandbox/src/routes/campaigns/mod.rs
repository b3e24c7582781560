//! `/auto_dialer_campaigns`, one file per operation.

mod call_view;
mod calls;
mod conversation;
mod create;
mod csv_file;
mod delete;
mod download_contact_template;
mod download_logs;
mod draft;
mod dry_run;
mod get;
mod jobs;
mod list;
mod logs;
mod results;
mod update;
mod validate;
mod validate_contact_file;
mod view;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{http::problem::Problem, id::Id, sandbox::Sandbox, world::workspace::Workspace};

/// Everything below a workspace's `/auto_dialer_campaigns`.
pub fn routes() -> Router<Arc<Sandbox>> {
    let one = Router::new()
        .route("/", get(get::get).patch(update::update).delete(delete::delete))
        .route("/validate", post(validate::validate))
        .route("/logs", get(logs::list))
        .route("/results", get(results::list))
        .route("/jobs", get(jobs::list))
        .route("/download_logs", get(download_logs::download))
        .route("/download_contact_template", get(download_contact_template::download))
        .route("/validate_contact_file", post(validate_contact_file::validate))
        .route("/webhooks", post(webhooks::receive));
    Router::new()
        .route("/auto_dialer_campaigns", get(list::list).post(create::create))
        .route("/auto_dialer_campaigns/dry_run", post(dry_run::call))
        .nest("/auto_dialer_campaigns/{auto_dialer_campaign_id}", one)
}

/// Where the workspace has the campaign with this id.
fn place_of(id: &str, workspace: &Workspace) -> Result<usize, Problem> {
    let id = Id::parse(id);
    let place = workspace.campaigns.iter().position(|campaign| Some(campaign.id) == id);
    place.ok_or_else(|| Problem::not_found("Auto dialer campaign"))
}
