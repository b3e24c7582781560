//! Every row of a list once, while others add and remove rows: nobody is called twice, and nobody is forgotten.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashSet},
    fmt,
    rc::Rc,
};

use proptest::{
    collection::vec, prelude::any, prop_assert, prop_assert_eq, prop_oneof, strategy::Just,
    strategy::Strategy,
};
use seax_dialer::{
    api::contacts,
    client::{CallOptions, Pages},
    error::Result,
    shape::{Checked, elements, find_text},
};
use serde_json::{Value, json};

use crate::{
    bench::{Bench, config},
    properties::{Verdict, holds},
    transport::{Answer, Sent},
};

/// A row: when it was made, and its id. Rows are sorted by both.
type Row = (u32, u128);

/// What happens to a list between two requests.
#[derive(Debug, Clone)]
enum Change {
    /// A row comes, so many moments after the last one: it stands behind every other, or beside those of the same moment.
    Insert(u32, u128),
    /// The row at this place (modulo their number) goes.
    Delete(usize),
    /// The server fails once.
    Fail,
}

/// What the server says of the number of rows.
#[derive(Debug, Clone, Copy)]
enum Total {
    Right,
    Absent,
    Null,
    /// As in the API's own documentation.
    Zero,
}

/// A list on a server, and what will happen to it.
#[derive(Clone)]
struct Story {
    rows: Vec<Row>,
    /// What happens before each request.
    changes: Vec<Vec<Change>>,
    /// The most rows that the server gives at a time.
    cap: usize,
    limit: u32,
    offset: usize,
    total: Total,
}

/// On one line, as a long list is hard to read one number a line.
impl fmt::Debug for Story {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows, changes, cap, limit, offset, total } = self;
        let story =
            format!("rows {rows:?}, cap {cap}, limit {limit}, offset {offset}, total {total:?}: {changes:?}");
        out.write_str(&story)
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        3 => (0..2u32, any::<u128>()).prop_map(|(later, id)| Change::Insert(later, id)),
        3 => any::<usize>().prop_map(Change::Delete),
        1 => Just(Change::Fail),
    ];
    prop_oneof![Just(Vec::new()), vec(change, 0..6)]
}

fn stories() -> impl Strategy<Value = Story> {
    let rows = vec((0..5u32, any::<u128>()), 0..40);
    let total = prop_oneof![Just(Total::Right), Just(Total::Absent), Just(Total::Null), Just(Total::Zero)];
    let cap = prop_oneof![2..8usize, Just(usize::MAX)];
    (rows, vec(changes(), 0..12), cap, 1..9u32, prop_oneof![3 => Just(0), 1 => 0..10usize], total).prop_map(
        |(mut rows, changes, cap, limit, offset, total)| {
            rows.sort_unstable();
            rows.dedup_by_key(|(_, id)| *id);
            // Where rows go before the first row wanted, nobody can say which one that is.
            let offset = if changes.iter().flatten().any(|change| matches!(change, Change::Delete(_))) {
                0
            } else {
                offset
            };
            Story { rows, changes, cap, limit, offset, total }
        },
    )
}

/// The ids as the API writes them.
fn text(id: u128) -> String {
    let digits = format!("{id:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

fn contact((_, id): &Row) -> Value {
    let time = "2025-07-07T18:13:04";
    json!({
        "id": text(*id), "workspace_id": text(0), "name": "", "contact_labels": [], "created_time": time,
        "updated_time": time,
    })
}

/// What there was and is of a list.
struct Server {
    rows: Vec<Row>,
    /// The rows that were there from start to end.
    steady: BTreeSet<u128>,
    /// The rows that were there at any time.
    ever: BTreeSet<u128>,
    requests: usize,
}

impl Server {
    /// Takes one change, and says whether it makes the request fail.
    fn change(&mut self, change: &Change) -> bool {
        match change {
            Change::Insert(later, id) => {
                let last = self.rows.last().map_or(0, |(moment, _)| *moment);
                if self.ever.insert(*id) {
                    self.rows.push((last + later, *id));
                    self.rows.sort_unstable();
                }
            }
            Change::Delete(_) if self.rows.is_empty() => {}
            Change::Delete(place) => {
                let (_, id) = self.rows.remove(place % self.rows.len());
                self.steady.remove(&id);
            }
            Change::Fail => return true,
        }
        false
    }

    fn page(&self, story: &Story, request: &Sent) -> Value {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let number = |name: &str| {
            let value =
                query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
            value
                .and_then(|(_, value)| value.parse::<usize>().ok())
                .expect("each page is asked for by its place")
        };
        assert!(query.contains("order_by=created_time%3Aasc%2Cid%3Aasc"), "the order must be a stable one");
        let page = self.rows.iter().skip(number("offset")).take(number("limit").min(story.cap)).map(contact);
        let mut reply = json!({"data": page.collect::<Vec<_>>()});
        match story.total {
            Total::Absent => {}
            Total::Right => reply["total"] = json!(self.rows.len()),
            Total::Null => reply["total"] = Value::Null,
            Total::Zero => reply["total"] = json!(0),
        }
        reply
    }
}

/// Reads a list to its end, and gives the ids in the order in which they were given.
fn read(story: &Story) -> (Vec<String>, Rc<RefCell<Server>>) {
    let ids: BTreeSet<u128> = story.rows.iter().map(|(_, id)| *id).collect();
    let steady = story.rows.iter().skip(story.offset).map(|(_, id)| *id).collect();
    let server = Server { rows: story.rows.clone(), steady, ever: ids, requests: 0 };
    let server = Rc::new(RefCell::new(server));
    let (shared, plan) = (server.clone(), story.clone());
    let mut config = config();
    config.max_retries = 0;
    let bench = Bench::with(config, 1, move |request| {
        let mut server = shared.borrow_mut();
        let changes = plan.changes.get(server.requests).map(Vec::as_slice).unwrap_or_default();
        server.requests += 1;
        assert!(server.requests < 2_000, "it never ends");
        let fails = changes.iter().filter(|change| server.change(change)).count() > 0;
        if fails { Answer::broken() } else { Answer::reply(200, server.page(&plan, request).to_string()) }
    });
    let query = json!({"limit": story.limit, "offset": story.offset}).to_string();
    let mut pages = Pages::new(contacts::each(&Checked::input(query).expect("a query")));
    let (mut given, mut failures) = (Vec::new(), 0);
    loop {
        let next: Result<Option<String>> = bench.time.run(pages.next(&bench.client, CallOptions::default()));
        match next {
            Ok(Some(rows)) => {
                let rows =
                    elements(&rows).map(|row| find_text(row, "id").expect("a row has an id").to_owned());
                let before = given.len();
                given.extend(rows);
                assert!(given.len() > before, "a page that is given is not empty");
            }
            Ok(None) => break,
            // The same rows can be asked for again.
            Err(_) => failures += 1,
        }
        assert!(failures <= story.changes.len(), "only the server's failures are failures");
    }
    let again = bench.time.run(pages.next(&bench.client, CallOptions::default()));
    assert!(matches!(again, Ok(None)), "the end stays the end");
    (given, server)
}

/// Nobody twice, nobody lost, nobody invented.
fn judge(story: &Story) -> Verdict {
    let (given, server) = read(story);
    let server = server.borrow();
    let once: HashSet<&String> = given.iter().collect();
    prop_assert_eq!(once.len(), given.len(), "somebody was given twice");
    for id in &server.steady {
        prop_assert!(once.contains(&text(*id)), "{} was lost", text(*id));
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
    // Even where the server gives one row at a time, so that no page can overlap with the one before.
    let quiet = (stories(), 1..8usize).prop_map(|(story, cap)| Story { changes: Vec::new(), cap, ..story });
    holds(1_000, quiet, |story| {
        let expected: Vec<_> = story.rows.iter().skip(story.offset).map(|(_, id)| text(*id)).collect();
        prop_assert_eq!(read(&story).0, expected);
        Ok(())
    });
}

/// A list of `count` rows that nobody changes, and how many requests it takes to read it.
fn requests(count: u32, limit: u32, total: Total) -> usize {
    let rows = (0..count).map(|number| (number, u128::from(number))).collect();
    let story = Story { rows, changes: Vec::new(), cap: usize::MAX, limit, offset: 0, total };
    let (given, server) = read(&story);
    assert_eq!(given.len(), count as usize);
    let requests = server.borrow().requests;
    requests
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
    holds(500, stories(), |story| {
        let changes = story.changes.into_iter().map(|mut changes| {
            changes.push(Change::Fail);
            failures.set(failures.get() + 1);
            changes
        });
        judge(&Story { changes: changes.collect(), ..story })
    });
    assert!(failures.get() > 500, "there were failures");
}
