//! A model of a list that others change between requests.

use std::{collections::BTreeSet, fmt};

use proptest::{collection::vec, prelude::any, prop_oneof, strategy::Just, strategy::Strategy};

use crate::transport::Sent;

/// A row: its creation time and its id. Rows are sorted by both.
pub type Row = (u32, u128);

/// A change of a list between two requests.
#[derive(Debug, Clone)]
pub enum Change {
    /// Inserts a row this much later than the last one: behind all others, or among those of the same time.
    Insert(u32, u128),
    /// Deletes the row at this index (modulo the number of rows).
    Delete(usize),
    /// Makes the next request fail.
    Fail,
}

/// The `total` that the server reports.
#[derive(Debug, Clone, Copy)]
pub enum Total {
    Right,
    Absent,
    Null,
    /// As in the API's documentation.
    Zero,
}

/// A list on a server, and how it changes.
#[derive(Clone)]
pub struct Story {
    pub rows: Vec<Row>,
    /// The changes before each request.
    pub changes: Vec<Vec<Change>>,
    /// The maximum number of rows of a reply.
    pub cap: usize,
    /// The maximum number of rows that the client requests at a time.
    pub limit: u32,
    /// The index of the first row that the client requests.
    pub offset: usize,
    pub total: Total,
}

/// Prints on one line, since a long list with one number per line is hard to read.
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

/// Formats an id as the API does.
pub fn text(id: u128) -> String {
    let digits = format!("{id:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// A contact with this id and the required members only.
fn contact((_, id): &Row) -> String {
    let (id, workspace, time) = (text(*id), text(0), "2025-07-07T18:13:04");
    format!(
        r#"{{"id":"{id}","workspace_id":"{workspace}","name":"","contact_labels":[],"created_time":"{time}","updated_time":"{time}"}}"#
    )
}

/// The current and past state of a list.
pub struct Server {
    rows: Vec<Row>,
    /// The requested rows that existed from start to end.
    pub steady: BTreeSet<u128>,
    /// The rows that preceded the first requested row in every reply.
    pub early: BTreeSet<u128>,
    /// The rows that existed at any time.
    pub ever: BTreeSet<u128>,
    pub requests: usize,
}

impl Server {
    /// Creates a server with a story's initial list.
    pub fn new(story: &Story) -> Self {
        let mut ids = story.rows.iter().map(|(_, id)| *id);
        let ever = ids.clone().collect();
        let early = ids.by_ref().take(story.offset).collect();
        // If rows before the first requested one may be deleted, the first requested row is not defined.
        let deletes = story.changes.iter().flatten().any(|change| matches!(change, Change::Delete(_)));
        let steady = if deletes && story.offset > 0 { BTreeSet::new() } else { ids.collect() };
        Self { rows: story.rows.clone(), steady, early, ever, requests: 0 }
    }

    /// Applies the changes before a request, and returns its reply; `None` if the server fails.
    pub fn answer(&mut self, story: &Story, request: &Sent) -> Option<String> {
        let changes = story.changes.get(self.requests).map(Vec::as_slice).unwrap_or_default();
        self.requests += 1;
        assert!(self.requests < 2_000, "it never ends");
        let fails = changes.iter().filter(|change| self.change(change)).count() > 0;
        let first = self.rows.iter().take(story.offset).map(|(_, id)| *id).collect();
        self.early = &self.early & &first;
        (!fails).then(|| self.page(story, request))
    }

    /// Applies one change. Returns whether it makes the request fail.
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
        // Only these are named in the API's documents.
        assert!(
            query.contains("order_by=created_time%3Aasc%2Cphone%3Aasc%2Cname%3Aasc"),
            "the order must be a stable one"
        );
        // The documents can be read so that 0 leaves no room for an offset.
        let (offset, limit) = match number("limit") {
            0 => (0, usize::MAX),
            limit => (number("offset"), limit),
        };
        let page = self.rows.iter().skip(offset).take(limit.min(story.cap)).map(contact);
        let rows = page.collect::<Vec<_>>().join(",");
        match story.total {
            Total::Absent => format!(r#"{{"data":[{rows}]}}"#),
            Total::Right => format!(r#"{{"data":[{rows}],"total":{}}}"#, self.rows.len()),
            Total::Null => format!(r#"{{"total":null,"data":[{rows}]}}"#),
            Total::Zero => format!(r#"{{"data":[{rows}],"total":0}}"#),
        }
    }
}
