//! The faults, as clients see them.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    thread,
    time::Duration,
};

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, DAY, PATIENCE, Reply, draft, draft_with, start, wait_until};

const CAMPAIGNS: &str = "auto_dialer_campaigns";

fn named(client: &Client, name: &str) -> usize {
    let names = client.column("auto_dialer_campaigns?limit=0", "name");
    names.iter().filter(|found| **found == json!(name)).count()
}

/// Creates a campaign with a fault. Returns the outcome, and the number of campaigns after it.
fn create_with(client: &Client, fault: Value) -> (Option<u16>, usize) {
    client.add_fault(fault);
    let reply = client.try_create(&draft()).ok().map(|reply| reply.status);
    (reply, named(client, "Test"))
}

/// Gets a path whose reply pauses this often, and each time for this long.
fn get_slowly(client: &Client, path: &str, pauses: usize, pause: Duration) -> Reply {
    thread::scope(|scope| {
        let reply = scope.spawn(|| client.get(path));
        for _ in 0..pauses {
            assert_eq!(client.wait_for_timer(), pause);
            client.advance(pause);
        }
        reply.join().unwrap()
    })
}

/// Sends a request to create a campaign, and returns its connection.
fn begin_to_create(client: &Client) -> TcpStream {
    let url = client.url(CAMPAIGNS);
    let path = url.strip_prefix(&client.origin).unwrap();
    let (key, draft) = (&client.key, draft().to_string());
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: sandbox\r\nX-API-KEY: {key}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{draft}",
        draft.len()
    );
    let mut connection = TcpStream::connect(client.origin.strip_prefix("http://").unwrap()).unwrap();
    connection.set_read_timeout(Some(PATIENCE)).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    connection
}

#[test]
fn a_status_is_answered_instead_of_processing() {
    let client = start(Settings::default());
    let fault = json!({
        "kind": "status", "status": 429, "method": "POST", "path": CAMPAIGNS,
        "headers": { "Retry-After": "3" }, "body": { "retry_after": 3 },
    });
    client.add_fault(fault);
    let reply = client.create(&draft());
    assert_eq!((reply.status, reply.header("retry-after")), (429, Some("3")));
    assert_eq!(reply.body, json!({ "retry_after": 3 }));
    assert!(reply.header("x-request-id").is_some() && reply.header("access-control-allow-origin").is_some());
    assert_eq!(named(&client, "Test"), 0);
    client.add_fault(json!({ "kind": "status", "status": 503 }));
    assert_eq!(client.get("phones").body, json!({ "detail": "Service Unavailable" }));
}

#[test]
fn a_status_after_commit_is_answered_after_processing() {
    let client = start(Settings::default());
    let fault = json!({ "kind": "status_after_commit", "status": 500, "method": "POST" });
    assert_eq!(create_with(&client, fault), (Some(500), 1));
}

#[test]
fn a_dropped_request_is_never_processed() {
    let client = start(Settings::default());
    assert_eq!(create_with(&client, json!({ "kind": "drop_request", "method": "POST" })), (None, 0));
}

#[test]
fn a_dropped_reply_belongs_to_a_processed_request() {
    let client = start(Settings::default());
    assert_eq!(create_with(&client, json!({ "kind": "drop_reply", "method": "POST" })), (None, 1));
}

#[test]
fn a_delay_changes_nothing_but_the_time() {
    let client = start(Settings::default());
    for when in [json!({}), json!({ "when": "before" }), json!({ "when": "after" })] {
        let mut fault = json!({ "kind": "delay", "ms": 150, "path": "phones" });
        fault.as_object_mut().unwrap().extend(when.as_object().unwrap().clone());
        client.add_fault(fault);
        assert_eq!(get_slowly(&client, "phones", 1, Duration::from_millis(150)).status, 200);
    }
}

#[test]
fn a_delayed_request_is_processed_even_if_its_client_has_given_up() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "delay", "ms": 300, "method": "POST" }));
    let mut connection = begin_to_create(&client);
    assert_eq!(client.wait_for_timer(), Duration::from_millis(300));
    connection.shutdown(Shutdown::Write).unwrap();
    assert_eq!(connection.read(&mut [0]).unwrap(), 0, "the server closes the connection without a reply");
    assert_eq!(named(&client, "Test"), 0);
    client.advance(Duration::from_millis(300));
    wait_until("processed", || named(&client, "Test") == 1);
}

#[test]
fn a_hanging_request_is_processed_but_never_answered() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "hang", "method": "POST" }));
    let mut connection = begin_to_create(&client);
    wait_until("processed", || named(&client, "Test") == 1);
    client.advance(DAY);
    connection.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    assert_eq!(connection.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[test]
fn cut_json_is_a_whole_http_body_with_half_a_document() {
    let client = start(Settings::default());
    let whole = client.get("phones").text;
    client.add_fault(json!({ "kind": "cut_json", "bytes": 100 }));
    let reply = client.get("phones");
    assert_eq!((reply.status, reply.text.as_str()), (200, &whole[..100]));
    assert_eq!(reply.header("content-length"), Some("100"));
}

#[test]
fn a_cut_that_cuts_nothing_fails_the_request() {
    let client = start(Settings::default());
    let length = client.get("phones").text.len();
    for (bytes, status) in [(length - 1, 200), (length, 500), (1_000_000, 500)] {
        client.add_fault(json!({ "kind": "cut_json", "bytes": bytes }));
        assert_eq!(client.get("phones").status, status, "{bytes} of {length} bytes");
    }
}

#[test]
fn a_cut_stream_breaks_off_after_its_headers_and_first_bytes() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "cut_stream", "bytes": 100 }));
    let mut response = ureq::get(client.url("phones")).header("X-API-KEY", &client.key).call().unwrap();
    assert_eq!(response.status(), 200);
    let mut received = Vec::new();
    assert!(response.body_mut().as_reader().read_to_end(&mut received).is_err());
    assert_eq!(received.len(), 100);
}

#[test]
fn a_trickled_body_is_slow_but_whole() {
    let client = start(Settings::default());
    let whole = client.get("ai_agents").text;
    let chunk = whole.len().div_ceil(5);
    client.add_fault(json!({ "kind": "trickle", "chunk": chunk, "delay_ms": 40 }));
    assert_eq!(get_slowly(&client, "ai_agents", 4, Duration::from_millis(40)).text, whole);
}

#[test]
fn a_patch_replaces_or_adds_one_value() {
    let client = start(Settings::default());
    let mut expected = client.ok("ai_agents");
    for (pointer, value) in [
        ("/data/0/name", json!(7)),
        ("/data/0/brand_new", json!({ "a": [1] })),
        ("/data/0/integrations/0/type", json!("SEAX_FAX")),
        ("/total", json!(null)),
    ] {
        client.add_fault(json!({ "kind": "patch", "pointer": pointer, "value": value }));
        let patched = client.ok("ai_agents");
        assert_eq!(patched.pointer(pointer), Some(&value));
        assert_ne!(patched, expected);
    }
    client.add_fault(json!({ "kind": "patch", "pointer": "/data/-", "value": 1 }));
    expected["data"].as_array_mut().unwrap().push(json!(1));
    assert_eq!(client.ok("ai_agents"), expected);
}

#[test]
fn a_patch_with_an_unknown_pointer_fails_the_request() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "patch", "pointer": "/rows/0/name", "value": 1 }));
    assert_eq!(client.get("phones").status, 500);
}

#[test]
fn a_late_commit_takes_effect_only_after_its_time() {
    let client = start(Settings::default());
    let fault = json!({ "kind": "late_commit", "ms": 3_000, "method": "POST" });
    assert_eq!(create_with(&client, fault), (None, 0));
    client.advance(Duration::from_millis(2_999));
    assert_eq!(named(&client, "Test"), 0);
    client.advance(Duration::from_millis(1));
    wait_until("committed", || named(&client, "Test") == 1);
}

#[test]
fn a_lagging_campaign_exists_but_is_not_listed() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "lag", "ms": 3_000 }));
    // It waits for the request that creates a campaign.
    assert_eq!(client.send("POST", "contact_labels", Some(&json!({ "name": "New" }))).status, 200);
    assert_eq!(named(&client, "Test"), 0);
    let campaign = client.created(&draft());
    client.advance(Duration::from_millis(2_999));
    assert_eq!(named(&client, "Test"), 0);
    assert_eq!(client.campaign(&campaign["id"])["name"], json!("Test"));
    client.advance(Duration::from_millis(1));
    assert_eq!(named(&client, "Test"), 1);
}

#[test]
fn a_forgotten_draft_name_is_null() {
    let client = start(Settings::default());
    let draft = draft_with(json!({ "draft_name": "key" }));
    client.add_fault(json!({ "kind": "forget_draft_name" }));
    assert_eq!(client.get("phones").status, 200);
    let campaign = client.created(&draft);
    assert_eq!(campaign["draft_name"], json!(null));
    assert_eq!(client.campaign(&campaign["id"])["draft_name"], json!(null));
    assert_eq!(client.created(&draft)["draft_name"], json!("key"));
}

#[test]
fn faults_apply_to_their_workspace_only() {
    let client = start(Settings::default());
    let other = client.open(json!({}));
    client.add_fault(json!({ "kind": "status", "status": 500, "times": 0 }));
    assert_eq!((other.get("phones").status, client.get("phones").status), (200, 500));
}
