//! Tables in the guides that say what the code does.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use seax_dialer::{
    api::{OPERATIONS, Operation, RetryPolicy},
    model::{FindingCode, import::ImportFindingCode},
};

const GUIDE: &str = include_str!("../docs/retries.md");
const CONTACTS: &str = include_str!("../docs/contacts.md");
const CHECKS: &str = include_str!("../docs/checks.md");
/// Where each code's own words stand.
const CODES: &str = include_str!("../src/model/finding_code.rs");

#[test]
fn the_guide_to_retries_has_every_operation_as_the_code_has_it() {
    // The guide has them by resource, those with files too.
    let mut declared = OPERATIONS.map(row);
    let mut documented: Vec<&str> = GUIDE.lines().filter(|line| is_operation(line)).collect();
    declared.sort_unstable();
    documented.sort_unstable();
    assert_eq!(documented, declared);
}

/// Whether a line of the guide is the row of an operation.
fn is_operation(line: &str) -> bool {
    let name = line.strip_prefix("| `").and_then(|rest| rest.split('`').next());
    name.is_some_and(|name| name.contains('.'))
}

fn row(operation: &Operation) -> String {
    let Operation { name, method, path, retry, .. } = operation;
    let after = match retry {
        RetryPolicy::Safe | RetryPolicy::Idempotent => "every transient failure",
        RetryPolicy::Removal => "every transient failure; a 404 then counts as success",
        RetryPolicy::Once => "a 429 only",
    };
    format!("| `{name}` | `{} {path}` | {after} |", method.as_str())
}

#[test]
fn the_guide_to_checks_has_every_finding_as_the_code_has_it() {
    let section = CHECKS.split("## Codes").nth(1).and_then(|rest| rest.split("\n## ").next());
    let documented: Vec<&str> =
        section.unwrap_or_default().lines().filter(|line| line.starts_with("| `")).collect();
    let declared: Vec<String> = FindingCode::ALL.iter().map(finding).collect();
    assert_eq!(documented, declared);
}

fn finding(code: &FindingCode) -> String {
    let (word, severity) = (code.as_str(), code.severity());
    let before = CODES.split(&format!("= \"{word}\",")).next().unwrap_or_default();
    let words = before.lines().rev().find_map(|line| line.trim().strip_prefix("/// ")).unwrap_or_default();
    format!("| `{word}` | {} | {words} |", severity.as_str())
}

#[test]
fn the_guide_to_contacts_has_every_finding_of_an_import_as_the_code_has_it() {
    let section = CONTACTS.split("## Checks before an import").nth(1).unwrap_or_default();
    let documented: Vec<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.rsplit_once(" | "))
        .map(|(row, _)| row.into())
        .collect();
    let declared: Vec<String> = ImportFindingCode::ALL
        .iter()
        .map(|code| format!("{}` | {}", code.as_str(), code.severity().as_str()))
        .collect();
    assert_eq!(documented, declared);
}
