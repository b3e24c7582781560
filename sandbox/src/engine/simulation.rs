use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    engine::{
        call::{self, AnsweredBy},
        job::Job,
        plan::Plan,
        statistics::{Bucket, Statistics},
    },
    enumeration::enumeration,
    timestamp::Timestamp,
};

enumeration! {
    /// The status of a campaign or of one of its jobs.
    CampaignStatus {
        Pending = "PENDING",
        Started = "STARTED",
        Paused = "PAUSED",
        Finished = "FINISHED",
        Failed = "FAILED",
        Processing = "PROCESSING",
        Terminated = "TERMINATED",
        Canceled = "CANCELED",
    }
}

/// A running campaign: the state of its dialers, which advances from event to event.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub(super) plan: Plan,
    pub(super) now: Timestamp,
    opened: bool,
    finished: Option<Timestamp>,
    /// Whether the campaign is paused or canceled.
    pub(super) hold: Hold,
    /// When `hold` was last set.
    pub(super) held: Option<Timestamp>,
    /// Whether a change from outside requires an event at the current time.
    pub(super) is_woken: bool,
    /// The index of the first callee that has not been called.
    next_callee: usize,
    /// Callees to call again: the due time, the callee and the attempt.
    retries: BinaryHeap<Reverse<(Timestamp, usize, u32)>>,
    /// Running calls: when they end, and their indices in `jobs`.
    live: BinaryHeap<Reverse<(Timestamp, usize)>>,
    jobs: Vec<Job>,
    /// The latest result of each callee.
    pub(super) results: Vec<Option<Bucket>>,
    pub(super) statistics: Statistics,
}

/// Whether a campaign is paused or canceled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// Neither paused nor canceled.
    #[default]
    Free,
    /// Paused: the campaign places no calls until it is resumed.
    Paused,
    /// Canceled: the campaign never places calls again.
    Canceled,
}

impl Simulation {
    /// Creates a campaign that has not started.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let total = plan.callees.len();
        Self {
            now: Timestamp::from_micros(i64::MIN),
            opened: false,
            finished: None,
            hold: Hold::Free,
            held: None,
            is_woken: false,
            next_callee: 0,
            retries: BinaryHeap::new(),
            live: BinaryHeap::new(),
            jobs: Vec::new(),
            results: vec![None; total],
            statistics: Statistics {
                total: u32::try_from(total).unwrap_or(u32::MAX),
                ..Statistics::default()
            },
            plan,
        }
    }

    /// Advances to a time, unless it is before the current one. Skips callees for whose index `may_call` returns `false`
    /// when it is their turn.
    ///
    /// One long step leads to the same state as many short ones.
    pub fn advance(&mut self, to: Timestamp, may_call: impl Fn(usize) -> bool) {
        while self.next_event().is_some_and(|at| at <= to) {
            self.step(&may_call);
        }
        self.wait(to);
    }

    /// Advances the clock to a time. There must be no events until then.
    pub fn wait(&mut self, to: Timestamp) {
        self.now = self.now.max(to);
    }

    /// Advances to the next event, if there is one.
    pub fn step(&mut self, may_call: impl Fn(usize) -> bool) {
        let Some(at) = self.next_event() else { return };
        self.reach(at);
        self.dial(may_call);
        self.finish_if_done();
    }

    /// Advances a campaign that is over or canceled to a time: its running calls end, and it places no others.
    pub fn wind_down(&mut self, to: Timestamp) {
        while let Some(at) = self.next_event().filter(|at| *at <= to) {
            self.reach(at);
            self.finish_if_done();
        }
        self.wait(to);
    }

    fn reach(&mut self, at: Timestamp) {
        self.now = at;
        self.opened = true;
        self.is_woken = false;
        self.end_calls();
    }

    fn finish_if_done(&mut self) {
        if self.is_done() {
            self.finished = Some(self.now);
        }
    }

    /// Returns the current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns the status of the campaign.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        if self.hold == Hold::Canceled {
            return CampaignStatus::Canceled;
        }
        match (self.opened, self.finished, self.hold) {
            (false, ..) => CampaignStatus::Pending,
            (true, Some(_), _) if self.plan.lines == 0 => CampaignStatus::Failed,
            (true, Some(_), _) => CampaignStatus::Finished,
            (true, None, Hold::Paused) => CampaignStatus::Paused,
            (true, None, _) if self.statistics.counted() > 0 => CampaignStatus::Processing,
            (true, None, _) => CampaignStatus::Started,
        }
    }

    /// Returns the time at which it ended, if it has.
    #[must_use]
    pub fn finished(&self) -> Option<Timestamp> {
        self.finished
    }

    /// Returns the time at which its status last changed.
    #[must_use]
    pub fn changed(&self) -> Option<Timestamp> {
        match self.hold {
            Hold::Canceled => self.held,
            _ => self.finished.or(self.held).or(self.opened.then_some(self.plan.starts)),
        }
    }

    /// Returns the statistics so far.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.statistics
    }

    /// Returns all calls so far, in the order in which they were dialed.
    #[must_use]
    pub fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// Returns the plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the time of the next event, if one is known.
    #[must_use]
    pub fn next_event(&self) -> Option<Timestamp> {
        if self.finished.is_some() {
            return None;
        }
        if !self.opened {
            return Some(self.plan.starts);
        }
        if self.is_woken {
            return Some(self.now);
        }
        let call_ends = self.live.peek().map(|Reverse((at, _))| *at);
        let retry_due = self.retries.peek().map(|Reverse((at, ..))| *at);
        let retry_due = retry_due.filter(|_| self.can_dial());
        let closes = self.plan.ends.filter(|&ends| ends > self.now);
        [call_ends, retry_due, closes].into_iter().flatten().min()
    }

    fn end_calls(&mut self) {
        while let Some(&Reverse((ended, index))) = self.live.peek()
            && ended <= self.now
        {
            self.live.pop();
            let job = self.jobs[index];
            let Some(answered_by) = job.answered_by(ended) else { continue };
            let earlier = self.results[job.callee].replace(answered_by.bucket());
            self.statistics.count(earlier, answered_by.bucket());
            if answered_by != AnsweredBy::Human && job.attempt < self.plan.max_attempts {
                let pause = call::simulate(&self.plan, self.plan.callees[job.callee], job.attempt).pause;
                self.retries.push(Reverse((ended + pause, job.callee, job.attempt + 1)));
            }
        }
    }

    fn dial(&mut self, may_call: impl Fn(usize) -> bool) {
        while self.can_dial() {
            let Some((callee, attempt)) = self.next_in_line() else { return };
            if attempt > self.plan.max_attempts || !may_call(callee) {
                self.leave_out(callee);
                continue;
            }
            let call = call::simulate(&self.plan, self.plan.callees[callee], attempt);
            let answered = self.now + call.ring;
            let ended = answered + call.talk;
            let index = self.jobs.len();
            let sequence = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let line = (sequence - 1) % self.plan.lines.max(1);
            let times = [self.now, answered, ended];
            self.jobs.push(Job::new((callee, attempt), (sequence, line), times, call.answered_by));
            self.live.push(Reverse((ended, index)));
        }
    }

    /// Returns the next callee and attempt. Retries that are due have waited longest, so they go before callees that
    /// have not been called.
    fn next_in_line(&mut self) -> Option<(usize, u32)> {
        if let Some(&Reverse((due, callee, attempt))) = self.retries.peek()
            && due <= self.now
        {
            self.retries.pop();
            return Some((callee, attempt));
        }
        let callee = self.next_callee;
        if callee == self.plan.callees.len() {
            return None;
        }
        self.next_callee += 1;
        Some((callee, 1))
    }

    /// Skips a callee. If it has no result yet, it will get none, so it no longer counts in the total.
    fn leave_out(&mut self, callee: usize) {
        if self.results[callee].is_none() {
            self.statistics.total = self.statistics.total.saturating_sub(1);
        }
    }

    fn can_dial(&self) -> bool {
        let has_free_dialer = self.live.len() < self.plan.max_dialers as usize;
        has_free_dialer && self.hold == Hold::Free && !self.is_closed()
    }

    /// Returns `true` if dialing has ended.
    fn is_closed(&self) -> bool {
        self.plan.lines == 0
            || self.hold == Hold::Canceled
            || self.plan.ends.is_some_and(|ends| self.now >= ends)
    }

    fn is_done(&self) -> bool {
        let nobody_left = self.next_callee == self.plan.callees.len() && self.retries.is_empty();
        let waits = self.plan.stays_open && self.plan.ends.is_some();
        self.live.is_empty() && (self.is_closed() || (nobody_left && !waits))
    }
}
