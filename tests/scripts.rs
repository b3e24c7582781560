//! Checks what scripts repeat from Rust: the operations and methods, which the package refers to by index (an extra row would
//! turn a pause into a cancel), the numbers that they exchange with the core, the labels of contacts who must not be called, and the
//! statuses of campaigns.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use seax_dialer::{
    api::{Method, Operation, RequestSpec, SINGLE},
    engine::driver::{FailureKind, Identity, Next, OutSlot, SMALL, TEXTS},
    model::{campaign::CampaignStatus, job::JobStatus, label::NOT_TO_CALL},
};

const SCRIPT: &str = include_str!("../pkg/src/operations.js");

/// Returns what the statement that begins so contains, up to its end.
fn statement<'a>(script: &'a str, beginning: &str) -> &'a str {
    let (_, statement) = script.split_once(beginning).expect("the statement is there");
    statement.split_once(';').expect("it ends").0
}

/// Returns the strings in a statement of the script.
fn texts(beginning: &str) -> String {
    let statement = statement(SCRIPT, beginning);
    statement.split('"').skip(1).step_by(2).collect::<Vec<_>>().join(if statement.contains('[') {
        "|"
    } else {
        ""
    })
}

/// An operation's name, whether it takes an id, and whether it takes a query (`Some(true)`), another argument, or none
/// (`None`).
type Row = (String, bool, Option<bool>);

fn declared(operation: &&Operation) -> Row {
    let argument = operation.request.schema().map(|_| matches!(operation.request, RequestSpec::Query(_)));
    (operation.name.into(), operation.path.contains('{'), argument)
}

fn written(row: &str) -> Row {
    let mut words = row.split(' ');
    let name = words.next().unwrap_or_default().into();
    let mut words = words.peekable();
    let takes_id = words.next_if_eq(&"id").is_some();
    (name, takes_id, words.next().map(|word| word == "query"))
}

#[test]
fn the_script_has_the_operations_in_the_same_order_with_the_same_arguments() {
    let rows: Vec<Row> = texts("const CALLS =").split('|').map(written).collect();
    assert_eq!(rows, SINGLE.iter().map(declared).collect::<Vec<_>>());
}

#[test]
fn the_script_has_the_methods_in_the_same_order() {
    let methods = [Method::Get, Method::Post, Method::Patch, Method::Delete];
    let mut placed = methods.map(|method| (method as u32, method.as_str()));
    placed.sort_unstable();
    let names = placed.map(|(_, name)| name).join("|");
    assert_eq!(texts("export const METHODS ="), names);
}

/// Returns the numbers that a script declares.
fn numbers(script: &'static str) -> BTreeMap<&'static str, usize> {
    let number = |line: &'static str| {
        let (_, declared) = line.split_once("const ")?;
        let (name, value) = declared.strip_suffix(';')?.split_once(" = ")?;
        Some((name, value.parse().ok()?))
    };
    script.lines().filter_map(number).collect()
}

#[test]
fn the_scripts_and_the_core_mean_the_same_by_each_number() {
    let exchange = numbers(include_str!("../pkg/src/exchange.js"));
    for (name, number) in [
        ("GIVE", Next::Give as usize),
        ("AGAIN", Next::Again as usize),
        ("READ", Next::Read as usize),
        ("NETWORK", FailureKind::Network as usize),
        ("AUTH", FailureKind::Auth as usize),
        ("REQUEST", FailureKind::Request as usize),
        ("MEMORY", FailureKind::Memory as usize),
        ("CLOSED", FailureKind::Closed as usize),
        ("ASK", Identity::Ask as usize),
        ("NOBODY", Identity::Closed as usize),
    ] {
        assert_eq!(exchange.get(name), Some(&number), "{name}");
    }
}

#[test]
fn the_scripts_and_the_core_read_the_same_places_of_the_mailbox() {
    let script = include_str!("../pkg/src/memory.js");
    let memory = numbers(script);
    for (name, number) in [
        ("PAYLOAD", OutSlot::Payload as usize),
        ("CODE", OutSlot::Code as usize),
        ("REQUEST_ID", OutSlot::RequestId as usize),
        ("HEADERS", OutSlot::Headers as usize),
        ("BODY", OutSlot::Body as usize),
        ("WORKSPACE", OutSlot::Workspace as usize),
        ("SMALL", SMALL),
        ("TEXTS", TEXTS),
    ] {
        assert_eq!(memory.get(name), Some(&number), "{name}");
    }
    // The views are where `OUTBOX_AT` and `NUMBER_AT` say, which the core asserts of its own layout.
    for view in [
        "lengths = new Uint32Array(buffer, mailbox, TEXTS);",
        "outbox = new Uint32Array(buffer, mailbox + 4 * TEXTS, SMALL + 1);",
        "number = new Float64Array(buffer, mailbox + 4 * (TEXTS + SMALL + 2), 1);",
    ] {
        assert!(script.contains(view), "{view}");
    }
}

#[test]
fn both_readers_of_arguments_say_the_same_of_what_is_not_plain_data() {
    let statement = statement(include_str!("../pkg/src/client.js"), "const NOT_PLAIN = ");
    let (_, words) = statement.split_once('"').expect("a text");
    let (words, _) = words.split_once('"').expect("its end");
    assert!(include_str!("../src/js/exports/input.rs").contains(words), "{words}");
}

#[test]
fn the_scripts_leave_out_the_labels_that_a_check_warns_of() {
    let launcher = include_str!("../www/src/panel/read.ts");
    let demo = include_str!("../pkg/bin/demo/draft.js");
    for script in [launcher, demo] {
        let statement = statement(script, "const NOT_TO_CALL = ");
        assert_eq!(statement.split('"').skip(1).step_by(2).collect::<Vec<_>>(), NOT_TO_CALL);
    }
}

#[test]
fn the_launcher_takes_the_final_statuses_for_final() {
    let statement = statement(include_str!("../www/src/panel/phase.ts"), "const OVER = ");
    assert_eq!(statement.split('"').skip(1).step_by(2).collect::<Vec<_>>(), CampaignStatus::FINAL);
}

#[test]
fn the_launcher_names_every_status_in_each_language() {
    let known: Vec<_> = CampaignStatus::ALL.iter().map(CampaignStatus::as_str).collect();
    for script in
        [include_str!("../www/src/lang/en_campaigns.ts"), include_str!("../www/src/lang/zh_tw_campaigns.ts")]
    {
        let statement = statement(script, "const statuses: Record<string, string> = ");
        let named: Vec<_> =
            statement.lines().filter_map(|line| line.trim().split_once(": ")).map(|(key, _)| key).collect();
        assert_eq!(named, known);
    }
}

#[test]
fn the_declarations_say_which_statuses_are_final() {
    for (source, statuses) in [
        (include_str!("../src/model/campaign.rs"), CampaignStatus::FINAL),
        (include_str!("../src/model/job.rs"), JobStatus::FINAL),
    ] {
        let [first, second, third, last] = statuses;
        let said = format!("`{first}`, `{second}`, `{third}` and `{last}` are final.");
        assert!(source.contains(&said), "{said}");
    }
}
