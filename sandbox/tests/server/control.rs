//! The control interface.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, draft, draft_with, start};

fn registered(client: &Client) -> Vec<Value> {
    let path = format!("faults?workspace_id={}", client.workspace);
    client.control("GET", &path, None).unwrap().body["data"].as_array().unwrap().clone()
}

fn requests(client: &Client) -> Vec<Value> {
    let path = format!("requests?workspace_id={}", client.workspace);
    client.control("GET", &path, None).unwrap().body["data"].as_array().unwrap().clone()
}

#[test]
fn workspaces_are_isolated_from_each_other() {
    let client = start(Settings::default());
    let (one, two) = (client.open(json!({})), client.open(json!({})));
    assert_ne!((&one.workspace, &one.key), (&two.workspace, &two.key));
    one.created(&draft());
    assert_eq!(one.column("auto_dialer_campaigns", "name").len(), 3);
    assert_eq!(two.column("auto_dialer_campaigns", "name").len(), 2);
}

#[test]
fn a_workspace_has_the_given_settings_and_else_those_of_the_command_line() {
    let client = start(Settings { contacts: 30, page_cap: Some(20), ..Settings::default() });
    let rows = |client: &Client| client.column("contacts?limit=0", "id").len();
    let total = |client: &Client| client.ok("contacts")["total"].clone();
    let as_told = client.open(json!({}));
    assert_eq!((rows(&as_told), total(&as_told)), (20, json!(30)));
    let as_wished = client.open(json!({ "contacts": 50, "page_cap": 40 }));
    assert_eq!((rows(&as_wished), total(&as_wished)), (40, json!(50)));
    let uncapped = client.open(json!({ "page_cap": null }));
    assert_eq!(rows(&uncapped), 30);
    let empty = client.open(json!({ "contacts": 0 }));
    assert_eq!(rows(&empty), 0);
    assert_eq!(client.control("POST", "workspaces", None).unwrap().status, 201, "an empty body");
}

#[test]
fn invalid_control_requests_are_rejected() {
    let client = start(Settings::default());
    for (path, wish) in [
        ("workspaces", json!({ "contact": 5 })),
        ("workspaces", json!({ "speed": 0 })),
        ("workspaces", json!({ "page_cap": 0 })),
        ("faults", json!({})),
        ("faults", json!({ "kind": "explode" })),
        ("faults", json!({ "kind": "delay" })),
        ("faults", json!({ "kind": "delay", "ms": 5, "mss": 5 })),
        ("faults", json!({ "kind": "status", "status": 99 })),
        ("faults", json!({ "kind": "lag", "ms": 1, "operation": "campaigns.list" })),
        ("faults", json!({ "kind": "forget_draft_name", "method": "PATCH" })),
        ("faults", json!({ "kind": "status", "status": 500, "headers": { "a b": "c" } })),
    ] {
        let reply = client.control("POST", path, Some(wish.clone())).unwrap();
        assert_eq!(reply.status, 422, "{wish}");
        assert!(reply.body["detail"][0]["msg"].is_string());
    }
    let elsewhere = json!({ "kind": "hang", "workspace_id": "11111111-2222-4444-3333-555555555555" });
    assert_eq!(client.control("POST", "faults", Some(elsewhere)).unwrap().status, 404);
}

#[test]
fn faults_are_listed_with_their_remaining_count_until_cleared() {
    let client = start(Settings::default());
    client.add_fault(json!({
        "kind": "trickle", "chunk": 1_000_000, "delay_ms": 1, "path": "/phones", "skip": 1, "times": 2,
    }));
    client.add_fault(json!({ "kind": "status", "status": 500, "path": "contacts" }));
    client.get("phones");
    client.get("phones");
    let left = registered(&client);
    assert_eq!(left.len(), 2);
    assert_eq!(
        (&left[0]["kind"], &left[0]["skip"], &left[0]["times"]),
        (&json!("trickle"), &json!(0), &json!(1))
    );
    assert_eq!((&left[1]["status"], &left[1]["path"]), (&json!(500), &json!("contacts")));
    let path = format!("faults?workspace_id={}", client.workspace);
    assert_eq!(client.control("DELETE", &path, None).unwrap().status, 204);
    assert!(registered(&client).is_empty());
    assert_eq!(client.get("contacts").status, 200);
}

#[test]
fn control_requests_are_about_the_default_workspace_unless_they_name_another() {
    let client = start(Settings::default());
    client.control("POST", "faults", Some(json!({ "kind": "status", "status": 418 }))).unwrap();
    assert_eq!(client.get("phones").status, 418);
    let log = client.control("GET", "requests", None).unwrap().body;
    assert_eq!(log["data"][0]["status"], json!(418));
}

#[test]
fn requests_are_logged_with_their_answers() {
    let client = start(Settings::default());
    client.get("contacts?limit=3&keyword=%2B1");
    client.add_fault(json!({ "kind": "drop_reply", "method": "POST" }));
    assert!(client.try_create(&draft()).is_err());
    client.get("faxes");
    let log = requests(&client);
    let column = |field: &str| log.iter().map(|entry| entry[field].clone()).collect::<Vec<_>>();
    assert_eq!(column("method"), ["GET", "POST", "GET"]);
    assert_eq!(column("status"), [json!(200), json!(null), json!(404)]);
    assert_eq!(column("query"), ["limit=3&keyword=%2B1", "", ""]);
    assert!(log[1]["path"].as_str().unwrap().ends_with("/auto_dialer_campaigns"));
    assert!(column("at").is_sorted_by_key(|at| at.as_i64().unwrap()));

    let path = format!("requests?workspace_id={}", client.workspace);
    assert_eq!(client.control("DELETE", &path, None).unwrap().status, 204);
    assert!(requests(&client).is_empty());
}

#[test]
fn campaigns_and_calls_are_those_that_requests_made() {
    let client = start(Settings::default()).open(json!({}));
    let list = |what: &str| {
        let path = format!("{what}?workspace_id={}", client.workspace);
        client.control("GET", &path, None).unwrap().body["data"].as_array().unwrap().clone()
    };
    assert!(list("campaigns").is_empty() && list("calls").is_empty());
    client.add_fault(json!({ "kind": "lag", "ms": 1_000_000_000, "method": "POST" }));
    let made = client.created(&draft());
    client.created(&draft_with(json!({ "stage": "DRAFT", "name": "second" })));
    client.finished(&made["id"]);
    let names: Vec<Value> = list("campaigns").iter().map(|campaign| campaign["name"].clone()).collect();
    assert_eq!(names, ["Test", "second"], "hidden ones and drafts too");
    let calls = list("calls");
    let jobs = client.ok(&format!("auto_dialer_campaigns/{}/jobs?limit=0", made["id"].as_str().unwrap()));
    assert_eq!(json!(calls.len()), jobs["total"]);
    assert_eq!((&calls[0]["campaign_id"], &calls[0]["id"]), (&made["id"], &jobs["data"][0]["id"]));
    assert!(calls[0]["contact"]["phone"].is_string());
}

#[test]
fn a_fault_can_name_the_operation_it_is_for() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "status", "status": 503, "operation": "campaigns.create", "times": 0 }));
    assert_eq!(client.column("auto_dialer_campaigns", "id").len(), 2);
    assert_eq!(client.send("POST", "auto_dialer_campaigns/dry_run", Some(&json!({}))).status, 422);
    assert_eq!(client.create(&draft()).status, 503);
    let unknown = json!({ "kind": "hang", "operation": "campaigns.craete" });
    let reply = client.control("POST", "faults", Some(unknown)).unwrap();
    assert_eq!(reply.status, 422);
    assert!(
        reply.text.contains("'campaigns.craete'") && reply.text.contains("campaigns.create"),
        "{}",
        reply.text
    );
}
