//! CSV files of contacts are checked line by line, before anything is sent.

use std::fmt::Write;

use seax_dialer::csv::ImportCheck;
use serde_json::Value;

/// What a check of a file finds, as `line code` each.
fn found(text: &[u8]) -> Vec<String> {
    let whole = report(text, usize::MAX);
    for size in [1, 2, 3, 7] {
        assert_eq!(report(text, size), whole, "in pieces of {size} bytes");
    }
    let findings = whole["findings"].as_array().expect("findings").iter();
    findings.map(|each| format!("{} {}", each["line"], each["code"].as_str().expect("a code"))).collect()
}

fn report(text: &[u8], size: usize) -> Value {
    let mut check = ImportCheck::default();
    text.chunks(size).for_each(|piece| check.read(piece));
    serde_json::from_str(&check.finish().report()).expect("the report is JSON")
}

#[test]
fn the_vendors_own_example_is_good() {
    let text = "name,phone,whatsapp,labels,new_field\n\
        new_customer,+12345678900,+12345678900,\"test,test3\",2\n\
        whatsapp_only_customer,,+12345678901,\"test\",1\n";
    assert!(found(text.as_bytes()).is_empty());
    let report = report(text.as_bytes(), 9);
    assert_eq!((&report["rows"], &report["fields"]), (&2.into(), &serde_json::json!(["new_field"])));
}

#[test]
fn a_mark_before_the_header_is_no_name_and_a_name_may_begin_like_one() {
    assert!(found("\u{feff}\"name\",phone\nA,+12345678900\n".as_bytes()).is_empty());
    let text = "ｃity,name,phone\nTaipei,A,+12345678900\n";
    assert!(found(text.as_bytes()).is_empty());
    assert_eq!(report(text.as_bytes(), 1)["fields"], serde_json::json!(["ｃity"]));
}

#[test]
fn lines_end_as_they_like() {
    for end in ["\n", "\r\n", "\n\n", "\r\n\r\n"] {
        let text = ["\u{feff}name,phone", "A,+12345678900", "B,12", "\"C\nD\",13", "E,14"].join(end);
        let lines = end.matches('\n').count();
        let at = |row: usize, more: usize| format!("{} number_not_e164", 1 + row * lines + more);
        assert_eq!(found(text.as_bytes()), [at(2, 0), at(3, 0), at(4, 1)], "{end:?}");
    }
}

#[test]
fn every_sort_of_fault_is_found_on_its_line() {
    for (text, expected) in [
        ("", "1 no_name_column"),
        ("\n\n", "1 no_name_column"),
        ("name,phone\n", "1 no_rows"),
        ("nome,phone\nA,+12345678900\n", "1 no_name_column"),
        ("name,city\nA,Taipei\n", "1 no_number_column"),
        ("name,phone,name\nA,+12345678900,B\n", "1 column_twice"),
        ("name,phone,x,x\nA,+12345678900,1,2\n", "1 column_twice"),
        ("name,phone,Labels\nA,+12345678900,vip\n", "1 column_misspelt"),
        ("name,phone\nA,+12345678900,x\n", "2 uneven_row"),
        ("name,phone\nA\n", "2 uneven_row"),
        ("name,phone\n\"A,+12345678900\nB,+12345678901\n", "2 uneven_row"),
        ("name,phone\n  ,+12345678900\n", "2 name_missing"),
        ("name,phone\nA,0912345678\n", "2 number_not_e164"),
        ("name,phone\nA, +12345678900\n", "2 number_not_e164"),
        ("name,whatsapp\nA,+012345678\n", "2 number_not_e164"),
        ("name,phone\nA,\n", "2 number_missing"),
        ("name,phone\nA,+12345678900\nB,+12345678901\nC,+12345678900", "4 number_twice"),
    ] {
        let found = found(text.as_bytes());
        assert!(found.iter().any(|each| each == expected), "{text:?}: {found:?}");
    }
    assert_eq!(found(b"name,phone\nJos\xe9,+12345678900\n"), ["2 not_utf8"]);
    let semicolons = report(b"name;phone\nA;+12345678900\n", 4);
    assert!(semicolons["findings"][0]["message"].as_str().is_some_and(|words| words.contains("semicolons")));
    let open = report(b"name,phone\n\"A,+12345678900\nB,+12345678901\n", 5);
    assert!(open["findings"][0]["message"].as_str().is_some_and(|words| words.contains("quote")), "{open}");
}

#[test]
fn quoted_text_is_what_it_says() {
    assert!(
        found(b"\"name\",\"phone\"\n\"A \"\"B\"\", C\",\"+12345678900\"\n\"D\r\n\r\nE\",+12345678901")
            .is_empty()
    );
}

#[test]
fn a_million_lines_take_no_more_memory_than_their_numbers() {
    let mut check = ImportCheck::default();
    check.read(b"name,phone,labels\n");
    let mut piece = String::new();
    for row in 0..1_000_000u64 {
        // Every tenth number has a fault, and the last one was there before.
        let number = if row == 999_999 { 1 } else { row };
        let plus = if row % 10 == 0 { "" } else { "+" };
        writeln!(piece, "Recipient {row},{plus}{},\"a,b\"", 10_000_000_000 + number).expect("memory");
        if piece.len() > 65_536 {
            check.read(piece.as_bytes());
            piece.clear();
        }
    }
    check.read(piece.as_bytes());
    let findings = check.finish();
    assert_eq!((findings.rows, findings.errors, findings.warnings), (1_000_000, 100_000, 1));
    let report = findings.report();
    assert!(report.len() < 64_000, "the report does not grow: {} bytes", report.len());
}

#[test]
fn a_field_without_an_end_takes_no_memory() {
    let mut check = ImportCheck::default();
    check.read(b"name,phone\n\"");
    (0..200).for_each(|_| check.read(&[b'x'; 65_536]));
    assert_eq!(check.finish().errors, 1);
}
