//! CSV files of contacts are checked line by line, before anything is sent.

use std::fmt::Write;

use seax_dialer::csv::ImportCheck;
use serde_json::Value;

/// Returns the findings for a file, as `line code` each.
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
    for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r", "\n\r"] {
        let text = ["\u{feff}name,phone", "A,+12345678900", "B,12", "\"C\nD\",13", "E,14"].join(end);
        let lines = end.replace("\r\n", "\n").len();
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
        // The next quote closes it, in the same column or in the last one, in another row or in this one.
        ("name,phone\n\"A,+12025550101\nB,+12025550104\n\"C,+12025550102\nD,+12025550103\n", "2 uneven_row"),
        ("name,phone,note\nA,+12025550101,\"VIP\nB,+12025550102,\"new\"\nC,+12025550103,\n", "2 uneven_row"),
        ("name,phone\n\"\"A\"\",+12025550101\n", "2 uneven_row"),
        ("name,phone\n\"A\" ,+12025550101\n", "2 uneven_row"),
        ("name,phone,\"note\nA,+12025550101,\"vip\"\nB,+12025550102,new\n", "1 uneven_row"),
        ("\nname,phone,\"note\" x\nA,+12025550101,\n", "2 uneven_row"),
        ("name,phone,\"note\nA,+12025550101,vip\n", "1 uneven_row"),
        ("name,phone\n  ,+12345678900\n", "2 name_missing"),
        ("name,phone\nA,0912345678\n", "2 number_not_e164"),
        ("name,phone\nA, +12345678900\n", "2 number_not_e164"),
        ("name,whatsapp\nA,+012345678\n", "2 number_not_e164"),
        ("name,phone\nA,\n", "2 number_missing"),
        ("name,phone\nA,+12345678900\nB,+12345678901\nC,+12345678900", "4 number_twice"),
        ("name,whatsapp\nA,+12345678900\nB,+12345678900", "3 number_twice"),
        ("name,phone,whatsapp\nA,+12345678900,+12345678901\nB,+12345678902,+12345678901", "3 number_twice"),
        ("name,phone,whatsapp\nA,+12345678900,\nB,,+12345678900", "3 number_twice"),
        ("name,phone,whatsapp\nA,+12345678900,+12345678901\nB,,+12345678901", "3 number_twice"),
        ("name,phone,whatsapp\nA,,+12345678901\nB,+12345678900,+12345678901", "3 number_twice"),
        ("name,phone,whatsapp\nA,+12345678900,+12345678901\nB,+12345678901,", "3 number_twice"),
        ("name,phone,whatsapp\nA,+12345678901,\nB,+12345678900,+12345678901", "3 number_twice"),
        ("name,phone,,city\nA,+12345678900,,Taipei\n", "1 column_unnamed"),
        ("name,phone, \nA,+12345678900,\n", "1 column_unnamed"),
        ("name,phone,x\nA,+12345678900,a\0b\n", "2 nul_character"),
        ("name,phone,a\0b\nA,+12345678900,x\n", "1 nul_character"),
    ] {
        let found = found(text.as_bytes());
        assert!(found.iter().any(|each| each == expected), "{text:?}: {found:?}");
    }
    assert_eq!(found(b"name,phone\nJos\xe9,+12345678900\n"), ["2 not_utf8"]);
    assert_eq!(found(b"name,phone,ciud\xe1d\nA,+12345678900,\n"), ["1 not_utf8"]);
    // Text that was decoded in another encoding before.
    for (text, line) in [
        ("name,phone\nJos\u{fffd},+12345678900\n", 2),
        ("name,phone,note\nA,+12345678901,\nJ,+12345678900,\u{fffd}\n", 3),
        ("name,phone,ciud\u{fffd}d\nA,+12345678900,\n", 1),
        ("\u{fffd}rea,name,phone\n,A,+12345678900\n", 1),
    ] {
        assert_eq!(found(text.as_bytes()), [format!("{line} not_utf8")], "{text}");
        assert!(told(text.as_bytes())[0].contains("wrong encoding"), "{text}");
    }
    let long = ["name,phone,note\nA,+12345678900,", &"x".repeat(70_000), "\u{fffd}\n"].concat();
    assert_eq!(found(long.as_bytes()), ["2 not_utf8"]);
    // There is a number, although it cannot be read.
    for row in [&b"A,+12345678900\xa0,"[..], b"A,,+1234567\08900"] {
        let found = found(&[b"name,phone,whatsapp\n", row].concat());
        assert!(found.len() == 1 && found[0] != "2 number_missing", "{found:?}");
    }
    // A name that cannot be read is not told.
    let fields = report(b"name,\xe1rea,phone,ciud\xe1d,x\nA,,+12345678900,,\n", 5)["fields"].clone();
    assert_eq!(fields, serde_json::json!(["x"]));
    // Where a header ends is not known, so its rows are not.
    let swallowed = report(b"name,phone,\"note\nA,+12025550101,\"vip\"\nB,12,x\n", 5);
    assert_eq!(swallowed["errors"], 1, "{swallowed}");
    assert!(
        swallowed["findings"][0]["message"].as_str().is_some_and(|words| words.contains("line 2")),
        "{swallowed}"
    );
    // Semicolons between quotes are no text after one.
    assert_eq!(found(b"\"name\";\"phone\"\n\"A\";\"+12345678900\"\n"), ["1 wrong_delimiter"]);
    let open = report(b"name,phone\n\"A,+12345678900\nB,+12345678901\n", 5);
    assert!(open["findings"][0]["message"].as_str().is_some_and(|words| words.contains("quote")), "{open}");
    let closed = "name,phone\n\"A,+12025550101\nB,+12025550104\n\"C,+12025550102\nD,12\n";
    let closed = report(closed.as_bytes(), 5);
    assert!(
        closed["findings"][0]["message"].as_str().is_some_and(|words| words.contains("line 4")),
        "{closed}"
    );
    // The next row is read as itself.
    assert_eq!(closed["findings"][1]["line"], 5);
    // A doubled quote, and one within an unquoted value, are text.
    let fine =
        "name,phone\n\"A \"\"B\"\"\",+12025550101\nC \"D\" E,+12025550102\n\"\"\"F\"\"\",+12025550103\n";
    assert!(found(fine.as_bytes()).is_empty());
}

#[test]
fn a_number_is_not_repeated_by_its_own_row() {
    let text = "name,phone,whatsapp\nA,+12345678900,+12345678900\nB,+12345678901,+12345678902";
    assert!(found(text.as_bytes()).is_empty());
    let text = "name,phone,whatsapp\nA,+12345678900,+12345678900\nB,+12345678900,+12345678900";
    assert_eq!(found(text.as_bytes()), ["3 number_twice"]);
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
        // Every tenth number is invalid, and the last one is a duplicate.
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

/// Returns the findings for a file, as `code: message` each.
fn told(text: &[u8]) -> Vec<String> {
    let report = report(text, 5);
    let findings = report["findings"].as_array().expect("findings").iter();
    let text = |each: &Value, key: &str| each[key].as_str().expect("a text").to_owned();
    findings.map(|each| format!("{}: {}", text(each, "code"), text(each, "message"))).collect()
}

#[test]
fn a_long_question_is_a_column_of_its_own() {
    let question = |end: &str| format!("{}{end}", "請問您對我們的服務有多滿意？".repeat(200));
    let header = |second: &str| format!("name,phone,{},{second}\nA,+12345678900,1,2\n", question("一"));
    assert!(found(header(&question("二")).as_bytes()).is_empty(), "they differ only at their ends");
    assert_eq!(found(header(&question("一")).as_bytes()), ["1 column_twice"]);
    let fields = report(header("短").as_bytes(), 7)["fields"].clone();
    assert!(fields[0].as_str().is_some_and(|name| name.starts_with("請問您") && name.ends_with('…')));
    assert_eq!(fields[1], "短");
    let fits = format!("name,phone,{}\nA,+12345678900,1\n", "問".repeat(1_000));
    assert_eq!(report(fits.as_bytes(), 7)["fields"][0], "問".repeat(1_000));
}

#[test]
fn bytes_that_are_not_utf8_are_found_wherever_they_are() {
    let file = |field: &[u8]| [b"name,phone,note\nA,+12345678900,\"", field, b"\"\n"].concat();
    for length in [0, 1, 253, 254, 255, 256, 257, 70_000] {
        for end in
            [&b"\xff"[..], b"\xe5\x8f", b"\xe5\x8fa", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"]
        {
            let bytes = ["x".repeat(length).as_bytes(), end].concat();
            assert_eq!(found(&file(&bytes)), ["2 not_utf8"], "{length} {end:x?}");
        }
        let good = ["x".repeat(length), "台😀é".into()].concat();
        assert!(found(&file(good.as_bytes())).is_empty(), "{length}");
    }
    assert_eq!(found(b"name,phone,\xa4\xa4\xa4\xe5\nA,+12345678900,x\n"), ["1 not_utf8"]);
}

#[test]
fn a_file_of_another_format_is_told_by_its_name_and_only_once() {
    let utf_16 = |text: &str, little: bool, mark: bool| {
        let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        let units =
            text.encode_utf16().map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
        units.flatten().collect::<Vec<u8>>()
    };
    let text = "name,phone\nAnn,+12345678900\nBob,0912\n";
    let mut files = Vec::new();
    for little in [true, false] {
        for mark in [true, false] {
            for text in [text, "姓名,電話\n王,0912\n", "第一,一,一\n一,一,零\n"] {
                files.push((
                    utf_16(text, little, mark),
                    "not_utf8: The file is in UTF-16: save it as \"CSV UTF-8\"",
                ));
            }
        }
    }
    for (file, says) in [
        ("name;phone\nA;+12345678900\n", "wrong_delimiter: The columns are separated by semicolons: save"),
        ("name\tphone\nA\t+12345678900\n", "wrong_delimiter: The columns are separated by tabs: save"),
        ("name|phone\nA|+12345678900\n", "wrong_delimiter: The columns are separated by vertical bars: save"),
        (
            "Name；Phone\nA；+12345678900\n",
            "wrong_delimiter: The columns are separated by full-width semicolons",
        ),
        ("name，phone\nA，+12345678900\n", "wrong_delimiter: The columns are separated by full-width commas"),
        (
            "\"name\";\"phone\"\n\"A\";\"+12345678900\"\n",
            "wrong_delimiter: The columns are separated by semicolons",
        ),
        ("姓名;電話\n王;0912\n", "wrong_delimiter: The columns are separated by semicolons: save"),
        (
            "name;phone;city, country\nA;0912;Taipei, Taiwan\n",
            "wrong_delimiter: The columns are separated by semi",
        ),
        (
            "PK\u{3}\u{4}\u{14}\0\u{6}\0\n\u{1}\u{2}",
            "not_csv: The file is an Excel workbook or another ZIP archive: save",
        ),
        ("{\"name\": \"A\",\n\"phone\": 1}", "not_csv: The file is JSON: save"),
        ("[\n{\"name\": \"A\"}]", "not_csv: The file is JSON: save"),
        ("<html><table>\n<tr>", "not_csv: The file is HTML or XML, which some"),
        ("%PDF-1.7\nx", "not_csv: The file is a PDF document: save"),
        ("{\\rtf1\\ansi name,phone\n}", "not_csv: The file is an RTF document: save"),
        ("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n", "not_csv: The file is a list of vCards: save"),
        ("\n  [{\"name\": \"A\"}]", "not_csv: The file is JSON: save"),
        ("Rar!\u{1a}\u{7}\u{1}\0\n", "not_csv: The file is a RAR archive: save"),
        ("name~phone\nA~+12345678900\n", "wrong_delimiter: The columns are separated by tildes"),
        ("name،phone\nA،+12345678900\n", "wrong_delimiter: The columns are separated by Arabic commas"),
        (
            "\"name,\"\"phone\"\"\"\n\"A,+12345678900\"\n",
            "wrong_delimiter: The columns are separated by commas within quotes",
        ),
        (
            "\"姓名,電話\"\n\"王,0912\"\n",
            "wrong_delimiter: The columns are separated by commas within quotes",
        ),
    ] {
        files.push((file.as_bytes().to_vec(), says));
    }
    files.push((
        b"\xd0\xcf\x11\xe0\xa1\xb1\n\x1a\xe1".to_vec(),
        "not_csv: The file is an old Excel workbook: save",
    ));
    for other in
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80"[..], b"7z\xbc\xaf\x27\x1c\0\x04\n\x01\x02\x03\0\0\0\0"]
    {
        files.push((
            other.to_vec(),
            "not_csv: The file is not text, but a picture, an archive or similar: save",
        ));
    }
    files.push((b"\x1f\x8b\x08\0\n\x1a\xe1".to_vec(), "not_csv: The file is compressed (gzip): save"));
    for (file, says) in files {
        let told = told(&file);
        assert!(told.len() == 1 && told[0].starts_with(says), "{told:?}, and not {says}");
        assert_eq!(found(&file).len(), 1, "however it is cut");
    }
}

#[test]
fn a_line_for_excel_before_the_header_is_told_of_with_what_else_is_wrong() {
    let told_of = |text: &str| told(text.as_bytes());
    let comma = told_of("\u{feff}sep=,\nname,phone\nAnn,+12345678900\n");
    assert_eq!(
        comma,
        ["sep_line: The first line is `sep=,`, which only Excel reads, not a header: delete it."]
    );
    let semicolon = told_of("SEP=;\r\nname;phone\r\nAnn;+12345678900\r\n");
    assert!(semicolon[0].starts_with("sep_line: The first line is `SEP=;`,"), "{semicolon:?}");
    assert!(
        semicolon[1].starts_with("wrong_delimiter: The columns are separated by semicolons"),
        "{semicolon:?}"
    );
    for sign in [";", "\t", "|"] {
        let file = format!("sep={sign}\nname{sign}phone\n");
        assert_eq!(found(file.as_bytes()), ["1 sep_line", "2 wrong_delimiter"], "{sign}");
    }
    // A control character after the `sep` line is still found.
    assert_eq!(found(b"sep=,\nwho,\x01where\n"), ["1 sep_line", "2 not_csv"]);
}

#[test]
fn a_missing_column_is_told_of_once_with_what_may_be_meant() {
    let rows = "A,+12345678900\nB,+12345678901\n";
    for (header, name, phone) in [
        ("Full Name,Phone Number", Some("Full Name"), Some("Phone Number")),
        ("first_name,mobile", Some("first_name"), Some("mobile")),
        ("姓名,手機號碼", Some("姓名"), Some("手機號碼")),
        ("who,where", None, None),
    ] {
        let hint = |meant: Option<&str>| {
            meant.map_or_else(String::new, |it| format!(" Is it `{it}`? Rename that column."))
        };
        assert_eq!(
            told(format!("{header}\n{rows}").as_bytes()),
            [
                format!("no_name_column: There is no column `name` (in lower case).{}", hint(name)),
                format!(
                    "no_number_column: There is no column `phone` or `whatsapp`: nobody can be called.{}",
                    hint(phone)
                ),
            ]
        );
    }
}

#[test]
fn a_line_of_commas_is_said_to_be_empty() {
    let told = told(b"name,phone,city\nAnn,+12345678900,\n,,\n , ,\n,,Taipei\n");
    let says = |line: &str| line.starts_with("name_missing: The line has nothing but commas: delete it.");
    assert_eq!(told.iter().filter(|line| says(line)).count(), 2, "{told:?}");
    assert_eq!(told.len(), 4, "a number is missing in the last line only: {told:?}");
}

#[test]
fn a_column_is_corrected_where_its_name_can_mean_only_one_thing() {
    for (name, meant, why) in [
        ("Phone", Some("phone"), "not in plain lower case"),
        ("\u{200b}phone", Some("phone"), "an invisible character"),
        ("\u{feff}phone", Some("phone"), "an invisible character"),
        (" phone ", Some("phone"), "not in plain"),
        ("ｐｈｏｎｅ", Some("phone"), "not in plain"),
        ("'phone'", Some("phone"), "not in plain"),
        ("phon", None, "did you mean `phone`?"),
    ] {
        let report = report(format!("name,{name}\nA,+12345678900\n").as_bytes(), 3);
        let finding = &report["findings"][0];
        assert_eq!((&finding["code"], &finding["column"]), (&"column_misspelt".into(), &name.into()));
        assert_eq!(finding["fix"].as_str(), meant, "{name}");
        assert!(finding["message"].as_str().is_some_and(|words| words.contains(why)), "{finding}");
    }
}

/// The formats of numbers from spreadsheets, address books and chats: the message, and the fix if it is certain.
#[test]
fn a_number_is_corrected_where_it_can_mean_only_one() {
    const SURE: Option<&str> = Some("+886912345678");
    for (field, says, fix) in [
        // Invisible characters, around and inside.
        ("\u{200e}+886912345678", "an invisible character (U+200E)", SURE),
        (
            "\u{202a}+886912345678\u{202c}",
            "an invisible character (U+202A) and an invisible character (U+202C)",
            SURE,
        ),
        ("\u{2066}+886912345678\u{2069}", "an invisible character (U+2066)", SURE),
        ("\u{feff}+886912345678", "an invisible character (U+FEFF)", SURE),
        ("+886\u{200b}912345678", "an invisible character (U+200B)", SURE),
        ("+886912345678\u{a0}", "spaces", SURE),
        ("\u{a0}+886912345678", "spaces", SURE),
        (" +886912345678", "spaces", SURE),
        ("+886912345678\t", "spaces", SURE),
        ("+886 912\u{3000}345\u{202f}678", "spaces", SURE),
        (
            "+886\u{200d}912\u{2060}345678",
            "an invisible character (U+200D) and an invisible character (U+2060)",
            SURE,
        ),
        ("\u{1f}+886912345678", "an invisible character (U+001F)", SURE),
        ("\u{3164}+886912345678\u{2800}", "an invisible character (U+3164)", SURE),
        ("+886912345678\u{e0020}", "an invisible character (U+E0020)", SURE),
        // Characters that stand for others.
        ("＋８８６９１２３４５６７８", "full-width characters", SURE),
        ("＋886（912）345－678", "full-width characters, brackets and hyphens", SURE),
        ("+٨٨٦٩١٢٣٤٥٦٧٨", "digits of another script", SURE),
        ("+८८६९१२३४५६७८", "digits of another script", SURE),
        ("+၈၈၆၉၁၂၃၄၅၆၇၈", "digits of another script", SURE),
        ("٠٩١٢٣٤٥٦٧٨", "within its country", None),
        // Punctuation.
        ("+886-912-345-678", "hyphens", SURE),
        ("+886\u{2011}912\u{2013}345\u{2212}678", "hyphens", SURE),
        ("+886 (912) 345-678", "spaces, brackets and hyphens", SURE),
        ("+886.912.345.678", "dots", SURE),
        ("+886·912•345·678", "dots", SURE),
        ("+886/912345678", "slashes", SURE),
        ("<+886>【912】{345}678", "brackets", SURE),
        ("+886912345678;", "a separator at its end", SURE),
        ("+886912345678-", "hyphens", SURE),
        ("+886-912-345-678 -", "hyphens and spaces", SURE),
        ("+886912345678/", "slashes", SURE),
        ("+886912345678 (", "spaces and brackets", SURE),
        ("+33 1 23 45 67 89", "spaces", Some("+33123456789")),
        ("+380 50 123 45 67", "spaces", Some("+380501234567")),
        ("+46 8 123 456 78", "spaces", Some("+46812345678")),
        ("+44 (0)20 7946 0958", "a (0), which is not dialed from abroad", Some("+442079460958")),
        ("+44 -(0)20-7946-0958", "a (0), which is not dialed from abroad", Some("+442079460958")),
        ("+39 (0)2 12345678", "brackets and spaces", Some("+390212345678")),
        ("+225 (0)1 23 45 67 89", "brackets and spaces", Some("+2250123456789")),
        ("+44 (020) 7946 0958", "a 0 after the country code", None),
        ("+886 0912 345 678", "a 0 after the country code", None),
        ("(+886)-0912345678", "a 0 after the country code", None),
        ("+39 06 1234 5678", "spaces", Some("+390612345678")),
        ("+39 (06) 1234 5678", "spaces and brackets", Some("+390612345678")),
        ("+229 01 97 12 34 56", "spaces", Some("+2290197123456")),
        ("+229 (0)1 97 12 34 56", "brackets and spaces", Some("+2290197123456")),
        ("+226 07 12 34 56", "spaces", Some("+22607123456")),
        ("+39 348 (012) 3456", "a 0 after the country code", None),
        ("+250 0788 123 456", "a 0 after the country code", None),
        // Formatting by spreadsheets.
        ("=\"+886912345678\"", "the form of a spreadsheet formula", SURE),
        ("=+886912345678", "the form of a spreadsheet formula", SURE),
        ("'+886912345678", "an apostrophe or quotes", SURE),
        ("’+886912345678", "an apostrophe or quotes", SURE),
        ("“+886912345678”", "an apostrophe or quotes", SURE),
        ("«+886912345678»", "an apostrophe or quotes", SURE),
        ("「+886912345678」", "an apostrophe or quotes", SURE),
        ("=\"0912345678\"", "within its country", None),
        ("8.86912E 11", "shortened it", None),
        ("\"8.86912e11\"", "shortened it", None),
        ("1E+11", "shortened it", None),
        ("8.86912E+11", "shortened it, and digits may be lost", None),
        ("8,86912E+11", "shortened it", None),
        ("+8.86912e11", "shortened it", None),
        ("8.86912345678E+11", "shortened it", None),
        ("886912345678.0", "a decimal number", None),
        ("+886912345678.0", "a decimal number", SURE),
        ("+886912345678,00", "a decimal number", SURE),
        ("+88691234567.8", "a decimal number", None),
        ("#N/A", "a spreadsheet error", None),
        ("#########", "a spreadsheet error", None),
        ("#SPILL!", "a spreadsheet error", None),
        ("Err:502", "a spreadsheet error", None),
        // Links.
        ("tel:+886912345678", "the form of a link", SURE),
        ("tel:+886-912-345-678", "the form of a link and hyphens", SURE),
        ("TEL://+886912345678", "the form of a link", SURE),
        ("whatsapp:+886912345678", "the form of a link", SURE),
        ("https://wa.me/886912345678?text=hi", "a chat link", SURE),
        ("https://api.whatsapp.com/send?phone=886912345678", "a chat link", SURE),
        ("https://api.whatsapp.com/send/?text=hi&phone=886912345678", "a chat link", SURE),
        ("whatsapp://send?phone=+886912345678", "a chat link", SURE),
        ("886912345678@s.whatsapp.net", "a chat link", SURE),
        ("https://wa.me/886912345678/?text=hi", "a chat link", SURE),
        ("https://wa.me/886912345678#chat", "a chat link", SURE),
        ("https://wa.me/message/ABC", "a chat link", None),
        // What follows may belong to the number.
        ("https://wa.me/1415555-0100", "a chat link", None),
        ("wa.me/1415555 0100", "a chat link", None),
        ("https://api.whatsapp.com/send?phone=1415555-0100&text=hi", "a chat link", None),
        ("1415555-0100@c.us", "a chat link", None),
        // Words for a phone.
        ("p:+886912345678", "a word before it", SURE),
        ("Mobile: +886 912 345 678", "a word before it and spaces", SURE),
        ("Tel. +886912345678", "a word before it", SURE),
        ("電話：+886912345678", "full-width characters and a word before it", SURE),
        ("☎\u{fe0f} +886912345678", "a word before it", SURE),
        ("p:0912345678", "within its country", None),
        ("fax: +886287654321", "letters", None),
        ("not +886287654321", "letters", None),
        // More than a number.
        ("+886287654321 ext. 12", "an extension", None),
        ("+886287654321 x12", "an extension", None),
        ("+886287654321#12", "an extension", None),
        ("+886287654321分機12", "an extension", None),
        ("tel:+886287654321;ext=12", "an extension", None),
        ("+886287654321,,12", "an extension", None),
        ("+886287654321 內線 12", "an extension", None),
        ("+886287654321*12", "an extension", None),
        ("+886287654321 (12)", "may be an extension", None),
        ("+886-2-8765-4321 / 22", "may be an extension", None),
        ("+1 555 010 0199 12", "may be an extension", None),
        ("+886 2 8765 4321 12", "may be an extension", None),
        ("+886-2-8765-4321-1", "may be an extension", None),
        ("+886912345678 / +886287654321", "two numbers", None),
        ("+886912345678, 0287654321", "two numbers", None),
        ("+886912345678 or +886287654321", "two numbers", None),
        ("+886912345678\n+886287654321", "two numbers", None),
        ("+886912345678 (mobile)", "letters", None),
        ("1-800-FLOWERS", "letters", None),
        ("+886 ~ 912345678", "characters other", None),
        ("+886,912,345,678", "characters other", None),
        // No number at all.
        ("n/a", "not a number", Some("")),
        ("N/A", "not a number", Some("")),
        ("-", "not a number", Some("")),
        ("—", "not a number", Some("")),
        ("NULL", "not a number", Some("")),
        ("(null)", "not a number", Some("")),
        ("N.A.", "not a number", Some("")),
        ("沒有", "not a number", Some("")),
        ("- - -", "not a number", Some("")),
        ("…", "characters other", None),
        ("無", "not a number", Some("")),
        ("  ", "not a number", Some("")),
        ("\u{200b}", "not a number", Some("")),
        ("phone", "the header is repeated", None),
        // Digits, but not the right ones.
        ("0912345678", "within its country", None),
        ("0912-345-678", "within its country", None),
        ("00886912345678", "begins with 00", None),
        ("886912345678", "no plus", None),
        ("(886) 912 345 678", "no plus", None),
        ("+0912345678", "no country code begins with 0", None),
        ("++886912345678", "more than one plus", None),
        ("+886912", "fewer than 7 digits", None),
        ("+8869123456780000", "more than 15 digits", None),
    ] {
        let quoted = field.replace('"', "\"\"");
        let report = report(format!("name,phone\nA,\"{quoted}\"\n").as_bytes(), 4);
        let finding = &report["findings"][0];
        let message = finding["message"].as_str().expect("a message");
        assert_eq!(
            (&finding["code"], &finding["column"]),
            (&"number_not_e164".into(), &"phone".into()),
            "{field}"
        );
        assert!(message.contains(says), "{field}: {message}, and not {says}");
        assert_eq!(finding["fix"].as_str(), fix, "{field}: {message}");
        if let Some(fix) = fix {
            let again = format!("name,phone\nA,{fix}\n");
            let left = found(again.as_bytes());
            assert!(left.is_empty() || left == ["2 number_missing"], "the fix of {field}: {left:?}");
        }
    }
}

/// However a number is grouped, an extension with another separator is never taken for a part of it.
#[test]
fn an_extension_is_never_taken_for_a_part_of_the_number() {
    let numbers =
        ["+886 2 8765 4321", "+886 287654321", "+886287654321", "+44 20 7946 0958", "+1 555 010 0199"];
    let ends =
        [" ", "-", "/", " / ", " - ", " (", ", ", "; ", "#", "*", " ext ", "x", " p", "\u{a0}", "\u{ff0f}"];
    for number in numbers {
        let digits = number.replace(' ', "");
        for separator in [" ", "-", "."] {
            let grouped = number.replace(' ', separator);
            assert_eq!(fix_of(&grouped), (grouped != digits).then(|| digits.clone()), "{grouped}");
            for before in ends {
                // With the same separator, a long one cannot be told from another group.
                let is_group = number != digits && before.replace('\u{a0}', " ") == separator;
                for extension in &["1", "23", "456", "7890"][..if is_group { 2 } else { 4 }] {
                    for sign in ["", "-", " -", "/", " (", "."] {
                        let text = [&grouped, before, extension, sign].concat();
                        assert_eq!(fix_of(&text), None, "{text}");
                    }
                }
            }
        }
    }
}

/// Returns the fix for a number.
fn fix_of(number: &str) -> Option<String> {
    let report = report(format!("name,phone\nA,\"{number}\"\n").as_bytes(), 4);
    report["findings"][0]["fix"].as_str().map(str::to_owned)
}

#[test]
fn a_column_of_other_things_is_not_taken_for_labels() {
    let row = |label: usize| format!("A,+1{:010},\"label {label}, common\"\n", 2_000_000_000 + label);
    let file =
        |labels: usize| ["name,phone,labels\n".into(), (0..labels).map(row).collect::<String>()].concat();
    assert!(found(file(999).as_bytes()).is_empty());
    assert_eq!(found(file(1_500).as_bytes()), ["1001 too_many_labels"]);
}

#[test]
fn a_value_with_a_comma_and_no_quotes_is_told_of() {
    let told = told(b"name,phone\nSmith, John,+12345678900\n");
    assert!(
        told[0].contains("3 fields, but the header has 2. Put values with a comma in quotes."),
        "{told:?}"
    );
}

#[test]
fn labels_that_are_not_separated_by_commas_are_told_of() {
    let file = |labels: &str| ["name,phone,labels\nA,+12345678900,\"", labels, "\"\n"].concat();
    let codes = |labels: &str| found(file(labels).as_bytes());
    for lost in [
        "DNC;vip",
        "vip; dnc",
        "DNC；vip",
        "DNC，VIP",
        "DNC|VIP",
        "DNC｜VIP",
        "DNC、VIP",
        "DNC､VIP",
        "DNC\u{60c} vip",
        "DNC\tvip",
        "DNC\nvip",
        "DNC\r\nvip",
        "Invalid Number;vip",
        "new,vip/DNC",
        "DNC & vip",
        "DNC+vip",
        "* friends ::: DNC",
        "[DNC]",
        "DNC.",
        "DNC\u{200b}",
        "ＤＮＣ",
        "dnc",
        "vip,Invalid number",
    ] {
        assert_eq!(codes(lost), ["2 opt_out_misspelt"], "{lost:?}");
    }
    for joined in ["vip;new", "vip、new", "a,b|c", "a\tb", "a，b"] {
        assert_eq!(codes(joined), ["2 labels_joined"], "{joined:?}");
    }
    for fine in [
        "vip,new",
        "DNC,vip",
        "DNC,DNC (web)",
        " DNC , invalid number ",
        "DNC-free",
        "R&D",
        "Bob's",
        "客戶,重要",
        "tier: gold",
        "",
    ] {
        assert!(codes(fine).is_empty(), "{fine:?}");
    }
    assert_eq!(codes("a;b,c|d"), ["2 labels_joined"; 2]);
    let report = report(file("DNC;vip,a;b").as_bytes(), 5);
    assert_eq!(
        (&report["errors"], &report["warnings"], &report["findings"][0]["column"]),
        (&1.into(), &1.into(), &"labels".into())
    );
    // The row itself is good: another one has its number.
    let twice = "name,phone,labels\nA,+12345678900,DNC;vip\nB,+12345678900,\n";
    assert_eq!(found(twice.as_bytes()), ["2 opt_out_misspelt", "3 number_twice"]);
}

#[test]
fn an_opt_out_in_a_column_that_is_only_like_labels_is_an_error() {
    let file = |column: &str, labels: &str| format!("name,phone,{column}\nA,+12345678900,\"{labels}\"\n");
    let lost = |column: &str, labels: &str| {
        let report = report(file(column, labels).as_bytes(), 5);
        let findings = report["findings"].as_array().expect("findings").clone();
        findings.into_iter().find(|finding| finding["code"] == "opt_out_misspelt")
    };
    for column in [
        "Labels",
        "Label",
        "labels ",
        "\u{feff}labels",
        "lables",
        "ｌａｂｅｌｓ",
        "Contact labels",
        "tags",
        "Group Membership",
        "標籤",
        "標籤（自訂）",
    ] {
        for labels in ["DNC", "vip,dnc", "* myContacts ::: DNC", "invalid number", "DNC;vip"] {
            let finding = lost(column, labels).unwrap_or_else(|| panic!("{column:?} {labels}"));
            assert_eq!((&finding["severity"], &finding["line"]), (&"error".into(), &2.into()), "{finding}");
            assert_eq!(finding["column"], column);
            assert!(
                finding["message"].as_str().is_some_and(|words| words.contains("put it into")),
                "{finding}"
            );
        }
        for labels in ["", "vip", "DNC-free", "a;b"] {
            assert_eq!(lost(column, labels), None, "{column:?} {labels}");
        }
        let long = format!("{},DNC", "a label, ".repeat(1_000));
        assert!(lost(column, &long).is_some(), "the opt-out is the last one");
    }
    assert_eq!(found(file("Labels", "vip").as_bytes()), ["1 column_misspelt"]);
    assert_eq!(found(file("Labels", "DNC").as_bytes()), ["1 column_misspelt", "2 opt_out_misspelt"]);
    assert!(found(file("tags", "vip;new").as_bytes()).is_empty());
    for column in ["party", "Lead stage", "Instagram", "percentage"] {
        let found = found(file(column, "DNC").as_bytes());
        assert!(found.is_empty(), "{column} has nothing to do with labels: {found:?}");
    }
    assert_eq!(report(file("Labels", "DNC").as_bytes(), 5)["fields"], serde_json::json!(["Labels"]));
    // The contact has opted out all the same.
    let both = "name,phone,tags,labels\nA,+12345678900,DNC,DNC\nB,+12345678901,DNC,vip\n";
    assert_eq!(found(both.as_bytes()), ["3 opt_out_misspelt"]);
    // The row itself is good: another one has its number.
    let twice = "name,phone,tags\nA,+12345678900,DNC\nB,+12345678900,\n";
    assert_eq!(found(twice.as_bytes()), ["2 opt_out_misspelt", "3 number_twice"]);
}
