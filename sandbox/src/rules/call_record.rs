use std::time::Duration;

use crate::{
    engine::{
        call::AnsweredBy,
        interaction::Interaction,
        job::Job,
        plan::{Line, Plan},
        simulation::{CampaignStatus, Simulation},
    },
    enumeration::enumeration,
    id::Id,
    rng::Rng,
    timestamp::Timestamp,
    world::{
        called_contact::CalledContact, campaign::Campaign, contact::Contact, phone::Phone,
        workspace::Workspace,
    },
};

enumeration! {
    /// The carrier's status of a call.
    CallStatus {
        Ringing = "ringing",
        InProgress = "in-progress",
        Completed = "completed",
        Failed = "failed",
        NoAnswer = "no-answer",
    }
}

/// A call with everything that belongs to it. Jobs, logs and results show parts of it.
pub struct CallRecord<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The call attempt.
    pub job: &'a Job,
    /// The contact as the campaign calls it.
    pub person: &'a CalledContact,
    /// The contact in its current state, or in its last one if it is deleted.
    pub contact: &'a Contact,
    /// The phone that called.
    pub phone: &'a Phone,
    /// Who answered; `None` until the call has ended.
    pub answered_by: Option<AnsweredBy>,
    plan: &'a Plan,
    /// The time of the record.
    at: Timestamp,
}

impl<'a> CallRecord<'a> {
    /// Returns the records of a campaign's calls, in the order in which they were dialed.
    pub fn of(workspace: &'a Workspace, campaign: &'a Campaign) -> impl Iterator<Item = Self> + use<'a> {
        let simulation = campaign.simulation.as_ref();
        let jobs = simulation.map(Simulation::jobs).unwrap_or_default();
        jobs.iter().filter_map(move |job| {
            let simulation = simulation?;
            let (plan, at) = (simulation.plan(), simulation.now());
            let person = campaign.called.get(job.callee)?;
            let mut phones = campaign.resolved.phones.iter().filter(|phone| phone.can_call());
            Some(Self {
                campaign,
                job,
                person,
                contact: workspace.contacts.at(person.index),
                phone: phones.nth(job.line as usize)?,
                answered_by: job.answered_by(at),
                plan,
                at,
            })
        })
    }

    /// Returns the id of something that belongs to the call, such as its recording.
    #[must_use]
    pub fn id(&self, what: &str) -> Id {
        let mut numbers = vec![self.plan.seed, self.plan.campaign, u64::from(self.job.sequence)];
        numbers.extend(what.bytes().map(u64::from));
        Rng::new(&numbers).id()
    }

    /// Returns the carrier's id for something that belongs to the call.
    #[must_use]
    pub fn external_id(&self, prefix: &str, what: &str) -> String {
        format!("{prefix}{:032x}", self.id(what).bits())
    }

    /// Returns the status of the job.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        match self.call_status() {
            CallStatus::Ringing | CallStatus::InProgress => CampaignStatus::Processing,
            CallStatus::Failed => CampaignStatus::Failed,
            CallStatus::Completed | CallStatus::NoAnswer => CampaignStatus::Finished,
        }
    }

    /// Returns the carrier's status of the call.
    #[must_use]
    pub fn call_status(&self) -> CallStatus {
        match self.answered_by {
            None if self.job.is_answered(self.at) => CallStatus::InProgress,
            None => CallStatus::Ringing,
            Some(_) if self.plan.callees[self.job.callee].line == Line::Dead => CallStatus::Failed,
            Some(AnsweredBy::NoAnswer) => CallStatus::NoAnswer,
            Some(_) => CallStatus::Completed,
        }
    }

    /// Returns the time at which it ended, if it has.
    #[must_use]
    pub fn ended(&self) -> Option<Timestamp> {
        self.answered_by.map(|_| self.job.ended)
    }

    /// Returns the time at which it last changed.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        let answered = self.job.is_answered(self.at).then_some(self.job.answered);
        self.ended().or(answered).unwrap_or(self.job.dialed)
    }

    /// Returns the duration of the conversation in seconds; 0 until the call has ended.
    #[must_use]
    pub fn duration(&self) -> f64 {
        Duration::from_micros(self.duration_micros()).as_secs_f64()
    }

    /// Returns the duration of the conversation in microseconds; 0 until the call has ended.
    #[must_use]
    pub fn duration_micros(&self) -> u64 {
        let micros = self.answered_by.map(|_| self.job.ended.micros_since(self.job.answered));
        micros.and_then(|micros| u64::try_from(micros).ok()).unwrap_or(0)
    }

    /// Returns what the campaign captured of the call; `None` until the call has ended, or if no person answered.
    #[must_use]
    pub fn talk(&self) -> Option<Interaction> {
        let mut talk = Interaction::of(self.plan, self.job, self.at)?;
        if !self.campaign.draft.capture_keypress {
            talk.keys.clear();
        }
        if !self.campaign.draft.capture_stt {
            talk.said = None;
        }
        Some(talk)
    }
}
