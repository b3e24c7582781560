//! The packed table says what its source says.

use seax_dialer::hours::Table;

use crate::{PACKED, SOURCE, TABLE, pack::pack};

#[test]
fn the_packed_table_is_made_from_the_readable_source() {
    let packed = pack(SOURCE).expect("the source can be packed");
    assert!(packed == PACKED, "hours.bin is not what hours.txt says: run `cargo xtask hours --offline`");
}

#[test]
fn the_table_says_what_it_is_made_from() {
    assert!(SOURCE.contains(&format!("\ntzdata 2026.6 {}\n", TABLE.zones_version())));
    assert!(SOURCE.contains(&format!("\nphonenumbers {}\n", TABLE.numbers_version())));
    assert!(SOURCE.contains("Apache License 2.0"));
    // 2026-11-28.
    assert_eq!(TABLE.read_on(), 20_785);
}

#[test]
fn a_table_that_is_cut_or_something_else_is_refused() {
    assert!(Table::read(b"").is_none());
    assert!(Table::read(b"<!doctype html>").is_none());
    for length in (0..PACKED.len()).step_by(97) {
        // A cut within the last texts can only be told by their number.
        if let Some(table) = Table::read(&PACKED[..length]) {
            assert!(length > PACKED.len() - 40, "{length} bytes were enough");
            drop(table);
        }
    }
}
