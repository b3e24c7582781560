//! Calling hours, decided by the client's rules for sales calls.

use std::sync::OnceLock;

use seax_dialer::hours::{DATA, Holidays, Purpose, Question, Table, Verdict, locate};

use crate::timestamp::Timestamp;

static TABLE: OnceLock<Option<Table>> = OnceLock::new();

/// Returns `true` if a number may be dialed at a time: no known rule forbids it anywhere that the number can be.
#[must_use]
pub fn may_dial(phone: &str, at: Timestamp) -> bool {
    let Some(table) = TABLE.get_or_init(|| Table::read(DATA)) else { return false };
    let holidays = Holidays::default();
    let question = Question {
        at: seax_dialer::timestamp::Timestamp(at.micros().div_euclid(1_000)),
        purpose: Purpose::Sales,
        window: None,
        holidays: &holidays,
    };
    table.verdict(&locate(table, [phone], None, None, None), &question).0 != Verdict::Closed
}
