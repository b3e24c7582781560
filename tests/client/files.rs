//! Replies that are files.

use seax_dialer::{
    api::{Request, campaigns},
    client::{CallOptions, File},
    engine::headers::{Runtime, headers},
    error::{Code, Result},
};

use crate::{
    harness::{Bench, failure},
    transport::Answer,
};

const ID: &str = "448ea794-0368-4604-a56f-f2350229d9e5";

fn download(bench: &Bench) -> Result<File> {
    let request = Request::new(&campaigns::DOWNLOAD_LOGS, ID);
    bench.time.run(bench.client.file(&request, CallOptions::default()))
}

#[test]
fn a_file_comes_as_it_is_with_its_name() {
    let bytes: Vec<u8> = (0..=255).collect();
    let answer = Answer::reply(200, bytes.clone())
        .disposition("attachment; filename=\"July.xlsx\"")
        .media_type("application/x");
    let file = download(&Bench::new([answer])).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("July.xlsx", "application/x"));
    assert_eq!(file.bytes, bytes);
}

#[test]
fn a_download_accepts_a_file_of_any_type() {
    for (operation, accepted) in [
        (&campaigns::DOWNLOAD_LOGS, "*/*"),
        (&campaigns::DOWNLOAD_CONTACT_TEMPLATE, "*/*"),
        (&campaigns::GET, "application/json"),
    ] {
        let headers = headers(&Request::new(operation, ID), Runtime::default());
        assert!(headers.contains(&("Accept", accepted.into())), "{}: {headers:?}", operation.name);
    }
}

#[test]
fn a_file_without_a_name_gets_one() {
    let file = download(&Bench::new([Answer::reply(200, "a,b\n").media_type("text/csv")]))
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(file.name, "campaign_logs.csv");
}

#[test]
fn a_file_that_is_shorter_than_its_head_says_is_asked_for_again() {
    let file = |bytes: &'static str| Answer::reply(200, bytes).media_type("text/csv").least_bytes(4);
    let bench = Bench::new([file("a,b"), file("a,b\n")]);
    assert_eq!(download(&bench).map(|file| file.bytes).ok().as_deref(), Some(&b"a,b\n"[..]));
    let bench = Bench::new([file("a"), file("a"), file("a")]);
    let error = failure(download(&bench), Code::Network, None);
    assert!(error.message.contains("closed during the reply"), "{}", error.message);
}

#[test]
fn a_download_is_a_read() {
    let bench = Bench::new([
        Answer::reply(503, ""),
        Answer::broken(),
        Answer::reply(200, "a").media_type("text/csv"),
    ]);
    assert_eq!(download(&bench).map(|file| file.bytes).ok().as_deref(), Some(&b"a"[..]));
    let bench = Bench::new([Answer::reply(404, r#"{"detail": "No such campaign"}"#)]);
    let error = failure(download(&bench), Code::NotFound, Some(404));
    assert!(error.message.contains("No such campaign"), "{}", error.message);
}
