use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::{draft, view::CampaignView},
    rules::resolution::resolve,
    world::draft::Draft,
};

/// The required fields.
const REQUIRED: [&str; 7] = ["name", "type", "mode", "stage", "capture_keypress", "capture_stt", "phone_ids"];

/// `POST …/auto_dialer_campaigns`: creates a campaign, and replies with 201 and the campaign.
///
/// # Errors
/// Returns 422 for an invalid draft, or one that refers to something that does not exist.
pub fn create(caller: &Caller, body: &[u8]) -> Result<Response, ApiError> {
    let mut body = caller.body(body)?;
    for field in REQUIRED {
        body.require(field);
    }
    let mut draft = draft::read(body, Draft::blank())?;
    if caller.effects.drops_draft_name {
        draft.draft_name = None;
    }
    let mut workspace = caller.workspace();
    draft::name_agent(&mut draft, &workspace);
    let number = workspace.campaigns_made;
    let resolved = resolve(&draft, &workspace, number, caller.now).map_err(draft::unresolved)?;
    let index = workspace.add_campaign(draft, resolved, caller.now);
    workspace.campaigns[index].visible_from = caller.now + caller.effects.hidden_for;
    let view = CampaignView::new(&workspace, &workspace.campaigns[index]);
    Ok(json(StatusCode::CREATED, &view))
}
