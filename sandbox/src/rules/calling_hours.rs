//! Calling hours, by the client's own rules for sales calls.

use std::sync::OnceLock;

use seax_dialer::hours::{Contact, DATA, Holidays, Purpose, Question, Table, Verdict, calling_hours};

use crate::timestamp::Timestamp;

static TABLE: OnceLock<Option<Table>> = OnceLock::new();

/// Whether a number may be dialed at a time: no known rule forbids it, anywhere that the number can be.
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
    let contact = Contact { numbers: &[phone], zone: None, state: None };
    calling_hours(table, contact, question).verdict != Verdict::Closed
}
