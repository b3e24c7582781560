use serde::Serialize;

use super::jobs::JobDetailView;
use crate::{id::Id, rules::call_record::CallRecord};

/// A call attempt with the id of its campaign.
#[derive(Serialize)]
pub struct AttemptView<'a> {
    campaign_id: Id,
    #[serde(flatten)]
    job: JobDetailView<'a>,
}

impl<'a> AttemptView<'a> {
    /// Creates the view of a record.
    #[must_use]
    pub fn new(call: &CallRecord<'a>) -> Self {
        Self { campaign_id: call.campaign.id, job: JobDetailView::new(call) }
    }
}
