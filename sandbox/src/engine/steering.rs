use crate::{
    engine::{
        plan::Callee,
        simulation::{CampaignStatus, Hold, Simulation},
    },
    timestamp::Timestamp,
};

/// The parts of a plan that can change while the campaign runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// When dialing ends.
    pub ends: Option<Timestamp>,
    /// The maximum number of calls to one contact. Above 0.
    pub max_attempts: u32,
    /// The maximum number of concurrent calls. Above 0.
    pub max_dialers: u32,
}

/// Changes to a running campaign. They never cut off running calls.
impl Simulation {
    /// Pauses, resumes or cancels the campaign. A canceled campaign stays canceled.
    pub fn hold(&mut self, hold: Hold, at: Timestamp) {
        if self.hold == Hold::Canceled || self.finished().is_some() {
            return;
        }
        self.hold = hold;
        self.wake(at);
        self.held = Some(self.now);
    }

    /// Applies a revision to the plan.
    pub fn revise(&mut self, revision: Revision, at: Timestamp) {
        self.plan.ends = revision.ends;
        self.plan.max_attempts = revision.max_attempts;
        self.plan.max_dialers = revision.max_dialers;
        self.wake(at);
    }

    /// Adds contacts, which are called after the others.
    pub fn admit(&mut self, callees: &[Callee], at: Timestamp) {
        self.plan.callees.extend_from_slice(callees);
        self.results.resize(self.plan.callees.len(), None);
        let count = u32::try_from(callees.len()).unwrap_or(u32::MAX);
        self.statistics.total = self.statistics.total.saturating_add(count);
        self.wake(at);
    }

    /// Returns the indices of the campaign's contacts; if it was canceled, failed or called nobody, only of those that were called.
    #[must_use]
    pub fn contacts(&self) -> Vec<usize> {
        let contact = |callee: usize| self.plan.callees[callee].contact;
        let is_cut = matches!(self.status(), CampaignStatus::Canceled | CampaignStatus::Failed);
        if is_cut || self.jobs().is_empty() {
            return self.jobs().iter().map(|job| contact(job.callee)).collect();
        }
        self.plan.callees.iter().map(|callee| callee.contact).collect()
    }

    fn wake(&mut self, at: Timestamp) {
        self.wait(at);
        self.is_woken = true;
    }
}
