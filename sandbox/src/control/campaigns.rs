use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use serde_json::json;

use crate::{
    control::input,
    http::{
        error::{ApiError, json},
        request_time::RequestTime,
    },
    routes::campaigns::{AttemptView, CampaignView},
    rules::call_record::CallRecord,
    sandbox::Sandbox,
    world::{campaign::Campaign, workspace::Workspace},
};

/// `GET /_sandbox/campaigns`: the campaigns that requests created, oldest first. It includes drafts, and campaigns that
/// a fault hides from lists.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn list(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    let workspace = tenant.workspace(now);
    let data: Vec<CampaignView<'_>> =
        created(&workspace).map(|campaign| CampaignView::new(&workspace, campaign)).collect();
    Ok(json(StatusCode::OK, &json!({ "data": data })))
}

/// `GET /_sandbox/calls`: the calls of these campaigns, in the order in which they were dialed, campaign by campaign.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn calls(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    let workspace = tenant.workspace(now);
    let records = created(&workspace).flat_map(|campaign| CallRecord::of(&workspace, campaign));
    let data: Vec<AttemptView<'_>> = records.map(|call| AttemptView::new(&call)).collect();
    Ok(json(StatusCode::OK, &json!({ "data": data })))
}

/// `GET /_sandbox/refused_calls`: the calls that were refused because of their time, in their order.
///
/// # Errors
/// A 404 for an unknown workspace.
pub async fn refused_calls(
    State(sandbox): State<Arc<Sandbox>>,
    RequestTime(now): RequestTime,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let tenant = input::tenant(&sandbox, query.as_deref())?;
    let workspace = tenant.workspace(now);
    Ok(json(StatusCode::OK, &json!({ "data": workspace.refused_calls })))
}

fn created(workspace: &Workspace) -> impl Iterator<Item = &Campaign> {
    workspace.campaigns.iter().filter(|campaign| campaign.number >= workspace.campaigns_seeded)
}
