use super::request::{ControlRequest, Reply, listed};
use crate::{
    routes::campaigns::{AttemptView, CampaignView},
    rules::call_record::CallRecord,
    world::{campaign::Campaign, workspace::Workspace},
};

/// `GET /_sandbox/campaigns`: the campaigns that requests created, oldest first. It includes drafts, campaigns that
/// a fault hides from lists, and deleted ones.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn list(request: &ControlRequest<'_>) -> Reply {
    let tenant = request.tenant()?;
    let workspace = tenant.workspace(request.now);
    let data: Vec<CampaignView<'_>> =
        created(&workspace).into_iter().map(|campaign| CampaignView::new(&workspace, campaign)).collect();
    listed(data)
}

/// `GET /_sandbox/calls`: the calls of the campaigns that requests created, grouped by campaign, in the order in
/// which they were dialed.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn calls(request: &ControlRequest<'_>) -> Reply {
    let tenant = request.tenant()?;
    let workspace = tenant.workspace(request.now);
    let records = created(&workspace).into_iter().flat_map(|campaign| CallRecord::of(&workspace, campaign));
    let data: Vec<AttemptView<'_>> = records.map(|call| AttemptView::new(&call)).collect();
    listed(data)
}

/// `GET /_sandbox/refused_calls`: the calls that were refused because of calling hours, in order.
///
/// # Errors
/// Returns 404 for an unknown workspace.
pub fn refused_calls(request: &ControlRequest<'_>) -> Reply {
    listed(&request.tenant()?.workspace(request.now).refused_calls)
}

/// Returns the campaigns that requests created, oldest first. Deleted ones are among them: they have called people, and a test
/// that counts campaigns must not miss them.
fn created(workspace: &Workspace) -> Vec<&Campaign> {
    let is_created = |campaign: &&Campaign| campaign.number >= workspace.campaigns_seeded;
    let mut created: Vec<_> = workspace.campaigns.iter().filter(is_created).collect();
    for campaign in workspace.deleted_campaigns.iter().filter(is_created) {
        let place = created.partition_point(|other| other.number < campaign.number);
        created.insert(place, campaign);
    }
    created
}
