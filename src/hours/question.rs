//! The parameters of a decision about a call.

use super::{calendar::Daily, holidays::Holidays, rule::Purpose};
use crate::timestamp::Timestamp;

/// The time and the purpose of a call.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The time of the call.
    pub at: Timestamp,
    /// The purpose of the call.
    pub purpose: Purpose,
    /// The caller's own hours, in the contact's local time. They narrow a rule's hours; if no rule is known, they alone apply,
    /// unless that is because a zone contradicts the number.
    pub window: Option<Daily>,
    /// Public holidays, for the rules that forbid calls on them.
    pub holidays: &'a Holidays,
}
