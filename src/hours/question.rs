//! What is asked about a call.

use super::{calendar::Daily, holidays::Holidays, rule::Purpose};
use crate::timestamp::Timestamp;

/// When, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The moment of the call.
    pub at: Timestamp,
    /// What the call is for.
    pub purpose: Purpose,
    /// The caller's own hours, by the contact's clock. They narrow a rule's; where none is known, they alone count.
    pub window: Option<Daily>,
    /// Public holidays, for the rules that allow no calls on them.
    pub holidays: &'a Holidays,
}
