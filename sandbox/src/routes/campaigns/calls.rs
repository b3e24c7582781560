//! Selects the calls that logs, results and jobs list, so that the same query selects the same rows.

use crate::{
    engine::simulation::CampaignStatus,
    http::{caller::Caller, error::ApiError, page::Window, query::Query},
    rules::call_record::CallRecord,
    world::{campaign::Campaign, workspace::Workspace},
};

/// A query about a campaign's calls.
pub struct CallQuery {
    statuses: Vec<CampaignStatus>,
    window: Window,
}

impl CallQuery {
    /// Reads `statuses`, `offset` and `limit`, and finishes reading the query.
    ///
    /// # Errors
    /// Returns 422 for an invalid query.
    pub fn read(caller: &Caller, mut query: Query<'_>) -> Result<Self, ApiError> {
        let asked = Self { statuses: query.choices("statuses"), window: caller.window(&mut query) };
        query.finish()?;
        Ok(asked)
    }

    /// Returns the calls in the order in which they were dialed, and their number before paging.
    #[must_use]
    pub fn select<'a>(
        self,
        workspace: &'a Workspace,
        campaign: &'a Campaign,
    ) -> (Vec<CallRecord<'a>>, usize) {
        let statuses = self.statuses;
        let records = CallRecord::of(workspace, campaign);
        self.window.slice(records.filter(|call| statuses.is_empty() || statuses.contains(&call.status())))
    }
}
