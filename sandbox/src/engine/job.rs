use crate::{engine::call::AnsweredBy, timestamp::Timestamp};

/// One call attempt of a campaign.
///
/// The outcome is decided when the call is dialed, but [`Job::answered_by`] and similar methods return only what is
/// known at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The index of the callee in the plan.
    pub callee: usize,
    /// The number of the attempt to call this contact, from 1.
    pub attempt: u32,
    /// The number of the call in the campaign, from 1.
    pub sequence: u32,
    /// The index of the number that it was dialed from.
    pub line: u32,
    /// When it was dialed.
    pub dialed: Timestamp,
    /// When it was answered; if nobody answered, when the dialer gave up.
    pub answered: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    result: AnsweredBy,
}

impl Job {
    /// Creates a job. `who` is the callee and the attempt, `how` the sequence and the line, and `times` are those of
    /// dialing, answer and end.
    #[must_use]
    pub fn new(who: (usize, u32), how: (u32, u32), times: [Timestamp; 3], result: AnsweredBy) -> Self {
        let [dialed, answered, ended] = times;
        let ((callee, attempt), (sequence, line)) = (who, how);
        Self { callee, attempt, sequence, line, dialed, answered, ended, result }
    }

    /// Returns `true` if the call has ended by `at`.
    #[must_use]
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.ended <= at
    }

    /// Returns `true` if the call has been answered by `at`.
    #[must_use]
    pub fn is_answered(&self, at: Timestamp) -> bool {
        self.result != AnsweredBy::NoAnswer && self.answered <= at
    }

    /// Returns who answered; `None` until the call has ended.
    #[must_use]
    pub fn answered_by(&self, at: Timestamp) -> Option<AnsweredBy> {
        self.is_over(at).then_some(self.result)
    }
}
