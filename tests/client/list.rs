//! A list on a server that others change between requests.

use std::{collections::BTreeSet, fmt};

use proptest::{collection::vec, prelude::any, prop_oneof, strategy::Just, strategy::Strategy};

use crate::transport::Sent;

/// A row: when it was made, and its id. Rows are sorted by both.
pub type Row = (u32, u128);

/// What happens to a list between two requests.
#[derive(Debug, Clone)]
pub enum Change {
    /// A row comes, so many moments after the last one: it stands behind every other, or beside those of the same moment.
    Insert(u32, u128),
    /// The row at this place (modulo their number) goes.
    Delete(usize),
    /// The server fails once.
    Fail,
}

/// What the server says of the number of rows.
#[derive(Debug, Clone, Copy)]
pub enum Total {
    Right,
    Absent,
    Null,
    /// As in the API's own documentation.
    Zero,
}

/// A list on a server, and what will happen to it.
#[derive(Clone)]
pub struct Story {
    pub rows: Vec<Row>,
    /// What happens before each request.
    pub changes: Vec<Vec<Change>>,
    /// The most rows that the server gives at a time.
    pub cap: usize,
    /// The most rows that the client asks for at a time.
    pub limit: u32,
    /// The first row that the client wants.
    pub offset: usize,
    pub total: Total,
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

pub fn stories() -> impl Strategy<Value = Story> {
    let rows = vec((0..5u32, any::<u128>()), 0..40);
    let total = prop_oneof![Just(Total::Right), Just(Total::Absent), Just(Total::Null), Just(Total::Zero)];
    let cap = prop_oneof![2..8usize, Just(usize::MAX)];
    (rows, vec(changes(), 0..12), cap, 1..9u32, prop_oneof![3 => Just(0), 1 => 0..10usize], total).prop_map(
        |(mut rows, changes, cap, limit, offset, total)| {
            rows.sort_unstable();
            rows.dedup_by_key(|(_, id)| *id);
            Story { rows, changes, cap, limit, offset, total }
        },
    )
}

/// The ids as the API writes them.
pub fn text(id: u128) -> String {
    let digits = format!("{id:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// A contact with this id, and with no more than a contact must have.
fn contact((_, id): &Row) -> String {
    let (id, workspace, time) = (text(*id), text(0), "2025-07-07T18:13:04");
    format!(
        r#"{{"id":"{id}","workspace_id":"{workspace}","name":"","contact_labels":[],"created_time":"{time}","updated_time":"{time}"}}"#
    )
}

/// What there was and is of a list.
pub struct Server {
    rows: Vec<Row>,
    /// The rows that were there from start to end, and wanted.
    pub steady: BTreeSet<u128>,
    /// The rows that stood before the first one wanted in every reply.
    pub early: BTreeSet<u128>,
    /// The rows that were there at any time.
    pub ever: BTreeSet<u128>,
    pub requests: usize,
}

impl Server {
    /// A server with a story's list, of which nothing has happened yet.
    pub fn new(story: &Story) -> Self {
        let mut ids = story.rows.iter().map(|(_, id)| *id);
        let ever = ids.clone().collect();
        let early = ids.by_ref().take(story.offset).collect();
        // Where rows go before the first row wanted, nobody can say which one that is.
        let deletes = story.changes.iter().flatten().any(|change| matches!(change, Change::Delete(_)));
        let steady = if deletes && story.offset > 0 { BTreeSet::new() } else { ids.collect() };
        Self { rows: story.rows.clone(), steady, early, ever, requests: 0 }
    }

    /// The reply to a request, after what happens before it; `None` if the server fails.
    pub fn answer(&mut self, story: &Story, request: &Sent) -> Option<String> {
        let changes = story.changes.get(self.requests).map(Vec::as_slice).unwrap_or_default();
        self.requests += 1;
        assert!(self.requests < 2_000, "it never ends");
        let fails = changes.iter().filter(|change| self.change(change)).count() > 0;
        let first = self.rows.iter().take(story.offset).map(|(_, id)| *id).collect();
        self.early = &self.early & &first;
        (!fails).then(|| self.page(story, request))
    }

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

    fn page(&self, story: &Story, request: &Sent) -> String {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let number = |name: &str| {
            let value =
                query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
            value
                .and_then(|(_, value)| value.parse::<usize>().ok())
                .expect("each page is asked for by its place")
        };
        assert!(query.contains("order_by=created_time%3Aasc%2Cid%3Aasc"), "the order must be a stable one");
        let limit = Some(number("limit")).filter(|limit| *limit > 0).unwrap_or(usize::MAX);
        let page = self.rows.iter().skip(number("offset")).take(limit.min(story.cap)).map(contact);
        let rows = page.collect::<Vec<_>>().join(",");
        match story.total {
            Total::Absent => format!(r#"{{"data":[{rows}]}}"#),
            Total::Right => format!(r#"{{"data":[{rows}],"total":{}}}"#, self.rows.len()),
            Total::Null => format!(r#"{{"total":null,"data":[{rows}]}}"#),
            Total::Zero => format!(r#"{{"data":[{rows}],"total":0}}"#),
        }
    }
}
