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

use axum::http::StatusCode;

use self::{
    jobs::JobRow, logs::LogView, results::ResultsView, validate::PlayTime,
    validate_contact_file::FileContact, view::CampaignView,
};
use crate::{
    http::{error::ApiError, page::Page},
    id::Id,
    routes::operation::{Handler, Operation},
    world::workspace::Workspace,
};

const ALL: &str = "/auto_dialer_campaigns";
const ONE: &str = "/auto_dialer_campaigns/{auto_dialer_campaign_id}";

/// What is below one campaign.
macro_rules! of_one {
    ($path:literal) => {
        concat!("/auto_dialer_campaigns/{auto_dialer_campaign_id}/", $path)
    };
}

/// Everything below a workspace's `/auto_dialer_campaigns`.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::get(ALL, "Lists the campaigns that match.", Handler::Plain(list::list))
            .returns::<Page<CampaignView<'_>>>(),
        Operation::post(ALL, "Makes a campaign, which then calls people.", Handler::WithBody(create::create))
            .returns::<CampaignView<'_>>()
            .with(StatusCode::CREATED),
        Operation::post(
            "/auto_dialer_campaigns/dry_run",
            "Calls one number as a campaign would.",
            Handler::WithBody(dry_run::call),
        ),
        Operation::get(ONE, "Reads a campaign.", Handler::WithId(get::get)).returns::<CampaignView<'_>>(),
        Operation::patch(
            ONE,
            "Changes a campaign; by `status`, pauses, resumes or cancels it.",
            Handler::WithIdAndBody(update::update),
        )
        .returns::<CampaignView<'_>>()
        .can_conflict(),
        Operation::delete(
            ONE,
            "Removes a campaign, which calls nobody any more.",
            Handler::WithId(delete::delete),
        ),
        Operation::post(
            of_one!("validate"),
            "Estimates how long a campaign plays or takes.",
            Handler::WithIdAndBody(validate::validate),
        )
        .returns::<PlayTime>(),
        Operation::get(
            of_one!("logs"),
            "Lists a campaign's calls with all that belongs to them.",
            Handler::WithId(logs::list),
        )
        .returns::<Page<LogView<'_>>>(),
        Operation::get(
            of_one!("results"),
            "Tells what came of a campaign's calls.",
            Handler::WithId(results::list),
        )
        .returns::<ResultsView<'_>>(),
        Operation::get(
            of_one!("jobs"),
            "Lists a campaign's calls as the dialer sees them.",
            Handler::WithId(jobs::list),
        )
        .returns::<Page<JobRow<'_>>>(),
        Operation::get(
            of_one!("download_logs"),
            "A campaign's calls as a file.",
            Handler::WithId(download_logs::download),
        )
        .returns_file(),
        Operation::get(
            of_one!("download_contact_template"),
            "The file that a campaign's contacts can be filled into.",
            Handler::WithId(download_contact_template::download),
        )
        .returns_file(),
        Operation::post(
            of_one!("validate_contact_file"),
            "Reads the contacts in a file that was uploaded.",
            Handler::WithIdAndBody(validate_contact_file::validate),
        )
        .returns::<Page<FileContact>>(),
        Operation::post(
            of_one!("webhooks"),
            "Adds contacts to a campaign whose mode is WEBHOOK.",
            Handler::WithIdAndBody(webhooks::receive),
        )
        .returns::<()>()
        .with(StatusCode::ACCEPTED)
        .can_conflict(),
    ]
}

/// Where the workspace has the campaign with this id.
fn index_of(id: &str, workspace: &Workspace) -> Result<usize, ApiError> {
    let id = Id::parse(id);
    let index = workspace.campaigns.iter().position(|campaign| Some(campaign.id) == id);
    index.ok_or_else(|| ApiError::not_found("Auto dialer campaign"))
}
