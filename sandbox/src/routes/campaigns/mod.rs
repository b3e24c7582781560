//! `/auto_dialer_campaigns`, one file per operation.

mod attempt_view;
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

pub use self::view::CampaignView;
use self::{
    jobs::JobRow, logs::LogView, results::ResultsView, validate::PlayTime, validate_contact_file::FileContact,
};
use crate::{
    http::{error::ApiError, page::Page},
    id::Id,
    routes::operation::{Handler, Operation},
    world::workspace::Workspace,
};

const ALL: &str = "/auto_dialer_campaigns";
const ONE: &str = "/auto_dialer_campaigns/{auto_dialer_campaign_id}";

pub use self::attempt_view::AttemptView;

/// Builds a path below one campaign.
macro_rules! of_one {
    ($path:literal) => {
        concat!("/auto_dialer_campaigns/{auto_dialer_campaign_id}/", $path)
    };
}

/// Returns the operations below `/auto_dialer_campaigns`.
pub fn operations() -> Vec<Operation> {
    vec![
        Operation::get("campaigns.list", ALL, "Lists the campaigns that match.", Handler::Plain(list::list))
            .returns::<Page<CampaignView<'_>>>(),
        Operation::post(
            "campaigns.create",
            ALL,
            "Creates a campaign, which calls its contacts.",
            Handler::WithBody(create::create),
        )
        .returns::<CampaignView<'_>>()
        .with(StatusCode::CREATED),
        Operation::post(
            "campaigns.testCall",
            "/auto_dialer_campaigns/dry_run",
            "Calls one number the way a campaign would.",
            Handler::WithBody(dry_run::call),
        ),
        Operation::get("campaigns.get", ONE, "Returns a campaign.", Handler::WithId(get::get))
            .returns::<CampaignView<'_>>(),
        Operation::patch(
            "campaigns.update",
            ONE,
            "Updates a campaign; `status` pauses, resumes or cancels it.",
            Handler::WithIdAndBody(update::update),
        )
        .returns::<CampaignView<'_>>()
        .can_conflict(),
        Operation::delete(
            "campaigns.delete",
            ONE,
            "Deletes a campaign and stops its calls.",
            Handler::WithId(delete::delete),
        ),
        Operation::post(
            "campaigns.estimatePlayTime",
            of_one!("validate"),
            "Estimates how long a campaign plays to one contact, or runs.",
            Handler::WithIdAndBody(validate::validate),
        )
        .returns::<PlayTime>(),
        Operation::get(
            "campaigns.logs",
            of_one!("logs"),
            "Lists a campaign's calls with contact, call and conversation.",
            Handler::WithId(logs::list),
        )
        .returns::<Page<LogView<'_>>>(),
        Operation::get(
            "campaigns.results",
            of_one!("results"),
            "Lists the results of a campaign's calls.",
            Handler::WithId(results::list),
        )
        .returns::<ResultsView<'_>>(),
        Operation::get(
            "campaigns.attempts",
            of_one!("jobs"),
            "Lists a campaign's call attempts.",
            Handler::WithId(jobs::list),
        )
        .returns::<Page<JobRow<'_>>>(),
        Operation::get(
            "campaigns.downloadLogs",
            of_one!("download_logs"),
            "Downloads a campaign's calls as CSV.",
            Handler::WithId(download_logs::download),
        )
        .returns_file(),
        Operation::get(
            "campaigns.downloadContactTemplate",
            of_one!("download_contact_template"),
            "Downloads a CSV template for a campaign's contacts.",
            Handler::WithId(download_contact_template::download),
        )
        .returns_file(),
        Operation::post(
            "campaigns.validateContactFile",
            of_one!("validate_contact_file"),
            "Returns the contacts in an uploaded file.",
            Handler::WithIdAndBody(validate_contact_file::validate),
        )
        .returns::<Page<FileContact>>(),
        Operation::post(
            "campaigns.addContacts",
            of_one!("webhooks"),
            "Adds contacts to a campaign whose mode is WEBHOOK.",
            Handler::WithIdAndBody(webhooks::receive),
        )
        .returns::<()>()
        .with(StatusCode::ACCEPTED)
        .can_conflict(),
    ]
}

/// Returns the index of the campaign with this id.
fn index_of(id: &str, workspace: &Workspace) -> Result<usize, ApiError> {
    let id = Id::parse(id);
    let index = workspace.campaigns.iter().position(|campaign| Some(campaign.id) == id);
    index.ok_or_else(|| ApiError::not_found("Auto dialer campaign"))
}
