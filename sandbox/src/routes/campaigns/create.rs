use axum::{body::Bytes, http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        problem::{Problem, json},
    },
    routes::campaigns::{draft, view::CampaignView},
    world::{draft::Draft, resolution::resolve},
};

/// The fields that a new campaign has to have.
const REQUIRED: [&str; 7] = ["name", "type", "mode", "stage", "capture_keypress", "capture_stt", "phone_ids"];

/// `POST …/auto_dialer_campaigns`: makes a campaign, and answers 201 with it.
///
/// # Errors
/// A 422 for a draft that breaks the vendor's schema, or names what the workspace doesn't have.
pub async fn create(caller: Caller, body: Bytes) -> Result<Response, Problem> {
    let mut body = caller.body(&body)?;
    for field in REQUIRED {
        body.require(field);
    }
    let mut draft = draft::read(body, Draft::blank())?;
    if caller.quirks.forgets_draft_name {
        draft.draft_name = None;
    }
    let mut workspace = caller.workspace();
    draft::name_agent(&mut draft, &workspace);
    let number = workspace.campaigns_made;
    let resolved = resolve(&draft, &workspace, number, caller.now).map_err(draft::unresolved)?;
    let place = workspace.add_campaign(draft, resolved, caller.now);
    workspace.campaigns[place].listed_from = caller.now + caller.quirks.unlisted_for;
    let view = CampaignView::new(&workspace, &workspace.campaigns[place]);
    Ok(json(StatusCode::CREATED, &view))
}
