//! Realistic contact files: the client's check predicts what the import does with each, row by row.

use std::collections::BTreeSet;

use proptest::{
    collection::vec,
    prop_assert_eq,
    sample::select,
    test_runner::{Config, RngSeed, TestRunner},
};
use seax_dialer::csv::ImportCheck;
use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, DAY, start};

/// The outcome of importing a file.
#[derive(Debug, PartialEq)]
enum Fate {
    /// The whole file is refused.
    Refused,
    /// All rows are imported, except for those that begin on the lines `bad`.
    Imported { rows: u64, bad: BTreeSet<u64> },
}

/// Findings about files that cannot be read at all.
const WHOLE_FILE: [&str; 7] = [
    "no_name_column",
    "column_twice",
    "column_unnamed",
    "not_csv",
    "wrong_delimiter",
    "sep_line",
    "too_many_labels",
];
/// Findings about files that cannot be read at all if they are about the header.
const HEADER: [&str; 3] = ["not_utf8", "uneven_row", "nul_character"];
/// Findings about files that the API would import, although they contain nobody to call.
const CLIENTS_OWN: [&str; 2] = ["no_number_column", "no_rows"];

fn checked(file: &[u8]) -> Fate {
    let mut check = ImportCheck::default();
    check.read(file);
    let report: Value = serde_json::from_str(&check.finish().report()).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let errors: Vec<(u64, String)> = findings
        .iter()
        .filter(|finding| finding["severity"] == json!("error"))
        .map(|finding| (finding["line"].as_u64().unwrap(), finding["code"].as_str().unwrap().to_owned()))
        .filter(|(_, code)| !CLIENTS_OWN.contains(&code.as_str()))
        .collect();
    let header = file.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 + 1;
    if errors.iter().any(|(line, code)| {
        WHOLE_FILE.contains(&code.as_str()) || HEADER.contains(&code.as_str()) && *line <= header
    }) {
        return Fate::Refused;
    }
    assert_eq!(report["findings"].as_array().unwrap().len().min(199), findings.len(), "all of them are here");
    Fate::Imported {
        rows: report["rows"].as_u64().unwrap(),
        bad: errors.into_iter().map(|(line, _)| line).collect(),
    }
}

fn imported(client: &Client, file: &[u8]) -> Fate {
    let head = b"--X-Y-Z\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    let body = [head, file, b"\r\n--X-Y-Z--\r\n"].concat();
    let reply = client.post_bytes("import_contacts", "multipart/form-data; boundary=X-Y-Z", &body);
    assert_eq!(reply.status, 201, "{}", reply.text);
    let path = format!("jobs/{}", reply.body["job_id"].as_str().unwrap());
    client.advance(DAY);
    let job = client.get(&path).body;
    if job["status"] == json!("failed") {
        return Fate::Refused;
    }
    assert_eq!(job["status"], json!("finished"), "{job}");
    let bad: BTreeSet<u64> =
        job["result"]["errors"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(job["result"]["failed"], json!(bad.len()), "{job}");
    Fate::Imported { rows: job["result"]["total"].as_u64().unwrap(), bad }
}

fn client() -> Client {
    start(Settings { contacts: 10, ..Settings::default() })
}

#[test]
fn the_import_does_what_the_check_says() {
    let client = client();
    let long = "您".repeat(300);
    let question =
        format!("name,phone,{}一,{}二\nA,+12345678900,1,2\n", "問題".repeat(200), "問題".repeat(200));
    let utf_16: Vec<u8> = "name,phone\nA,+12345678900\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> = "\u{feff}name\n王\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let row = |row: usize| (0..100).map(|label| format!("label {row} {label},")).collect::<String>();
    let labels = |rows: usize| {
        let rows: String = (0..rows).map(|number| format!("A,\"{}\"\n", row(number))).collect();
        format!("name,labels\n{rows}")
    };
    let mut files: Vec<Vec<u8>> = [
        "name,phone,whatsapp,labels,city\nAnn,+12345678900,+12345678901,\"a,b\",Taipei\nBob,,+12345678902,,\n",
        "\u{feff}name,phone\r\nA,+12345678900\r\nB,12\r\n",
        "name,phone\rA,+12345678900\rB,12\r\r\"C\rD\",13\r",
        "name,phone\n\n\nA,12\n\n",
        "name;phone\nA;+12345678900\n",
        "name\tphone\nA\t+12345678900\n",
        "name|phone\nA|+12345678900\n",
        "sep=;\nname;phone\nA;+12345678900\n",
        "sep=,\nname,phone\nA,+12345678900\n",
        "name,phone,,city\nA,+12345678900,,Taipei\n",
        "name,phone,\nA,+12345678900,\n",
        "name,phone,x,x\nA,+12345678900,,\n",
        "name,Phone\nA,0912\n",
        "Name,phone\nA,+12345678900\n",
        " name,phone\nA,+12345678900\n",
        "phone\n+12345678900\n",
        "name,whatsapp\nA,+12345678900\nB,+12345678900\n",
        "name,phone\nA,\u{200e}+12345678900\nB,+12345678901\u{a0}\nC, +12345678902\nD,\u{feff}+12345678903\n",
        "name,phone\nA,＋１２３４５６７８９００\nB,tel:+12345678900\nC,\"=\"\"+12345678900\"\"\"\nD,'+12345678900\n",
        "name,phone\nA,+1 234 567-8900\nB,+12345678900 ext 3\nC,8.86912E+11\nD,n/a\nE,-\nF,   \n",
        "name,phone\nA,+12345678900,x\nB\n\"C,+12345678901\nD,+12345678902\n",
        "name,phone\n ,+12345678900\n\u{a0},+12345678901\n,+12345678902\n\"\",+12345678903\n",
        "name,phone\n A ,+12345678900\n",
        "name,phone,x\nA,+12345678900,a\0b\nB,+12345678901,\n",
        "name,phone,\0\nA,+12345678900,x\n",
        "name,phone,\"x\nA,+12345678900,\"y\"\nB,+12345678901,z\n",
        "name,phone,\"x",
        "name,phone\n\"A \"\"B\"\" C\",+12345678900\nA \"B\",+12345678901\n\"A\"B,+12345678902\n",
        "name,labels\nA,\" ,vip,,new \"\n",
        "name\nA\nB\n",
        "name,phone,x\nA,+12345678900,\n,,\n , ,\n",
        "\"name,phone\"\n\"A,+12345678900\"\n",
        "name~phone\nA~+12345678900\n",
        "'name',phone\nA,+12345678900\n",
        "Full Name,mobile\nA,+12345678900\n",
        "name,phone\nA,p:+12345678900\nB,+12345678900 (12)\nC,+12345678900/1\nD,「+12345678900」\nE,...\n",
        "BEGIN:VCARD\nFN:A\nEND:VCARD\n",
        "{\\rtf1 name,phone\n}",
        "name,phone\n",
        "",
        "\n\n",
        "{\"name\": \"A\"}",
        "<table>\n<tr>\n</table>",
    ]
    .into_iter()
    .map(|file| file.as_bytes().to_vec())
    .collect();
    files.extend([
        question.into_bytes(),
        format!("name,phone,x\n{long},+12345678900,{long}\n").into_bytes(),
        [format!("name,phone,x\nA,+12345678900,{long}").as_bytes(), b"\xe5\nB,+12345678901,\n"].concat(),
        b"name,phone\nJos\xe9,+12345678900\nB,+12345678901\n".to_vec(),
        b"name,\xa4\xa4\nA,1\n".to_vec(),
        b"PK\x03\x04\x14\0\x06\0\n\x01".to_vec(),
        b"\x1f\x8b\x08\n\xff".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0".to_vec(),
        utf_16,
        big_endian,
        labels(10).into_bytes(),
        labels(11).into_bytes(),
    ]);
    for file in files {
        let shown = String::from_utf8_lossy(&file);
        assert_eq!(checked(&file), imported(&client, &file), "{shown:?}");
    }
}

#[test]
fn the_import_does_what_the_check_says_of_any_file() {
    let client = client();
    let pieces = [
        ",",
        ",",
        ",",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "A",
        "+12345678900",
        "+12345678901",
        "0912",
        " ",
        "\u{feff}",
        "您",
        "\0",
        "name",
        "x,y",
    ];
    let rest = vec(select(pieces.to_vec()), 0..24);
    let header =
        select(vec!["name,phone,note\n", "name,phone\r", "name\r\n", "\u{feff}name,labels,phone\n", ""]);
    let config = Config {
        cases: 400,
        rng_seed: RngSeed::Fixed(0x5EA_F00D),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&(header, rest), |(header, rest)| {
        let file = [header, &rest.concat()].concat();
        prop_assert_eq!(checked(file.as_bytes()), imported(&client, file.as_bytes()), "{:?}", file);
        Ok(())
    });
    outcome.unwrap();
}
