//! Calling hours, decided by the client's rules for sales calls.

use std::sync::OnceLock;

use seax_dialer::hours::{Contact, DATA, Holidays, Purpose, Question, Table, Verdict};

use crate::timestamp::Timestamp;

static TABLE: OnceLock<Option<Table>> = OnceLock::new();

/// Returns `true` if a number may be dialed at a time: no known rule forbids it anywhere that the number can be.
#[must_use]
pub fn may_dial(phone: &str, at: Timestamp) -> bool {
    let Some(table) = TABLE.get_or_init(|| Table::read(DATA)) else { return false };
    let holidays = Holidays::default();
    let question = Question { purpose: Purpose::Sales, window: None, holidays: &holidays };
    let (locations, _) = table.locate(Contact { number: Some(phone), ..Contact::default() });
    let at = at.micros().div_euclid(1_000_000);
    table.verdict(locations, &question, (at, at + 1)).0 != Verdict::Closed
}
