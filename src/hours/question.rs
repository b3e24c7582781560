//! The parameters of a decision about a call.

use super::{calendar::Daily, holidays::Holidays, rule::Purpose};

/// The purpose of a call, and the caller's own limits.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The purpose of the call.
    pub purpose: Purpose,
    /// The caller's own hours, in the contact's local time. They narrow a rule's hours; if no rule is known, they alone apply,
    /// unless that is because a zone contradicts the number, or the state.
    pub window: Option<Daily>,
    /// Public holidays, for the rules that forbid calls on them.
    pub holidays: &'a Holidays,
}
