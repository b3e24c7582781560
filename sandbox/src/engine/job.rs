use crate::{engine::call::AnsweredBy, timestamp::Timestamp};

/// One call of a campaign to one person, as it will have gone in the end.
///
/// It is known from the first ring; what an observer may know of it at an instant,
/// [`Job::answered_by`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Which callee of the plan, from 0.
    pub callee: usize,
    /// Which call to this person, from 1.
    pub attempt: u32,
    /// Which call of the campaign, from 1.
    pub sequence: u32,
    /// Which of the campaign's numbers it comes from, from 0.
    pub line: u32,
    /// When it was dialed.
    pub dialed: Timestamp,
    /// When somebody or something answered; if nobody did, when it was given up.
    pub answered: Timestamp,
    /// When it was over.
    pub ended: Timestamp,
    result: AnsweredBy,
}

impl Job {
    /// A job with its result.
    #[must_use]
    pub fn new(who: (usize, u32), how: (u32, u32), times: [Timestamp; 3], result: AnsweredBy) -> Self {
        let [dialed, answered, ended] = times;
        let ((callee, attempt), (sequence, line)) = (who, how);
        Self { callee, attempt, sequence, line, dialed, answered, ended, result }
    }

    /// Whether the call is over at an instant.
    #[must_use]
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.ended <= at
    }

    /// Whether somebody or something has answered by an instant.
    #[must_use]
    pub fn is_answered(&self, at: Timestamp) -> bool {
        self.result != AnsweredBy::NoAnswer && self.answered <= at
    }

    /// Who answered, once the call is over.
    #[must_use]
    pub fn answered_by(&self, at: Timestamp) -> Option<AnsweredBy> {
        self.is_over(at).then_some(self.result)
    }
}
