use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    engine::{
        call::{self, AnsweredBy},
        job::Job,
        plan::Plan,
        statistics::{Bucket, Statistics},
    },
    enumeration::enumeration,
    moment::Moment,
};

enumeration! {
    /// How far a campaign, or one of its jobs, has come.
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

/// A campaign under way: the state of its dialers at an instant, and how to come to a later one.
#[derive(Clone, Debug)]
pub struct Simulation {
    plan: Plan,
    now: Moment,
    opened: bool,
    finished: Option<Moment>,
    /// The first callee who has not been called.
    next_callee: usize,
    /// Callees who are to be called again: when, who, which attempt.
    retries: BinaryHeap<Reverse<(Moment, usize, u32)>>,
    /// Calls under way: when they end, and their places in `jobs`.
    live: BinaryHeap<Reverse<(Moment, usize)>>,
    jobs: Vec<Job>,
    /// The latest result of each callee.
    results: Vec<Option<Bucket>>,
    statistics: Statistics,
}

impl Simulation {
    /// A campaign that has not begun.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let total = plan.callees.len();
        Self {
            now: Moment::from_micros(i64::MIN),
            opened: false,
            finished: None,
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

    /// Goes on to an instant; to an earlier one than before, it stays where it is.
    ///
    /// One long step leads to the same state as many short ones.
    pub fn advance(&mut self, to: Moment) {
        while let Some(at) = self.next_event().filter(|&at| at <= to) {
            self.now = at;
            self.opened = true;
            self.end_calls();
            self.dial();
            if self.is_done() {
                self.finished = Some(at);
            }
        }
        self.now = self.now.max(to);
    }

    /// How far the campaign has come.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        if !self.opened {
            CampaignStatus::Pending
        } else if self.finished.is_none() {
            let has_result = self.statistics.counted() > 0;
            if has_result { CampaignStatus::Processing } else { CampaignStatus::Started }
        } else if self.plan.lines == 0 {
            CampaignStatus::Failed
        } else {
            CampaignStatus::Finished
        }
    }

    /// When it ended, if it has.
    #[must_use]
    pub fn finished(&self) -> Option<Moment> {
        self.finished
    }

    /// When its status last changed.
    #[must_use]
    pub fn changed(&self) -> Option<Moment> {
        self.finished.or(self.opened.then_some(self.plan.starts))
    }

    /// The results so far.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.statistics
    }

    /// Every call that has been dialled so far, in that order.
    #[must_use]
    pub fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// What it works through.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    fn next_event(&self) -> Option<Moment> {
        if self.finished.is_some() {
            return None;
        }
        if !self.opened {
            return Some(self.plan.starts);
        }
        let call_ends = self.live.peek().map(|Reverse((at, _))| *at);
        let retry_due = self.retries.peek().map(|Reverse((at, ..))| *at);
        let retry_due = retry_due.filter(|_| self.has_free_dialer() && !self.is_closed());
        let closes = self.plan.ends.filter(|&ends| ends > self.now);
        [call_ends, retry_due, closes].into_iter().flatten().min()
    }

    fn end_calls(&mut self) {
        while let Some(&Reverse((ended, place))) = self.live.peek()
            && ended <= self.now
        {
            self.live.pop();
            let job = self.jobs[place];
            let Some(answered_by) = job.answered_by(ended) else { continue };
            let earlier = self.results[job.callee].replace(answered_by.bucket());
            self.statistics.count(earlier, answered_by.bucket());
            if answered_by != AnsweredBy::Human && job.attempt < self.plan.max_attempts {
                let pause = call::place(&self.plan, self.plan.callees[job.callee], job.attempt).pause;
                self.retries.push(Reverse((ended + pause, job.callee, job.attempt + 1)));
            }
        }
    }

    fn dial(&mut self) {
        while self.has_free_dialer() && !self.is_closed() {
            let Some((callee, attempt)) = self.next_to_call() else { return };
            let call = call::place(&self.plan, self.plan.callees[callee], attempt);
            let answered = self.now + call.ring;
            let ended = answered + call.talk;
            let place = self.jobs.len();
            let sequence = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let line = (sequence - 1) % self.plan.lines.max(1);
            let times = [self.now, answered, ended];
            self.jobs.push(Job::new((callee, attempt), (sequence, line), times, call.answered_by));
            self.live.push(Reverse((ended, place)));
        }
    }

    /// Whoever is due for another attempt has waited longest, and goes before those who have not
    /// been called.
    fn next_to_call(&mut self) -> Option<(usize, u32)> {
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

    fn has_free_dialer(&self) -> bool {
        self.live.len() < self.plan.max_dialers as usize
    }

    /// Whether nobody is called any more.
    fn is_closed(&self) -> bool {
        self.plan.lines == 0 || self.plan.ends.is_some_and(|ends| self.now >= ends)
    }

    fn is_done(&self) -> bool {
        let nobody_left = self.next_callee == self.plan.callees.len() && self.retries.is_empty();
        self.live.is_empty() && (self.is_closed() || (nobody_left && !self.plan.stays_open))
    }
}
