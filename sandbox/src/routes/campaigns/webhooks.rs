use axum::{http::StatusCode, response::Response};
use serde_json::Value;

use crate::{
    enumeration::Enumeration,
    http::{
        body::Body,
        caller::Caller,
        error::{ApiError, json},
    },
    routes::campaigns::index_of,
    timestamp::Timestamp,
    world::{
        campaign::Campaign,
        contact_details::ContactDetails,
        draft::{CampaignMode, CampaignStage},
    },
};

/// `POST …/{auto_dialer_campaign_id}/webhooks`: adds contacts to a campaign in mode `WEBHOOK`, and replies with 202. With
/// `is_dry_run`, it only validates them.
///
/// # Errors
/// Returns 404 if the workspace has no such campaign; 422 for an invalid body or number; 409 if the campaign accepts
/// no contacts.
pub fn receive(caller: &Caller, id: &str, body: &[u8]) -> Result<Response, ApiError> {
    let mut workspace = caller.workspace();
    let index = index_of(id, &workspace)?;
    let mut body = caller.body(body)?;
    body.require("contacts");
    let contacts = body.non_empty_objects("contacts", contact).unwrap_or_default();
    let is_dry_run = body.boolean("is_dry_run").unwrap_or(false);
    body.finish()?;
    check_open(&workspace.campaigns[index], caller.now)?;
    if !is_dry_run {
        workspace.supply_contacts(index, &contacts, caller.now);
    }
    Ok(json(StatusCode::ACCEPTED, &Value::Null))
}

fn contact(inner: &mut Body) -> ContactDetails {
    ContactDetails {
        name: Some(inner.required_text("name")),
        phone: Some(inner.required_phone_number("phone")),
        field_data: inner.any_object("contact_field_data"),
        ..ContactDetails::default()
    }
}

fn check_open(campaign: &Campaign, now: Timestamp) -> Result<(), ApiError> {
    let refuse = |detail: String| Err(ApiError::new(StatusCode::CONFLICT, detail));
    let draft = &campaign.draft;
    if draft.mode != CampaignMode::Webhook {
        return refuse(format!("The campaign's mode is {}, not WEBHOOK", draft.mode.as_str()));
    }
    if draft.stage == CampaignStage::Draft {
        return refuse("The campaign is a DRAFT; set stage to INSTANCE first".to_owned());
    }
    // Its last calls may still be running.
    if draft.end_time.is_some_and(|ends| campaign.clock.at(now) >= ends) {
        return refuse("The campaign's `end_time` has passed".to_owned());
    }
    if campaign.is_over() {
        return refuse(format!("The campaign is {} and accepts no contacts", campaign.status().as_str()));
    }
    Ok(())
}
