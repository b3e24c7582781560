//! The table in `docs/retries.md` says of each operation whether it is sent again: it has to say what the code does.

use seax_dialer::api::{OPERATIONS, Operation, Repeat};

const GUIDE: &str = include_str!("../docs/retries.md");

#[test]
fn the_guide_to_retries_has_every_operation_as_the_code_has_it() {
    let declared = OPERATIONS.map(row);
    let documented: Vec<&str> = GUIDE.lines().filter(|line| is_operation(line)).collect();
    assert_eq!(documented, declared);
}

/// Whether a line of the guide is the row of an operation.
fn is_operation(line: &str) -> bool {
    let name = line.strip_prefix("| `").and_then(|rest| rest.split('`').next());
    name.is_some_and(|name| name.contains('.'))
}

fn row(operation: &Operation) -> String {
    let Operation { name, method, path, repeat } = operation;
    let after = match repeat {
        Repeat::Safe => "every failure that may pass",
        Repeat::Once => "a 429 only",
    };
    format!("| `{name}` | `{} {path}` | {after} |", method.as_str())
}
