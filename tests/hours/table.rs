//! The packed table agrees with its source.

use seax_dialer::hours::Table;

use crate::{PACKED, SOURCE, TABLE, pack::pack};

#[test]
fn the_packed_table_is_made_from_the_readable_source() {
    let packed = pack(SOURCE).expect("the source can be packed");
    assert!(packed == PACKED, "hours.bin is not what hours.txt says: run `cargo xtask hours --offline`");
}

#[test]
fn the_table_says_what_it_is_made_from() {
    assert_eq!(TABLE.version(), "2026-11-28, tzdata 2026f, libphonenumber 9.0.43");
    assert!(SOURCE.contains("\ntzdata 2026.6 2026f\nphonenumbers 9.0.43\n"));
    assert!(SOURCE.contains("Apache License 2.0"));
    // 2026-11-28.
    assert_eq!(TABLE.read_on(), 20_785);
}

#[test]
fn a_table_that_is_cut_or_something_else_is_refused() {
    assert!(Table::read("").is_none());
    assert!(Table::read("<!doctype html>").is_none());
    for length in (0..PACKED.len()).filter(|length| length % 97 == 0 && PACKED.is_char_boundary(*length)) {
        // A cut within the last text cannot be detected.
        let is_last = !PACKED[length..].contains('|');
        assert!(is_last || Table::read(&PACKED[..length]).is_none(), "{length} bytes were enough");
    }
}

#[test]
fn the_guide_has_every_rule_as_the_source_has_it() {
    let guide = include_str!("../../docs/calling-hours.md");
    let documented: Vec<&str> = guide
        .lines()
        .skip_while(|line| !line.starts_with("## Rules"))
        .filter(|line| line.starts_with("| ") && !line.starts_with("| place"))
        .collect();
    let declared = crate::oracle::section("rules").into_iter().map(|line| {
        let fields: Vec<_> = line.split(" | ").collect();
        let kind = match fields[1] {
            "recorded" => "recorded or synthetic voice",
            "automatic" => "automatic sales calls",
            "bank" => "marketing by banks",
            "research" => "surveys",
            kind => kind,
        };
        let [place, hours, cap, certainty, read, source] = [0, 2, 3, 5, 6, 7].map(|field| fields[field]);
        format!("| {place} | {kind} | {hours} | {cap} | {certainty} | {read} | {source} |")
    });
    assert_eq!(documented, declared.collect::<Vec<_>>());
}
