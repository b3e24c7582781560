//! How replies are classified: successes, refusals, and replies that are not the API's.

use seax_dialer::{
    api::{Request, campaigns, contacts},
    client::{CallOptions, Config},
    error::Code,
    model::WorkspaceId,
    schema::Checked,
};
use serde_json::{Value, json};

use crate::{
    harness::{Bench, CAMPAIGN, PHONES, failure, script},
    transport::Answer,
};

#[test]
fn a_good_reply_is_handed_on_byte_for_byte() {
    let reply = PHONES.replace("\"LOCAL\"", "\"SUBSPACE\"").replacen('{', "{ \"new\" : [1e999],", 1);
    let bench = Bench::new([Answer::reply(206, reply.clone())]);
    assert_eq!(bench.list().expect("strangers are no fault").as_bytes(), reply.as_bytes());

    let bench = Bench::new([Answer::reply(201, CAMPAIGN)]);
    let campaign = bench.create().expect("it works").read().expect("Rust reads it too");
    assert_eq!(campaign.id.as_str(), "448ea794-0368-4604-a56f-f2350229d9e5");
}

#[test]
fn a_malformed_reply_is_named_with_the_place_that_is_wrong() {
    let wrong = |pointer: &str, value: Value| {
        let mut reply: Value = serde_json::from_str(PHONES).expect("the sample is JSON");
        *reply.pointer_mut(pointer).expect("the sample has it") = value;
        reply.to_string()
    };
    for (body, pointer, says) in [
        (wrong("/data/0/enabled", json!("yes")), "/data/0/enabled", "must be true or false, not a string"),
        (wrong("/data/0/users/0/account", json!(null)), "/data/0/users/0/account", "not null"),
        (wrong("/data", json!({})), "/data", "must be an array, not an object"),
        (
            wrong("/total", json!(1e20)),
            "/total",
            "must be an integer from -9223372036854775808 to 18446744073709551615",
        ),
        ("{\"total\": 0}".into(), "", "lacks `data`"),
        (String::new(), "", "is cut off"),
        ("<!doctype html>".into(), "", "is not JSON"),
        ("<html>".into(), "", "is not JSON"),
    ] {
        let bench = Bench::new([Answer::reply(200, body.clone())]);
        let error = bench.list().err().expect(&body);
        assert_eq!((error.code, error.path.as_deref()), (Code::MalformedReply, Some(pointer)), "{body}");
        assert!(error.message.contains(says) && error.message.contains(pointer), "{}", error.message);
    }
}

#[test]
fn a_malformed_reply_is_still_an_answer_with_a_status_and_a_name() {
    let bench = Bench::new([Answer::reply(200, "{}").request_id("req-7")]);
    let error = failure(bench.list(), Code::MalformedReply, Some(200));
    assert_eq!(error.request_id.as_deref(), Some("req-7"));
}

#[test]
fn the_servers_name_for_a_request_is_short_and_on_one_line() {
    let id = ["req\u{1b}[31m\u{9b}red\r\n", &"y".repeat(3_000)].concat();
    let answer = || Answer::reply(500, "").request_id(&id);
    let bench = Bench::new([answer(), answer(), answer()]);
    let error = failure(bench.list(), Code::ServerError, Some(500));
    let name = error.request_id.as_deref().expect("a name");
    assert!(name.starts_with("req [31m red yyy") && name.ends_with("y…"), "{name}");
    assert!(name.chars().count() <= 501, "{name}");
    assert_eq!(bench.events()[1]["requestId"], name);
}

#[test]
fn a_refusal_keeps_its_status_and_the_servers_name_for_the_request() {
    for (status, code) in [
        (400, Code::Unprocessable),
        (401, Code::Unauthorized),
        (403, Code::Forbidden),
        (404, Code::NotFound),
        (408, Code::Timeout),
        (409, Code::Conflict),
        (422, Code::Unprocessable),
        (429, Code::RateLimited),
        (500, Code::ServerError),
        (503, Code::ServerError),
    ] {
        let answer = || Answer::reply(status, r#"{"detail": "Not today"}"#).request_id("req-7");
        let bench = Bench::new([answer(), answer(), answer()]);
        let error = failure(bench.list(), code, Some(status));
        assert_eq!(error.request_id.as_deref(), Some("req-7"));
        assert!(error.message.contains(&format!("({status}): Not today.")), "{}", error.message);
        let hint = "Check `workspaceId` and `baseUrl`.";
        assert_eq!(
            error.message.ends_with(hint),
            status == 404,
            "every workspace has lists: {}",
            error.message
        );
        assert_eq!(error.path, None);
    }
}

#[test]
fn the_set_up_is_doubted_only_where_something_is_missing_that_every_workspace_has() {
    let missing = || Answer::reply(404, "");
    let get = |operation| {
        let bench = Bench::new([missing()]);
        let request = Request::new(operation, "448ea794-0368-4604-a56f-f2350229d9e5");
        let result = bench.time.run(bench.client.exchange(&request, CallOptions::default()));
        failure(result, Code::NotFound, Some(404)).message
    };
    let create = failure(Bench::new([missing()]).create(), Code::NotFound, Some(404)).message;
    for message in [create, get(&campaigns::GET), get(&campaigns::PAUSE)] {
        assert!(!message.contains("baseUrl"), "{message}");
    }
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    for (base, hint) in [
        ("https://seax.seasalt.ai/seax-api", " Check `workspaceId` and `baseUrl`."),
        ("https://seax.seasalt.ai/bulk-sms-api", " Check `workspaceId` and `baseUrl`."),
        ("https://seax.seasalt.ai", " Is `/seax-api` missing at the end of `baseUrl`?"),
    ] {
        let config = Config::new(&workspace, Some(base)).expect("a good URL");
        let bench = Bench::with(config, 1, script(vec![missing()]));
        let message = failure(bench.list(), Code::NotFound, Some(404)).message;
        assert!(message.ends_with(hint), "{message}");
    }
}

#[test]
fn the_issues_of_a_422_are_kept_as_the_server_wrote_them() {
    let issues = r#"[{"loc": ["body", "phone_ids", 0], "msg": "unknown phone", "type": "value_error", "ctx": {"a": 1}}]"#;
    let bench = Bench::new([Answer::reply(422, format!(r#"{{"detail": {issues}}}"#))]);
    let error = failure(bench.create(), Code::Unprocessable, Some(422));
    assert_eq!(error.issues.as_deref(), Some(issues));
    assert!(error.message.contains("body.phone_ids.0 unknown phone"), "{}", error.message);

    let bench = Bench::new([Answer::reply(422, r#"{"detail": [{"nothing": "known"}]}"#)]);
    assert_eq!(failure(bench.create(), Code::Unprocessable, Some(422)).issues, None);
}

#[test]
fn a_redirect_is_an_error_that_says_what_to_set() {
    for status in [0, 300, 301, 302, 303, 305, 307, 308] {
        let bench = Bench::new([Answer::reply(status, PHONES)]);
        let error = failure(bench.list(), Code::Network, Some(status));
        assert!(error.message.contains("`baseUrl`"), "{}", error.message);
        let bench = Bench::new([Answer::reply(status, CAMPAIGN)]);
        failure(bench.create(), Code::Network, Some(status));
    }
}

#[test]
fn an_answer_of_a_cache_is_named_for_what_it_is() {
    let bench = Bench::new([Answer::reply(304, "")]);
    let error = failure(bench.list(), Code::Network, Some(304));
    assert!(error.message.contains("cache") && !error.message.contains("baseUrl"), "{}", error.message);
    let bench = Bench::new([Answer::reply(304, "")]);
    failure(bench.create(), Code::Network, Some(304));
}

#[test]
fn a_request_goes_where_the_base_url_says() {
    let workspace = WorkspaceId::new("3fa85f64-5717-4562-b3fc-2c963f66afa6").expect("an id");
    for (base, root) in [
        (None, "https://seax.seasalt.ai/seax-api"),
        (Some("https://seax.seasalt.ai/bulk-sms-api/"), "https://seax.seasalt.ai/bulk-sms-api"),
        (Some("http://127.0.0.1:8787/seax-api//"), "http://127.0.0.1:8787/seax-api"),
    ] {
        let config = Config::new(&workspace, base).expect("a good URL");
        let bench = Bench::with(config, 1, script(vec![Answer::reply(200, r#"{"data": []}"#)]));
        let query = r#"{"keyword": "+1 8", "exclude_labels": "DNC,invalid number"}"#;
        let call = contacts::list(&Checked::input(query.into()).expect("a query"));
        bench.call(&call, CallOptions::default()).expect("it works");
        let path = "/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/contacts";
        let query = "?keyword=%2B1%208&exclude_labels=DNC%2Cinvalid%20number";
        assert_eq!(bench.wire.sent()[0].url, [root, path, query].concat());
    }
}
