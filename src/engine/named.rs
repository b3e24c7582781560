//! Finds the campaign that the response to a create names, even if the response is truncated or malformed.

use crate::{
    api::{Request, campaigns},
    model::{CampaignId, campaign::Campaign},
    schema::find_text,
};

/// Returns the campaign that the response to a create names.
pub fn named(request: &Request, body: &[u8]) -> Option<CampaignId> {
    let creates = std::ptr::eq(request.operation, &campaigns::CREATE);
    let id = if creates { find_text(body, Campaign::ID) } else { None };
    id.and_then(CampaignId::new)
}
