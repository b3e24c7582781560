//! Iteration over one streamed reply: rows as they arrive, in constant memory, with backpressure.

use std::{cell::RefCell, rc::Rc};

use proptest::{prop_assert, prop_assert_eq, strategy::Strategy};
use seax_dialer::{
    api::contacts,
    client::{CallOptions, Clock, Millis, Stream},
    error::{Error, Result},
    schema::{Checked, Select, elements, find_text},
};
use serde_json::json;

use crate::{
    allocations::peak,
    harness::{Bench, config, script},
    list::{Change, Server, Story, Total, stories, text},
    properties::{Verdict, holds},
    time::Time,
    transport::{Answer, Piece},
};

/// A client with scripted replies, and a list that it reads.
pub struct Reading {
    pub bench: Bench,
    stream: Stream,
    pub options: CallOptions,
}

impl Reading {
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::with(Bench::new(answers), "{}")
    }

    /// Reads the list of a query.
    pub fn with(bench: Bench, query: &str) -> Self {
        let listing = contacts::each(&Checked::input(query.into()).expect("a query"));
        Self { bench, stream: Stream::new(listing, Select::WHOLE), options: CallOptions::default() }
    }

    /// Returns the ids of the next batch's rows.
    pub fn next(&mut self) -> Result<Option<Vec<String>>> {
        let next = self.bench.time.run(self.stream.next(&self.bench.client, self.options));
        Ok(next?.map(|batch| ids(std::str::from_utf8(&batch).expect("it is UTF-8"))))
    }

    /// Returns the next batch, which must exist.
    #[track_caller]
    pub fn batch(&mut self) -> Vec<String> {
        self.next().expect("it works").expect("there are more rows")
    }

    /// Reads all rows to the end or to a failure, and checks that nothing follows.
    pub fn rest(&mut self) -> (Vec<String>, Option<Box<Error>>) {
        let mut all = Vec::new();
        let failure = loop {
            match self.next() {
                Ok(Some(batch)) => all.extend(batch),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        assert!(matches!(self.next(), Ok(None)), "the end stays the end");
        assert_eq!((self.bench.wire.open(), self.bench.time.timers()), (0, 0), "nothing is left of it");
        (all, failure)
    }

    /// Advances the time while the caller is not reading.
    pub fn pause(&self, span: Millis) {
        let time = &self.bench.time;
        time.run(std::pin::pin!(time.sleep(span)));
    }
}

fn ids(rows: &str) -> Vec<String> {
    elements(rows).map(|row| find_text(row, "id").expect("a row has an id").to_owned()).collect()
}

/// Returns a contact with this number.
pub fn row(number: usize) -> String {
    json!({
        "id": text(number as u128), "workspace_id": "w", "name": "您好", "contact_labels": [],
        "created_time": "2025-07-07T18:13:04", "updated_time": "",
    })
    .to_string()
}

pub fn numbered(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers.into_iter().map(|number| text(number as u128)).collect()
}

/// Returns a contact with this number whose JSON has this many bytes.
pub fn long_row(number: usize, length: usize) -> String {
    let row = row(number);
    let padding = "x".repeat(length - row.len());
    row.replacen("\"name\":\"", &["\"name\":\"", &padding].concat(), 1)
}

/// The chunks of a list with one row each; the last one has the end.
pub fn rowwise(count: usize, between: Millis) -> impl Iterator<Item = Piece> {
    let begin = [Piece::bytes("{\"data\":[")].into_iter();
    let rows = (0..count).map(move |number| {
        let comma = if number == 0 { "" } else { "," };
        Piece::bytes([comma, &row(number)].concat()).after(between)
    });
    let end = Piece::bytes(format!("],\"total\":{count}}}")).after(between);
    begin.chain(rows).chain([end])
}

/// Reads a list that the server changes, with replies in chunks of this size.
fn read(story: &Story, size: usize) -> (Vec<String>, Rc<RefCell<Server>>) {
    let server = Rc::new(RefCell::new(Server::new(story)));
    let (shared, plan) = (server.clone(), story.clone());
    let mut config = config();
    (config.limits.max_retries, config.limits.deadline) = (Some(100), Some(100_000_000));
    let mut failures = 0;
    let bench = Bench::with(config, 1, move |request| match shared.borrow_mut().answer(&plan, request) {
        Some(reply) => {
            let pieces: Vec<_> = reply.as_bytes().chunks(size).map(<[u8]>::to_vec).collect();
            Answer::pieces(pieces.into_iter().map(|piece| Piece::bytes(piece).after(3)))
        }
        None => {
            failures += 1;
            let begin = "{\"data\":[{\"id\":\"";
            match failures % 3 {
                0 => Answer::broken(),
                1 => Answer::pieces([Piece::bytes(begin), Piece::broken().after(9)].into_iter()),
                _ => Answer::reply(503, ""),
            }
        }
    });
    let query = json!({"limit": 0, "offset": story.offset}).to_string();
    let (given, failure) = Reading::with(bench, &query).rest();
    assert!(failure.is_none(), "{failure:?}");
    (given, server)
}

/// Checks that no row is duplicated, lost or invented.
fn judge(story: &Story, size: usize) -> Verdict {
    let (given, server) = read(story, size);
    let server = server.borrow();
    let once: std::collections::HashSet<&String> = given.iter().collect();
    prop_assert_eq!(once.len(), given.len(), "somebody was given twice");
    for id in &server.steady {
        prop_assert!(once.contains(&text(*id)), "{} was lost", text(*id));
    }
    for id in &server.early {
        prop_assert!(!once.contains(&text(*id)), "{} stood before the first row wanted", text(*id));
    }
    prop_assert!(server.ever.iter().filter(|id| once.contains(&text(**id))).count() == once.len());
    Ok(())
}

#[test]
fn nobody_is_given_twice_and_nobody_who_stayed_is_lost() {
    holds(1_500, (stories(), 1..400usize), |(story, size)| judge(&story, size));
}

#[test]
fn a_list_that_nobody_changes_is_given_whole_and_in_order() {
    let quiet = (stories(), 1..8usize).prop_map(|(story, cap)| Story { changes: Vec::new(), cap, ..story });
    holds(300, (quiet, 1..400usize), |(story, size)| {
        let expected: Vec<_> = story.rows.iter().skip(story.offset).map(|(_, id)| text(*id)).collect();
        prop_assert_eq!(read(&story, size).0, expected);
        Ok(())
    });
}

/// Returns how many requests it takes to read a list of `count` rows.
fn requests(count: u32, cap: usize, total: Total) -> usize {
    let rows = (0..count).map(|number| (number, u128::from(number))).collect();
    let story = Story { rows, changes: Vec::new(), cap, limit: 1, offset: 0, total };
    let (given, server) = read(&story, 10_000);
    assert_eq!(given.len(), count as usize);
    let server = server.borrow();
    server.requests
}

#[test]
fn one_request_reads_all_rows_unless_the_server_gives_fewer() {
    assert_eq!(requests(0, usize::MAX, Total::Absent), 1);
    assert_eq!(requests(3_000, usize::MAX, Total::Right), 1);
    assert_eq!(requests(3_000, usize::MAX, Total::Absent), 2, "that was all is seen by a reply without news");
    assert_eq!(requests(1_000, 100, Total::Right), 11, "replies overlap by one row");
    assert_eq!(requests(1_000, 100, Total::Zero), 12);
    assert_eq!(requests(3, 1, Total::Absent), 4, "the end is seen by a reply without rows");
}

#[test]
fn a_place_that_moved_is_found_again_or_said_to_be_lost() {
    let story = |removed: usize| Story {
        rows: (0..3_000).map(|number| (number, u128::from(number))).collect(),
        changes: vec![Vec::new(), (0..removed).map(|_| Change::Delete(0)).collect()],
        cap: 2_000,
        limit: 1,
        offset: 0,
        total: Total::Right,
    };
    // Enough of the last thousand rows are left to find the position again.
    assert_eq!(read(&story(1_800), 10_000).0.len(), 3_000);
    let (plan, server) = (story(2_000), Rc::new(RefCell::new(Server::new(&story(2_000)))));
    let answer = move |request: &_| {
        Answer::reply(200, server.borrow_mut().answer(&plan, request).expect("it does not fail"))
    };
    let (given, failure) = Reading::with(Bench::with(config(), 1, answer), "{}").rest();
    let failure = failure.expect("nobody knows which rows were given");
    assert_eq!((given.len(), failure.code.as_str(), failure.rows), (2_000, "conflict", Some(2_000)));
}

#[test]
fn a_place_that_moved_is_found_again_by_the_shortest_pages() {
    let mut changes = vec![Vec::new(); 500];
    changes.push(vec![Change::Delete(0)]);
    let rows = (0..600).map(|number| (number, u128::from(number))).collect();
    let story = Story { rows, changes, cap: 2, limit: 1, offset: 0, total: Total::Right };
    assert_eq!(read(&story, 10_000).0.len(), 600);
}

#[test]
fn rows_come_before_the_reply_is_complete() {
    let mut reading = Reading::of([Answer::pieces(rowwise(3, 10_000))]);
    for number in 0..3 {
        assert_eq!(reading.batch(), numbered([number]));
        let passed = reading.bench.time.passed();
        assert!((0..20).contains(&(passed - 10_000 * (number as u64 + 1))), "row {number} at {passed} ms");
    }
    assert_eq!(reading.rest().0, numbered([]));
}

#[test]
fn rows_that_come_quickly_come_by_the_hundred() {
    let mut reading = Reading::of([Answer::pieces(rowwise(1_200, 0))]);
    assert_eq!(reading.batch(), numbered(0..500));
    assert_eq!(reading.batch(), numbered(500..1_000));
    assert_eq!(reading.batch(), numbered(1_000..1_200));
    // A body in one chunk is split into batches, too.
    let body = format!("{{\"data\":[{}]}}", (0..600).map(row).collect::<Vec<_>>().join(","));
    let mut reading = Reading::of([Answer::reply(200, body)]);
    assert_eq!(reading.batch(), numbered(0..500));
    assert_eq!(reading.batch(), numbered(500..600));
}

#[test]
fn rows_that_are_always_ready_come_by_the_hundred_however_long_they_take() {
    let time = Time::default();
    let clock = time.clone();
    let pieces = rowwise(600, 0).inspect(move |_| clock.pass(1));
    let bench = Bench::at(time, config(), 1, script(vec![Answer::pieces(pieces)]));
    let mut reading = Reading::with(bench, "{}");
    assert_eq!(reading.batch(), numbered(0..500));
    assert_eq!(reading.batch(), numbered(500..600));
}

#[test]
fn long_rows_come_by_the_mebibyte() {
    // With the bracket, the first row is a batch of its own.
    for (length, first) in [((1 << 20) - 1, 1), ((1 << 20) - 2, 2)] {
        let rows = [long_row(0, length), row(1), row(2)].join(",");
        let mut reading = Reading::of([Answer::reply(200, format!("{{\"data\":[{rows}],\"total\":3}}"))]);
        assert_eq!(reading.batch(), numbered(0..first));
        assert_eq!(reading.batch(), numbered(first..3));
    }
}

#[test]
fn a_slow_consumer_holds_the_reading_back_and_is_not_timed_out() {
    let mut reading = Reading::of([Answer::pieces(rowwise(5_000, 0))]);
    let mut count = reading.batch().len();
    for _ in 0..9 {
        let read = reading.bench.wire.pieces();
        assert!(read <= count + 3, "{read} pieces were read for {count} rows");
        reading.pause(3_600_000);
        assert_eq!(reading.bench.wire.pieces(), read, "nothing is read while nobody waits");
        count += reading.batch().len();
    }
    assert_eq!(count + reading.rest().0.len(), 5_000);
}

#[test]
fn a_long_list_takes_no_more_memory_than_a_short_one() {
    let held = |count: usize| {
        peak(|| {
            let mut config = config();
            config.limits.max_retries = Some(0);
            let bench = Bench::with(config, 1, script(vec![Answer::pieces(rowwise(count, 0))]));
            let mut reading = Reading::with(bench, "{}");
            let mut rows = 0;
            while let Some(batch) = reading.next().expect("it works") {
                rows += batch.len();
            }
            assert_eq!(rows, count);
        })
        .1
    };
    let (short, long) = (held(5_000), held(100_000));
    assert!(long < short + 20_000, "{short} bytes for 5,000 rows, {long} for 100,000");
    assert!(long < 600_000, "{long} bytes");
}
