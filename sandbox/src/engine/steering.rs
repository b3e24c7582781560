use crate::{
    engine::{
        plan::Callee,
        simulation::{Hold, Simulation},
    },
    timestamp::Timestamp,
};

/// What of a plan can be changed while calls are under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// From when on nobody is called any more.
    pub ends: Option<Timestamp>,
    /// How often somebody is called at most. Above 0.
    pub max_attempts: u32,
    /// How many calls there are at a time, at most. Above 0.
    pub max_dialers: u32,
}

/// What can be done to a campaign under way. Calls that are under way always go on to their end.
impl Simulation {
    /// Lets it place calls or not, from an instant on. What is canceled stays so.
    pub fn hold(&mut self, hold: Hold, at: Timestamp) {
        if self.hold == Hold::Canceled || self.finished().is_some() {
            return;
        }
        self.hold = hold;
        self.wake(at);
        self.held = Some(self.now);
    }

    /// Goes on by other bounds.
    pub fn revise(&mut self, revision: Revision, at: Timestamp) {
        self.plan.ends = revision.ends;
        self.plan.max_attempts = revision.max_attempts;
        self.plan.max_dialers = revision.max_dialers;
        self.wake(at);
    }

    /// Takes further people, who are called after those who are there.
    pub fn admit(&mut self, callees: &[Callee], at: Timestamp) {
        self.plan.callees.extend_from_slice(callees);
        self.results.resize(self.plan.callees.len(), None);
        let count = u32::try_from(callees.len()).unwrap_or(u32::MAX);
        self.statistics.total = self.statistics.total.saturating_add(count);
        self.wake(at);
    }

    /// The places of the contacts that it is about: everybody it was to call, but of a canceled
    /// campaign only those whom it has called.
    #[must_use]
    pub fn contacts(&self) -> Vec<usize> {
        let contact = |callee: usize| self.plan.callees[callee].contact;
        if self.hold == Hold::Canceled {
            return self.jobs().iter().map(|job| contact(job.callee)).collect();
        }
        self.plan.callees.iter().map(|callee| callee.contact).collect()
    }

    fn wake(&mut self, at: Timestamp) {
        self.wait(at);
        self.is_woken = true;
    }
}
