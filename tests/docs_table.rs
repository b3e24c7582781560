//! Checks the tables in the guides, and the list of operations in the types, that are generated from the client's code.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "support/guide.rs"]
mod guide;
#[path = "support/written.rs"]
mod written;

use std::path::Path;

use guide::Table;
use seax_dialer::{
    api::{OPERATIONS, Operation, RequestSpec, RetryPolicy},
    error::Code,
    model::{FindingCode, import::ImportFindingCode},
};
use written::File;

/// The source with each code's doc comment.
const CODES: &str = include_str!("../src/model/finding_code.rs");

fn check(table: &Table) {
    table.check(Path::new(env!("CARGO_MANIFEST_DIR")));
}

fn code(word: &str) -> String {
    format!("`{word}`")
}

/// Returns all operations, including those with files, grouped by resource.
fn operations() -> Vec<&'static Operation> {
    let mut operations = OPERATIONS.to_vec();
    let resource = |operation: &Operation| operation.name.split('.').next().unwrap();
    let first =
        |operation: &Operation| OPERATIONS.iter().position(|other| resource(other) == resource(operation));
    operations.sort_by_key(|operation| first(operation));
    operations
}

#[test]
fn the_guide_to_retries_has_every_operation() {
    check(&Table {
        document: "docs/retries.md",
        heading: "## What is retried",
        header: "| operation | request | retried after |",
        rows: operations().into_iter().map(operation).collect(),
    });
}

fn operation(operation: &Operation) -> Vec<String> {
    let Operation { name, method, path, retry, request, .. } = operation;
    let after = match retry {
        // The rule of the request makes the policy stricter for most fields.
        RetryPolicy::Idempotent if matches!(request, RequestSpec::Validated(..)) => {
            "every transient failure, or a 429 only, depending on the fields: see below"
        }
        RetryPolicy::Safe | RetryPolicy::Idempotent => "every transient failure",
        RetryPolicy::Removal => "every transient failure; a 404 then counts as success",
        RetryPolicy::Once => "a 429 only",
    };
    vec![code(name), format!("`{} {path}`", method.as_str()), after.into()]
}

#[test]
fn faults_can_be_for_every_operation_that_the_sandbox_tells_apart() {
    // Operations with a fixed body count as updates of a campaign, whose path they share.
    let is_own = |operation: &&Operation| !matches!(operation.request, RequestSpec::Fixed(_));
    let names = operations().into_iter().filter(is_own).map(|operation| operation.name);
    let lines: Vec<_> = names.map(|name| ["    | \"", name, "\""].concat()).collect();
    File("pkg/testing.d.ts").check("  operation?:\n", &lines.join("\n"), "\n    | undefined;\n");
}

#[test]
fn the_guide_to_errors_has_every_code() {
    let row = |each: &Code| {
        let (meaning, _) = each.description().split_once("\n\n").unwrap_or((each.description(), ""));
        let meaning = meaning.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        vec![code(each.as_str()), meaning]
    };
    check(&Table {
        document: "docs/errors.md",
        heading: "## Codes",
        header: "| code | cause | what to do |",
        rows: Code::ALL.iter().map(row).collect(),
    });
}

#[test]
fn the_guide_to_checks_has_every_finding() {
    let row = |finding: &FindingCode| {
        let word = finding.as_str();
        let before = CODES.split(&format!("= \"{word}\",")).next().unwrap();
        let words = before.lines().rev().find_map(|line| line.trim().strip_prefix("/// ")).unwrap();
        vec![code(word), finding.severity().as_str().into(), words.into()]
    };
    check(&Table {
        document: "docs/checks.md",
        heading: "## Codes",
        header: "| code | severity | meaning |",
        rows: FindingCode::ALL.iter().map(row).collect(),
    });
}

#[test]
fn the_guide_to_contacts_has_every_finding_of_an_import() {
    let row =
        |finding: &ImportFindingCode| vec![code(finding.as_str()), finding.severity().as_str().to_owned()];
    check(&Table {
        document: "docs/contacts.md",
        heading: "## Checks before an import",
        header: "| code | severity | meaning |",
        rows: ImportFindingCode::ALL.iter().map(row).collect(),
    });
}
