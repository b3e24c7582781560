//! How a streamed list ends: normally, by a failure, by a timeout, or because the caller stops reading.

use std::pin::pin;

use seax_dialer::{
    api::{Listing, campaigns, contacts},
    client::{CallOptions, Stream},
    error::Code,
    model::call::CallQuery,
    schema::{Checked, Select, elements},
};

use crate::{
    bodies::breathless,
    harness::{Bench, config, script},
    streams::{Reading, long_row, numbered, row, rowwise},
    time::Time,
    transport::{Answer, KEY, Piece, Sent},
};

/// A list with `count` rows, followed by `rest` instead of its end.
fn then(count: usize, rest: impl IntoIterator<Item = Piece> + 'static) -> Answer {
    Answer::pieces(rowwise(count, 1).take(count + 1).chain(rest))
}

#[test]
fn a_list_that_breaks_off_says_how_many_rows_came() {
    let half = [",", &row(700)[..30]].concat();
    for (rest, code) in [
        (vec![Piece::bytes(half.clone()), Piece::broken()], Code::Network),
        (vec![Piece::bytes(half.clone()), Piece::silence()], Code::Timeout),
        (vec![Piece::bytes(half)], Code::Network),
    ] {
        let mut reading = Reading::of([then(700, rest)]);
        let (rows, failure) = reading.rest();
        let failure = failure.expect("it broke off");
        assert_eq!(rows, numbered(0..700), "{code:?}: no row is lost that came");
        assert_eq!((failure.code, failure.rows, failure.attempts), (code, Some(700), 1));
        assert!(failure.message.ends_with(" The list broke off after 700 rows."), "{}", failure.message);
        assert!(!failure.message.contains(KEY), "{}", failure.message);
        assert_eq!(reading.bench.wire.sent().len(), 1, "what was handed over is not asked for again");
    }
}

#[test]
fn a_fault_is_found_where_it_stands_after_the_rows_before_it() {
    let bad = row(3).replace("\"name\":\"您好\"", "\"name\":7");
    let mut reading = Reading::of([then(3, [Piece::bytes([",", &bad, ",", &row(4), "]}"].concat())])]);
    let (rows, failure) = reading.rest();
    let failure = failure.expect("a name is a string");
    assert_eq!(rows, numbered(0..3));
    assert_eq!((failure.code, failure.path.as_deref()), (Code::MalformedReply, Some("/data/3/name")));
    assert_eq!((failure.status, failure.rows), (Some(200), Some(3)));

    for (end, path) in [("],\"data\":[]}", "/data"), ("]} {", ""), ("],\"total\":\"3\"}", "/total")] {
        let (rows, failure) = Reading::of([then(3, [Piece::bytes(end)])]).rest();
        let failure = failure.expect("it is no page");
        assert_eq!(rows, numbered(0..3), "{end}");
        assert_eq!(failure.code, Code::MalformedReply, "{end}");
        if path == "/total" {
            assert_eq!(failure.path.as_deref(), Some(path));
        }
    }
}

#[test]
fn a_failure_before_the_first_row_is_followed_by_another_attempt() {
    let good = || Answer::pieces(rowwise(2, 0));
    for bad in [
        Answer::broken(),
        Answer::silence(),
        Answer::reply(503, ""),
        Answer::reply(429, "").retry_after("2"),
        then(0, [Piece::broken()]),
        then(0, [Piece::bytes("{\"id\":\""), Piece::broken().after(20)]),
        then(0, [Piece::silence()]),
    ] {
        let mut reading = Reading::of([bad, good()]);
        let (rows, failure) = reading.rest();
        assert!(failure.is_none(), "{failure:?}");
        assert_eq!((rows, reading.bench.wire.sent().len()), (numbered(0..2), 2));
        assert!(reading.bench.events().iter().any(|event| event["type"] == "retry"));
    }
    for (bad, code) in [
        (Answer::reply(401, ""), Code::Unauthorized),
        (Answer::reply(200, "{}"), Code::MalformedReply),
        (Answer::reply(200, ""), Code::MalformedReply),
        (then(0, [Piece::bytes("0]}")]), Code::MalformedReply),
    ] {
        let (rows, failure) = Reading::of([bad]).rest();
        let failure = failure.expect("it will not pass");
        assert_eq!((rows.len(), failure.code, failure.attempts, failure.rows), (0, code, 1, Some(0)));
        assert!(!failure.message.contains("rows"), "{}", failure.message);
    }
    let bad = || then(0, [Piece::broken()]);
    let (_, failure) = Reading::of([bad(), bad(), bad()]).rest();
    assert_eq!(failure.map(|failure| (failure.code, failure.attempts)), Some((Code::Network, 3)));
}

#[test]
fn a_failure_between_replies_is_followed_by_another_attempt_too() {
    let page = |rows: [usize; 2]| {
        Answer::reply(200, format!("{{\"data\":[{},{}],\"total\":3}}", row(rows[0]), row(rows[1])))
    };
    let mut reading = Reading::of([page([0, 1]), Answer::broken(), page([1, 2])]);
    let (rows, failure) = reading.rest();
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(rows, numbered(0..3));

    let (rows, failure) = Reading::of([page([0, 1]), Answer::reply(403, "")]).rest();
    let failure = failure.expect("it will not pass");
    assert_eq!((rows, failure.code, failure.rows), (numbered(0..2), Code::Forbidden, Some(2)));
}

#[test]
fn a_server_that_gives_the_same_rows_for_ever_does_not_hold_a_walk_for_ever() {
    // Without a total, too: where the list ends is not known, and whoever looks for a row in it has to know.
    for (query, total, count) in
        [("{}", ",\"total\":99999", 2), ("{}", "", 2), ("{\"limit\":2}", "", 2), ("{}", "", 100)]
    {
        let rows: Vec<_> = (0..count).map(row).collect();
        let page = format!("{{\"data\":[{}]{total}}}", rows.join(","));
        let mut requests = 0;
        let bench = Bench::with(config(), 1, move |_| {
            requests += 1;
            assert!(requests < 40, "{requests} requests");
            Answer::reply(200, page.clone())
        });
        let mut reading = Reading::with(bench, query);
        let (rows, failure) = reading.rest();
        let failure = failure.expect("the others never come");
        assert_eq!((rows, failure.code), (numbered(0..count), Code::MalformedReply));
        assert_eq!(failure.rows, Some(count as u64));
        assert_eq!((failure.status, failure.attempts), (Some(200), 1));
    }
}

#[test]
fn nor_does_one_whose_rows_have_no_ids() {
    let id = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    let page = format!(r#"{{"campaign_id":"{id}","campaign_results":[{{"key_press":["1"]}},{{}}]}}"#);
    let bench = Bench::with(crate::harness::config(), 1, move |_| Answer::reply(200, page.clone()));
    let query = Checked::<CallQuery>::input("{}".into()).expect("a query");
    let listing = Listing::new(&campaigns::RESULTS, id, &query.object());
    let (mut stream, mut rows) = (Stream::new(listing, Select::WHOLE), 0);
    let failure = loop {
        match bench.time.run(stream.next(&bench.client, CallOptions::default())) {
            Ok(Some(_)) => rows += 2,
            Ok(None) => panic!("the list does not end"),
            Err(failure) => break failure,
        }
    };
    assert_eq!((failure.code, failure.rows), (Code::MalformedReply, Some(rows)));
    let requests = bench.wire.sent().len();
    assert!(requests < 40, "{requests} requests");
}

/// Returns a parameter of a request: `offset=` or `limit=`.
fn number(request: &Sent, key: &str) -> usize {
    let query = request.url.split_once('?').map_or("", |(_, query)| query);
    let value = query.split('&').find_map(|pair| pair.strip_prefix(key));
    value.and_then(|value| value.parse().ok()).expect("it is asked for")
}

/// A server without a total that takes "If 0, return all" to the letter.
fn literal(name: &'static str, rows: Vec<String>) -> Bench {
    Bench::with(config(), 1, move |request| {
        let (offset, limit) = match number(request, "limit=") {
            0 => (0, usize::MAX),
            limit => (number(request, "offset="), limit),
        };
        let page: Vec<_> = rows.iter().skip(offset).take(limit).map(String::as_str).collect();
        Answer::reply(200, format!("{{\"{name}\":[{}]}}", page.join(",")))
    })
}

#[test]
fn a_list_ends_where_all_rows_means_all_whatever_the_offset() {
    for (offset, count, requests) in [(0, 700, 2), (0, 0, 1), (3, 700, 2), (3, 2_300, 4)] {
        let bench = literal("data", (0..count).map(row).collect());
        let mut reading = Reading::with(bench, &format!("{{\"offset\":{offset}}}"));
        let (rows, failure) = reading.rest();
        assert!(failure.is_none(), "{failure:?}");
        assert_eq!(rows, numbered(offset..count.max(offset)));
        assert_eq!(reading.bench.wire.sent().len(), requests, "{count} from {offset} on");
    }
}

/// Returns how many results a server gives, and in how many replies.
fn results(bench: &Bench, query: &str) -> (usize, usize) {
    let query = Checked::<CallQuery>::input(query.into()).expect("a query");
    let listing = Listing::new(&campaigns::RESULTS, "3fa85f64", &query.object());
    let (mut stream, mut rows) = (Stream::new(listing, Select::WHOLE), 0);
    while let Some(batch) =
        bench.time.run(stream.next(&bench.client, CallOptions::default())).expect("it works")
    {
        rows += elements(std::str::from_utf8(&batch).expect("it is UTF-8")).count();
    }
    (rows, bench.wire.sent().len())
}

#[test]
fn so_does_one_whose_rows_have_no_ids() {
    let bench = literal("campaign_results", vec!["{\"key_press\":[\"1\"]}".into(); 700]);
    assert_eq!(results(&bench, "{}"), (700, 2));
}

#[test]
fn pages_that_begin_and_end_alike_are_not_the_same_page() {
    // Calls that have not been placed yet, at both ends of each page.
    let row = |number: usize| match number % 100 {
        0 | 99 => "{}".to_owned(),
        _ => format!("{{\"contact_number\":\"+1202555{number:04}\"}}"),
    };
    let bench = literal("campaign_results", (0..3_000).map(row).collect());
    assert_eq!(results(&bench, "{\"limit\":100}"), (3_000, 31));
}

#[test]
fn nor_are_pages_of_rows_that_are_all_equal() {
    let bench = literal("campaign_results", vec!["{}".into(); 30_000]);
    assert_eq!(results(&bench, "{\"limit\":100}"), (30_000, 301));
}

#[test]
fn a_server_that_ignores_the_offset_while_its_rows_change_is_found_out_as_well() {
    let mut requests = 0;
    let bench = Bench::with(config(), 1, move |_| {
        requests += 1;
        let row = format!("{{\"contact_number\":\"+1202555{requests:04}\"}}");
        Answer::reply(200, format!("{{\"campaign_results\":[{{\"key_press\":[\"1\"]}},{row}]}}"))
    });
    let query = Checked::<CallQuery>::input("{}".into()).expect("a query");
    let listing = Listing::new(&campaigns::RESULTS, "3fa85f64", &query.object());
    let mut stream = Stream::new(listing, Select::WHOLE);
    let failure = loop {
        match bench.time.run(stream.next(&bench.client, CallOptions::default())) {
            Ok(rows) => assert!(rows.is_some() && bench.wire.sent().len() < 3_000, "it goes on"),
            Err(failure) => break failure,
        }
    };
    assert_eq!(failure.code, Code::MalformedReply);
}

#[test]
fn a_list_that_grows_at_its_beginning_is_read_to_its_end() {
    let mut requests = 0;
    let bench = Bench::with(config(), 1, move |request| {
        // Four times, as many rows are added as the next page would have brought.
        let added = 511 * (requests.max(1) - 1usize).min(4);
        requests += 1;
        let list = (10_000..10_000 + added).chain(0..2_000);
        let page: Vec<_> = list.skip(number(request, "offset=")).take(512).map(row).collect();
        Answer::reply(200, format!("{{\"data\":[{}]}}", page.join(",")))
    });
    let (rows, failure) = Reading::with(bench, "{}").rest();
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(rows, numbered(0..2_000));
}

#[test]
fn the_timeout_counts_between_chunks_and_only_while_a_row_is_awaited() {
    let mut reading = Reading::of([Answer::pieces(rowwise(40, 900))]);
    reading.options = CallOptions {
        timeout: Some(1_000),
        deadline: Some(2_000),
        max_retries: Some(0),
        ..CallOptions::default()
    };
    for number in 0..40 {
        assert_eq!(reading.batch(), numbered([number]));
        reading.pause(50_000);
    }
    assert!(reading.rest().1.is_none());

    let mut reading = Reading::of([Answer::pieces(rowwise(40, 1_100))]);
    reading.options =
        CallOptions { timeout: Some(1_000), deadline: None, max_retries: Some(0), ..CallOptions::default() };
    let failure = reading.rest().1.expect("a piece takes longer than is allowed");
    assert_eq!((failure.code, reading.bench.time.passed()), (Code::Timeout, 1_000));
    assert!(failure.message.contains("1000 ms"), "{}", failure.message);
}

#[test]
fn the_deadline_holds_until_the_first_row() {
    let blanks = || Answer::pieces(std::iter::repeat_with(|| Piece::bytes(" ").after(800)));
    let mut reading = Reading::of([blanks()]);
    reading.options = CallOptions {
        timeout: Some(1_000),
        deadline: Some(5_000),
        max_retries: Some(9),
        ..CallOptions::default()
    };
    assert_eq!(reading.rest().1.map(|failure| failure.code), Some(Code::Timeout));
    assert_eq!(reading.bench.time.passed(), 5_000);
}

#[test]
fn a_list_that_trickles_past_its_deadline_does_not_claim_that_it_stalled() {
    let blanks = Answer::pieces(std::iter::repeat_with(|| Piece::bytes(" ").after(20)));
    let mut reading = Reading::of([blanks]);
    reading.options = CallOptions {
        timeout: Some(1_000),
        deadline: Some(150),
        max_retries: Some(0),
        ..CallOptions::default()
    };
    let failure = reading.rest().1.expect("no row comes");
    assert_eq!(failure.message, "The reply was not complete when the deadline passed.");
}

#[test]
fn a_list_that_is_always_ready_has_no_more_time_than_any_other() {
    let options = CallOptions {
        timeout: Some(100),
        deadline: Some(300),
        max_retries: Some(0),
        max_reply_bytes: Some(2_000),
    };
    let reading = |first: &str, bytes| {
        let time = Time::default();
        let pieces = [Piece::bytes(first)].into_iter().chain(breathless(time.clone(), bytes));
        let bench = Bench::at(time, config(), 1, script(vec![Answer::pieces(pieces)]));
        let mut reading = Reading::with(bench, "{}");
        reading.options = options;
        reading
    };
    let with_a_row = ["{\"data\":[", &row(0), ","].concat();
    for (first, bytes, span, says) in [
        ("", "", 100, "stalled for 100 ms"),
        (" ", "", 100, "stalled for 100 ms"),
        ("{", " ", 300, "deadline"),
        (&with_a_row, "", 100, "stalled for 100 ms"),
        // The time is each chunk's own, but white space is no row.
        (&with_a_row, " ", 4_000, "larger than 2000 bytes"),
    ] {
        let mut reading = reading(first, bytes);
        let failure = reading.rest().1.expect("it never ends");
        assert!(failure.message.contains(says), "{}", failure.message);
        let passed = reading.bench.time.passed();
        assert!((span..span + 20).contains(&passed), "{first:?} {bytes:?}: {passed}");
    }
}

#[test]
fn a_stream_that_is_dropped_cancels_its_body() {
    let bench = Bench::new([Answer::pieces(rowwise(1_000, 1_000))]);
    let query = Checked::input("{}".into()).expect("a query");
    let mut stream = Stream::new(contacts::each(&query), Select::WHOLE);
    bench.time.run(stream.next(&bench.client, CallOptions::default())).expect("it works");
    assert_eq!(bench.wire.open(), 1, "the rest is still to come");
    {
        let next = pin!(stream.next(&bench.client, CallOptions::default()));
        assert!(bench.time.run_until(1_500, next).is_none(), "it waits for the second row");
    }
    assert_eq!((bench.wire.open(), bench.time.timers()), (1, 1), "a step that is dropped loses nothing");
    drop(stream);
    assert_eq!((bench.wire.open(), bench.time.timers()), (0, 0));
}

#[test]
fn an_element_has_a_limit_of_bytes_and_a_list_has_none() {
    let large = || Answer::pieces(rowwise(300, 0));
    let options = CallOptions { max_reply_bytes: Some(2_000), ..CallOptions::default() };
    let mut reading = Reading::of([large()]);
    reading.options = options;
    let (rows, failure) = reading.rest();
    assert!(failure.is_none(), "{failure:?}");
    assert_eq!(rows.len(), 300);

    let endless = std::iter::repeat_with(|| Piece::bytes("x".repeat(100)));
    let mut reading = Reading::of([then(2, [Piece::bytes(",{\"id\":\"")].into_iter().chain(endless))]);
    reading.options = options;
    let (rows, failure) = reading.rest();
    let failure = failure.expect("the string has no end");
    assert_eq!((rows, failure.code, failure.status), (numbered(0..2), Code::ReplyTooLarge, Some(200)));
    assert!(failure.message.contains("2000 bytes"), "{}", failure.message);
    assert!(reading.bench.wire.pieces() < 30, "it is given up at the limit: {}", reading.bench.wire.pieces());
}

#[test]
fn a_row_may_be_as_long_as_its_limit_however_it_comes() {
    for (length, code) in [(2_000, None), (2_001, Some(Code::ReplyTooLarge))] {
        let list = ["{\"data\":[", &long_row(0, length), "],\"total\":1}"].concat();
        let mut reading =
            Reading::of([Answer::pieces(list.into_bytes().into_iter().map(|byte| Piece::bytes([byte])))]);
        reading.options = CallOptions { max_reply_bytes: Some(2_000), ..CallOptions::default() };
        assert_eq!(reading.rest().1.map(|failure| failure.code), code, "{length}");
    }
    // A long row is not scanned again with each chunk, and others follow it.
    let rows = [long_row(0, 39_000), long_row(1, 2_000), long_row(2, 2_000)].join(",");
    let list = ["{\"data\":[", &rows, "],\"total\":3}"].concat().into_bytes();
    let chunks: Vec<Piece> = list.chunks(1_400).map(|chunk| Piece::bytes(chunk.to_vec())).collect();
    let mut reading = Reading::of([Answer::pieces(chunks.into_iter())]);
    reading.options = CallOptions { max_reply_bytes: Some(40_000), ..CallOptions::default() };
    assert!(reading.rest().1.is_none());
}

#[test]
fn a_byte_order_mark_before_a_list_is_no_fault() {
    for cut in 0..4 {
        let text = ["\u{feff}{\"data\":[", &row(0), "],\"total\":1}"].concat().into_bytes();
        let (first, rest) = (text[..cut].to_vec(), text[cut..].to_vec());
        let (rows, failure) =
            Reading::of([Answer::pieces([Piece::bytes(first), Piece::bytes(rest)].into_iter())]).rest();
        assert!(failure.is_none(), "{cut}: {failure:?}");
        assert_eq!(rows, numbered([0]));
    }
}
