//! Calling hours: the table, the rules, and time zones, compared with an independent implementation.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod cases;
mod numbers;
mod oracle;
mod overlays;
#[allow(dead_code, reason = "the tool calls it, and compares nothing")]
#[path = "../../xtask/src/hours/pack/mod.rs"]
mod pack;
mod property;
mod rows;
mod table;

use std::sync::LazyLock;

use seax_dialer::hours::{Contact, Locations, Table};

/// The human-readable source.
const SOURCE: &str = include_str!("../../src/hours/data/hours.txt");
/// The packed table.
const PACKED: &str = include_str!("../../src/hours/data/hours.bin");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(PACKED).expect("the table is complete"));

/// Returns the possible locations of a number.
fn located(number: &str) -> Locations {
    TABLE.locate(Contact { number: Some(number), ..Contact::default() }).0
}

/// Returns the offsets that can apply at a time, in seconds since 1970.
fn offsets_at(locations: Locations, time: i64) -> Vec<i32> {
    let mut offsets = Vec::new();
    TABLE.add_offsets(locations, time, &mut offsets);
    offsets
}
