//! Paging returns every row of a list once while others add and remove rows: no contact twice, and none missed.

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
    rc::Rc,
};

use proptest::{prop_assert, prop_assert_eq, strategy::Strategy};
use seax_dialer::{
    api::contacts,
    client::{CallOptions, Stream},
    schema::{Checked, Select, elements, find_text},
};
use serde_json::json;

use crate::{
    harness::{Bench, config},
    list::{Change, Server, Story, Total, stories, text},
    properties::{Verdict, holds},
    transport::Answer,
};

/// Reads a list to its end, and returns the ids in order.
fn read(story: &Story) -> (Vec<String>, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server::new(story)));
    let (shared, plan) = (server.clone(), story.clone());
    let mut config = config();
    // Retries failures until they pass.
    (config.limits.max_retries, config.limits.deadline) = (Some(100), Some(86_400_000));
    let bench = Bench::with(config, 1, move |request| match shared.borrow_mut().answer(&plan, request) {
        Some(reply) => Answer::reply(200, reply),
        None => Answer::broken(),
    });
    let query = json!({"limit": story.limit, "offset": story.offset}).to_string();
    let mut pages = pages(&query);
    let mut given = Vec::new();
    while let Some(rows) = next(&bench, &mut pages) {
        assert!(!rows.is_empty(), "what is given is not empty");
        given.extend(rows);
    }
    assert_eq!(next(&bench, &mut pages), None, "the end stays the end");
    (given, server)
}

/// An iteration by pages.
fn pages(query: &str) -> Stream {
    Stream::new(contacts::each(&Checked::input(query.into()).expect("a query")), Select::WHOLE)
}

/// Returns the ids of the next rows.
fn next(bench: &Bench, pages: &mut Stream) -> Option<Vec<String>> {
    let rows = bench.time.run(pages.next(&bench.client, CallOptions::default())).expect("it works")?;
    let rows = std::str::from_utf8(&rows).expect("text");
    Some(elements(rows).filter_map(|row| find_text(row, "id")).map(str::to_owned).collect())
}

/// Checks that no row is duplicated, lost or invented.
fn judge(story: &Story) -> Verdict {
    let (given, server) = read(story);
    let server = server.borrow();
    let once: HashSet<&String> = given.iter().collect();
    prop_assert_eq!(once.len(), given.len(), "somebody was given twice");
    for id in &server.steady {
        prop_assert!(once.contains(&text(*id)), "{} was lost", text(*id));
    }
    for id in &server.early {
        prop_assert!(!once.contains(&text(*id)), "{} stood before the first row wanted", text(*id));
    }
    let ever: HashSet<String> = server.ever.iter().map(|id| text(*id)).collect();
    prop_assert!(given.iter().all(|id| ever.contains(id)), "somebody was invented");
    Ok(())
}

#[test]
fn nobody_is_given_twice_and_nobody_who_stayed_is_lost() {
    holds(3_000, stories(), |story| judge(&story));
}

#[test]
fn a_list_that_nobody_changes_is_given_whole_and_in_order() {
    // Also if the server returns one row at a time, so that pages cannot overlap.
    let quiet = (stories(), 1..8usize).prop_map(|(story, cap)| Story { changes: Vec::new(), cap, ..story });
    holds(400, quiet, |story| {
        let expected: Vec<_> = story.rows.iter().skip(story.offset).map(|(_, id)| text(*id)).collect();
        prop_assert_eq!(read(&story).0, expected);
        Ok(())
    });
}

/// Returns how many requests it takes to read a list of `count` rows that does not change.
fn requests(count: u32, limit: u32, total: Total) -> usize {
    let rows = (0..count).map(|number| (number, u128::from(number))).collect();
    let story = Story { rows, changes: Vec::new(), cap: usize::MAX, limit, offset: 0, total };
    let (given, server) = read(&story);
    assert_eq!(given.len(), count as usize);
    let server = server.borrow();
    server.requests
}

#[test]
fn a_list_takes_hardly_more_requests_than_it_has_pages() {
    assert_eq!(requests(0, 100, Total::Right), 1);
    assert_eq!(requests(40, 100, Total::Right), 1);
    assert_eq!(requests(100, 100, Total::Right), 1);
    assert_eq!(requests(1_000, 100, Total::Right), 11, "pages overlap by one row");
    assert_eq!(requests(1_000, 100, Total::Absent), 12, "and the end is seen by a page without news");
}

#[test]
fn nothing_is_asked_after_the_end() {
    let story = Story {
        rows: vec![(0, 7), (0, 8)],
        changes: Vec::new(),
        cap: usize::MAX,
        limit: 10,
        offset: 0,
        total: Total::Right,
    };
    let (_, server) = read(&story);
    assert_eq!(server.borrow().requests, 1);
}

#[test]
fn a_failure_between_pages_costs_nobody() {
    let failures = Cell::new(0);
    holds(400, stories(), |story| {
        let changes = story.changes.into_iter().map(|mut changes| {
            changes.push(Change::Fail);
            failures.set(failures.get() + 1);
            changes
        });
        judge(&Story { changes: changes.collect(), ..story })
    });
    assert!(failures.get() > 400, "there were failures");
}

#[test]
fn rows_are_told_apart_by_ids_of_any_form() {
    let page = |ids: [&str; 2]| {
        let row = |id: &str| {
            json!({
                "id": id, "workspace_id": "w", "name": "", "contact_labels": [], "created_time": "", "updated_time": "",
            })
        };
        Answer::reply(200, json!({"data": ids.map(row)}).to_string())
    };
    let bench = Bench::new([page(["one", "two"]), page(["two", "zwei"]), page(["zwei", "one"])]);
    let mut pages = pages(r#"{"limit": 2}"#);
    let mut ids = || next(&bench, &mut pages).expect("there are rows");
    assert_eq!(ids(), ["one", "two"]);
    assert_eq!(ids(), ["zwei"]);
}
