//! Reply bodies: their maximum size, their time limits, and which count as the API's.

use seax_dialer::{
    api::{Request, campaigns, labels},
    client::{CallOptions, File, Millis},
    error::{Code, Result},
    schema::Select,
};
use serde_json::{Value, json};

use crate::{
    allocations::within,
    harness::{Bench, CAMPAIGN, PHONES, config, create_call, failure, list_call, script},
    time::Time,
    transport::{Answer, Piece},
};

const ID: &str = "448ea794-0368-4604-a56f-f2350229d9e5";

const PORTAL: &str = "<!doctype html><title>Log in to the network</title>";

/// The chunks of a body, each `after` milliseconds after the one before.
fn apart(pieces: Vec<String>, after: Millis) -> impl Iterator<Item = Piece> {
    pieces.into_iter().map(move |piece| Piece::bytes(piece).after(after))
}

fn times(timeout: Millis, deadline: Millis) -> CallOptions {
    CallOptions {
        timeout: Some(timeout),
        deadline: Some(deadline),
        max_retries: Some(0),
        ..CallOptions::default()
    }
}

#[test]
fn a_reply_may_take_its_time_as_long_as_something_comes() {
    let letters: Vec<String> = PHONES.chars().map(String::from).collect();
    let span = letters.len() as Millis * 10;
    let bench = Bench::new([Answer::pieces(apart(letters.clone(), 10))]);
    bench.list_with(times(50, span + 50)).expect("no silence is longer than the timeout");
    assert_eq!(bench.time.passed(), span);

    let bench = Bench::new([Answer::pieces(apart(letters, 10))]);
    let error = failure(bench.list_with(times(50, span / 2)), Code::Timeout, None);
    assert_eq!(bench.time.passed(), span / 2, "the deadline is for all of it");
    assert!(error.message.contains("deadline"), "{}", error.message);
}

#[test]
fn a_reply_that_falls_silent_is_a_timeout() {
    let pieces = [Piece::bytes("{").after(900), Piece::bytes(" ").after(900), Piece::silence()];
    let bench = Bench::new([Answer::pieces(pieces.into_iter())]);
    let error = failure(bench.list_with(times(1_000, 60_000)), Code::Timeout, None);
    assert_eq!(bench.time.passed(), 2_800);
    assert!(error.message.contains("1000 ms"), "{}", error.message);
}

/// A body that always has a chunk ready, at which time passes.
pub fn breathless(time: Time, bytes: &'static str) -> impl Iterator<Item = Piece> {
    let mut left = 10_000;
    std::iter::repeat_with(move || {
        left -= 1;
        assert!(left > 0, "it is read for ever");
        time.pass(1);
        Piece::bytes(bytes)
    })
}

#[test]
fn a_body_that_is_always_ready_has_no_more_time_than_any_other() {
    for (bytes, span, says) in [("", 100, "stalled for 100 ms"), (" ", 300, "deadline")] {
        let time = Time::default();
        let pieces = breathless(time.clone(), bytes);
        let answer = Answer::pieces(pieces);
        let bench = Bench::at(time, config(), 1, script(vec![answer]));
        let error = failure(bench.list_with(times(100, 300)), Code::Timeout, None);
        assert!(error.message.contains(says), "{}", error.message);
        assert_eq!(bench.time.passed(), span);
    }
}

#[test]
fn a_reply_has_a_limit_of_bytes() {
    let mut config = config();
    config.limits.max_reply_bytes = Some(PHONES.len());
    let bench = Bench::with(config.clone(), 1, script(vec![Answer::reply(200, PHONES)]));
    bench.list().expect("it is as large as it may be");

    let larger = [PHONES, " "].concat();
    let bench = Bench::with(config, 1, script(vec![Answer::reply(200, larger).request_id("req-7")]));
    let error = failure(bench.list(), Code::ReplyTooLarge, Some(200));
    assert!(error.message.contains(&PHONES.len().to_string()), "{}", error.message);
    assert!(error.message.contains("maxReplyBytes"), "{}", error.message);
    assert_eq!(error.request_id.as_deref(), Some("req-7"));
}

#[test]
fn a_reply_without_end_is_given_up_at_the_limit() {
    let endless = || Answer::pieces(std::iter::repeat_with(|| Piece::bytes(vec![b' '; 1 << 20])));
    let bench = Bench::new([endless()]);
    failure(bench.list(), Code::ReplyTooLarge, Some(200));
    assert_eq!(bench.wire.pieces(), 65, "64 MiB, and the one that was too many");

    let bench = Bench::new([endless()]);
    let error = failure(bench.create(), Code::ReplyTooLarge, Some(200));
    assert!(error.message.contains("may have taken effect."), "{}", error.message);
}

#[test]
fn a_selection_that_does_not_fit_into_memory_is_a_reply_that_is_too_large() {
    let list = || {
        let (before, after) = PHONES.split_once("tech support").expect("its name");
        let name = std::iter::repeat_with(|| Piece::bytes(vec![b'x'; 1 << 16])).take(120);
        let pieces = [Piece::bytes(before)].into_iter().chain(name).chain([Piece::bytes(after)]);
        let mut call = list_call();
        let rows = call.request.operation.response.schema().row();
        call.request.select = Select::WHOLE.with(rows, "id").expect("phones have ids");
        Bench::new([Answer::pieces(pieces)]).call(&call, CallOptions::default())
    };
    // There is room for the body while it grows, but not for a copy of it.
    let error = failure(within(14_000_000, list), Code::ReplyTooLarge, Some(200));
    assert_eq!(error.message, "There is not enough memory for the reply.");
    let page: Value = serde_json::from_slice(list().expect("there is enough").as_bytes()).expect("JSON");
    assert_eq!(page["data"], json!([{"id": "0354fb10-9e18-4923-a213-6253800f8d01"}]));
}

#[test]
fn of_an_errors_body_no_more_is_read_than_it_takes() {
    let endless = |status| {
        Answer::reply(status, "").in_pieces(std::iter::repeat_with(|| Piece::bytes(vec![b'x'; 1 << 10])))
    };
    let bench = Bench::new([endless(404)]);
    let error = failure(bench.list(), Code::NotFound, Some(404));
    assert!(error.message.len() < 1_000, "{}", error.message);
    assert_eq!(bench.wire.pieces(), 65, "64 KiB, and the one that was too many");

    let bench = Bench::new([endless(307)]);
    failure(bench.list(), Code::Network, Some(307));
    assert_eq!(bench.wire.pieces(), 0, "a redirect's body says nothing");
}

#[test]
fn an_error_is_one_whatever_becomes_of_its_body() {
    for pieces in [
        vec![Piece::broken()],
        vec![Piece::silence()],
        vec![Piece::bytes("{\"detail\": \"No"), Piece::broken()],
    ] {
        let bench = Bench::new([Answer::reply(403, "").in_pieces(pieces.into_iter())]);
        failure(bench.create(), Code::Forbidden, Some(403));
    }
    let trickle = std::iter::repeat_with(|| Piece::bytes(" ").after(900));
    let bench = Bench::new([Answer::reply(403, "").in_pieces(trickle)]);
    failure(bench.list_with(times(1_000, 60_000)), Code::Forbidden, Some(403));
    assert_eq!(bench.time.passed(), 1_000, "a body that trickles has no more than a timeout");
}

#[test]
fn a_reply_that_stops_in_the_middle_is_a_connection_that_broke() {
    for length in [1, 10, PHONES.len() / 2, PHONES.trim_end().len() - 1] {
        let cut = || Answer::reply(200, &PHONES.as_bytes()[..length]).request_id("req-7");
        let bench = Bench::new([cut(), Answer::reply(200, PHONES)]);
        bench.list().expect("a read is sent again");
        assert_eq!(bench.wire.sent().len(), 2, "{length}");

        let bench = Bench::new([cut(), cut(), cut()]);
        let error = failure(bench.list(), Code::Network, None);
        assert_eq!((error.attempts, error.request_id.as_deref()), (3, Some("req-7")));
    }
    let bench = Bench::new([Answer::reply(201, &CAMPAIGN.as_bytes()[..100])]);
    let error = failure(bench.create(), Code::Network, None);
    assert!(error.message.contains("may have taken effect."), "{}", error.message);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let marked = ["\u{feff}", PHONES].concat();
    let bench = Bench::new([Answer::reply(200, marked)]);
    assert_eq!(bench.list().expect("it is JSON").as_bytes(), PHONES.as_bytes());
    let bench = Bench::new([Answer::reply(409, "\u{feff}{\"detail\": \"Too late\"}")]);
    assert!(failure(bench.list(), Code::Conflict, Some(409)).message.ends_with(": Too late."));
}

/// Makes a call whose operation returns nothing.
fn delete(bench: &Bench) -> Result<Vec<u8>> {
    bench.time.run(bench.client.exchange(&Request::new(&labels::DELETE, ID), CallOptions::default()))
}

#[test]
fn an_operation_without_a_reply_takes_json_or_nothing_for_a_success() {
    for (status, body) in
        [(204, ""), (200, ""), (202, " \n"), (200, "null"), (200, "{\"ok\": true}"), (200, "\u{feff}{}")]
    {
        delete(&Bench::new([Answer::reply(status, body)])).unwrap_or_else(|error| panic!("{body}: {error}"));
    }
    for body in [PORTAL, "OK", "{}{}", "\u{feff}<html>"] {
        for answer in
            [Answer::reply(200, body), Answer::reply(200, body).media_type("text/html; charset=utf-8")]
        {
            let error = failure(delete(&Bench::new([answer])), Code::MalformedReply, Some(200));
            assert!(error.message.contains("the reply is"), "{}", error.message);
        }
    }
    let bench = Bench::new([Answer::reply(200, "{"), Answer::reply(204, "")]);
    delete(&bench).unwrap_or_else(|error| panic!("what broke off is sent again: {error}"));
    assert_eq!(bench.wire.sent().len(), 2);
}

#[test]
fn a_web_page_is_no_reply_and_the_error_says_where_to_look() {
    let portal = || Answer::reply(200, PORTAL).media_type("text/html");
    for result in [Bench::new([portal()]).list().map(drop), Bench::new([portal()]).create().map(drop)] {
        let error = failure(result, Code::MalformedReply, Some(200));
        assert!(
            error.message.contains("web page") && error.message.contains("login page"),
            "{}",
            error.message
        );
    }
}

fn download(answer: Answer) -> Result<File> {
    let bench = Bench::new([answer]);
    let request = Request::new(&campaigns::DOWNLOAD_LOGS, ID);
    bench.time.run(bench.client.file(&request, CallOptions::default()))
}

#[test]
fn a_file_has_the_type_of_one_or_a_disposition() {
    let answer = || Answer::reply(200, "a,b\n");
    for good in [
        answer().media_type("text/csv; charset=utf-8"),
        answer().media_type("TEXT/CSV"),
        answer().media_type("application/octet-stream"),
        answer().media_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        answer().disposition("attachment"),
        answer().disposition("inline; filename=a.csv").media_type("text/plain"),
    ] {
        assert_eq!(download(good).unwrap_or_else(|error| panic!("{error}")).bytes, b"a,b\n");
    }
    for bad in [
        answer(),
        answer().media_type("text/html"),
        answer().media_type("text/html").disposition("attachment; filename=a.csv"),
        answer().media_type("application/xhtml+xml"),
        answer().media_type("application/json"),
        answer().media_type("text/plain"),
        answer().disposition("inline"),
    ] {
        failure(download(bad), Code::MalformedReply, Some(200));
    }
}

#[test]
fn what_a_redirect_led_to_is_not_this_apis_answer() {
    let bench = Bench::new([Answer::reply(200, PHONES).redirected()]);
    let error = failure(
        bench.time.run(bench.client.call(&list_call(), CallOptions::default())),
        Code::Network,
        Some(200),
    );
    assert!(error.message.contains("`baseUrl`"), "{}", error.message);
    let bench = Bench::new([Answer::reply(201, CAMPAIGN).redirected()]);
    let error = failure(
        bench.time.run(bench.client.call(&create_call(), CallOptions::default())),
        Code::Network,
        Some(201),
    );
    assert!(error.message.contains("may have taken effect."), "{}", error.message);
}
